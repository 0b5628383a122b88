"""Dividing an amount to the cent, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

MONTHS = 12


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


def spread_evenly(budget: int) -> tuple[int, ...]:
    """Twelve equal months, the remainder cents in December (measures: norm)."""
    month = budget // MONTHS
    return (month,) * (MONTHS - 1) + (budget - month * (MONTHS - 1),)


class HasBudget(Protocol):
    """A line with a budget in cents."""

    @property
    def budget(self) -> int:
        """Below zero for a stelpost or taakstelling."""


def weights_of(lines: Iterable[HasBudget]) -> list[int]:
    """By what money of these lines is shared out: their budgets, nothing to a line below zero."""
    return [max(0, line.budget) for line in lines]
