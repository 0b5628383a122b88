"""Dividing an amount to the cent."""

from __future__ import annotations

from collections.abc import Sequence


def share_out(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total` in proportion to non-negative `weights`, to the cent, the largest remainders first."""
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    parts = [total * weight // whole for weight in weights]
    rest = [total * weight % whole for weight in weights]
    for n in sorted(range(len(weights)), key=lambda n: -rest[n])[: total - sum(parts)]:
        parts[n] += 1
    return tuple(parts)
