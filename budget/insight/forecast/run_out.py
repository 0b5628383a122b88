"""When the money of a group runs out: by its bookings, else by the expected path."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from budget.model.months import last_day
from budget.model.words import MONTHS, Cents

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

Passing = tuple[date | None, date | None, date | None, float]
"""Early, expected and late day on which the budget is passed, and the probability that it is (see RunOut)."""

NEVER: Passing = (None, None, None, 0.0)
TAIL = 0.1


def elapsed(year: int, as_of: date) -> float:
    """Months of `year` completed at the end of `as_of`: 0 before the year, 12 from its last day on."""
    if as_of.year != year:
        return 0.0 if as_of.year < year else float(MONTHS)
    return as_of.month - 1 + as_of.day / monthrange(year, as_of.month)[1]


def run_outs(
    path: Ints, realised: Ints, booked: Ints, budget: Ints, chance: Floats, year: int, as_of: date
) -> tuple[Passing, ...]:
    """When the bookings passed the budget, else when the expected path does.

    Never for a budget below zero without bookings: there is no money that could run out.
    """
    is_task = (budget < 0) & (booked[:, -1] <= 0) & (path[:, -1, -1] <= 0)
    is_over = booked[:, -1] > budget
    over = int(elapsed(year, as_of))
    today = min(max(as_of, last_day(year, 0)), last_day(year, MONTHS))
    days = [*(last_day(year, month) for month in range(over + 1)), today]
    nothing = np.zeros((len(booked), 1), dtype=np.int64)
    totals = np.concatenate([nothing, booked[:, :over], booked[:, -1:]], axis=1)
    passed = _passed(totals, days, budget)

    # A future date: tomorrow at the earliest, and within the year.
    today = min(today, last_day(year, MONTHS) - timedelta(days=1))
    over = int(elapsed(year, today))
    days = [today, *(last_day(year, month + 1) for month in range(over, MONTHS))]
    ahead = [_passed(np.column_stack([realised, path[:, over:, level]]), days, budget) for level in (2, 1, 0)]
    chances = zip(path[:, -1].tolist(), chance.tolist(), budget.tolist(), strict=True)
    days_out = [
        (day, day, day, 1.0) if done else (early, middle, late, chance_above(outturn, chance, budget))
        for done, day, early, middle, late, (outturn, chance, budget) in zip(
            is_over.tolist(), passed, *ahead, chances, strict=True
        )
    ]
    return tuple(
        NEVER if task else crossing for task, crossing in zip(is_task.tolist(), days_out, strict=True)
    )


def chance_above(outturn: Sequence[Cents], chance: float, budget: Cents) -> float:
    """P(outturn > budget), given the outturn (P10, P50, P90): 0.1 at P90, 0.9 at P10, exponential tails.

    `chance` is P(outturn > P50): less than a half, because many lines end exactly where they are expected.
    """
    low, middle, high = outturn
    gap = budget - middle
    if gap >= 0:
        return _tail(chance, gap, high - middle)
    return 1 - _tail(0.5, -gap, middle - low)


def _tail(start: float, gap: float, width: float) -> float:
    if width <= 0 or start <= 0:
        return 0.0
    chance: float = start * min(TAIL / start, 1.0) ** (gap / width)
    return chance


def _passed(totals: Ints, days: Sequence[date], budget: Ints) -> list[date | None]:
    """For each row, the first day on which the line through the totals (n x days) is above the budget."""
    above = totals[:, 1:] > budget[:, None]
    crossing_days: list[date | None] = [None] * len(totals)
    rows = np.flatnonzero(above.any(axis=1))
    steps = above[rows].argmax(axis=1)
    before, after = totals[rows, steps], totals[rows, steps + 1]
    grows = after > before
    share = np.where(grows, np.maximum(budget[rows] - before, 0) / np.where(grows, after - before, 1), 0.0)
    ordinals = np.array([day.toordinal() for day in days])
    start, end = ordinals[steps], ordinals[steps + 1]
    passed = start + (share * (end - start)).astype(np.int64) + 1
    first = np.maximum(np.minimum(passed, end), ordinals[0] + 1)
    for row, day in zip(rows.tolist(), first.tolist(), strict=True):
        crossing_days[row] = date.fromordinal(day)
    return crossing_days
