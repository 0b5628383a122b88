"""Dividing an amount to the cent, and the weights to divide it by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

MONTHS = 12


def share_out(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total` in proportion to non-negative `weights` (evenly if all 0), largest remainders first."""
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    for n in sorted(range(len(weights)), key=lambda n: -remainders[n])[: total - sum(parts)]:
        parts[n] += 1
    return tuple(parts)


def spread_evenly(budget: int) -> tuple[int, ...]:
    """Twelve equal months in cents, the remainder in December (measures: norm)."""
    month = budget // MONTHS
    return (month,) * (MONTHS - 1) + (budget - month * (MONTHS - 1),)


class HasBudget(Protocol):
    """A line with a budget in cents."""

    @property
    def budget(self) -> int:
        """Cents; below zero for a stelpost or taakstelling."""


def weights_of(lines: Iterable[HasBudget]) -> list[int]:
    """The weights for sharing out money of these lines: their budgets, 0 for a line below zero."""
    return [max(0, line.budget) for line in lines]
