"""The other lines of a programme this year: whether they slow down, and the relative size of a line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPARE = 0.02
"""Share of the budget up to which nothing counts as left: such a line is paid, and does not slow down."""


def last_month_deviation(
    budget: Floats, before: Floats, booked: Floats, start: Floats, end: Floats
) -> Floats:
    """How much more (up to 1) or less (down to -1) each line booked in its last whole month than expected.

    `before` is what was booked at the start of that month, `booked` what was booked in it. `start` and `end`
    are the shares of the year's spending expected by then; the expected booking is that fraction of what is
    left. NaN for a line that had not begun or is fully paid: neither can slow down.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (end - start) / (1 - start)
        share_left = 1 - before / budget
        pace = np.clip(booked / budget / share_left / part - 1, -1.0, 1.0)
    known = (budget > 0) & (before > 0) & (share_left > SPARE) & (part > 0) & (start < 1)
    deviation: Floats = np.where(known, pace, np.nan)
    return deviation


def last_month_deviations(budget: Ints, by_month: Ints, curve: Floats, months: Floats) -> Floats:
    """How much more or less each line booked than expected in the last whole month; NaN without one.

    `by_month` is n x 13 cents, `curve` n x 13 shares of the year expected by each month end.
    """
    last = np.floor(months).astype(np.int64)
    rows, start = np.arange(len(budget)), np.maximum(last - 1, 0)
    total = by_month.cumsum(axis=1).astype(np.float64)
    booked = by_month[rows, start].astype(np.float64)
    paces = last_month_deviation(
        budget.astype(np.float64), total[rows, start] - booked, booked, curve[rows, start], curve[rows, last]
    )
    return np.where(last > 0, paces, np.nan)


def mean_pace_of_others(paces: Floats) -> tuple[Floats, Floats]:
    """For each line the mean pace of the other lines with a known pace, and how many there are."""
    known = ~np.isnan(paces)
    own = np.where(known, paces, 0.0)
    count = (known.sum() - known).astype(np.float64)
    return (own.sum() - own) / np.maximum(count, 1.0), count


def relative_size(budget: Floats) -> Floats:
    """Each budget as a multiple of the mean of those above zero; 1 where it is not above zero."""
    counted = budget[budget > 0]
    sizes: Floats = np.where(budget > 0, budget / counted.mean() if len(counted) else 1.0, 1.0)
    return sizes
