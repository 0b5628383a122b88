"""Where the year will end: outturn, path and run-out date of lines and groups, with an honest interval."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from math import erf, sqrt

from budget.insight.reference import (
    MEAN_SHIFT,
    OWN_FORECAST,
    PLAN_ONLY,
    SHARED_ERROR,
    SPENT,
    Knots,
)
from budget.model import MONTHS, Cents, Forecast, Interval, LineFacts, RunOut

DECILE = 1.2815515655446004
"""The ninth decile of the normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of one line or group: middle, the widths below and above it, and the timing.

    `timing` tells, for each month end, which share of what is still to come is booked by then.
    """

    realised: float
    middle: float
    below: float
    above: float
    timing: tuple[float, ...]


def forecast(lines: Sequence[LineFacts], year: int, as_of: date) -> Forecast:
    """Forecast of a group of plan lines in cents; a group of one line is that line, no lines is nothing.

    From what the lines say at `as_of`: plan in force with phasing, bookings, commitments, own forecast.
    """
    group = _together(tuple(_outlook(line, year, as_of) for line in lines))
    past = _past(lines, year, as_of)
    path = _path(group, past)
    return Forecast(path[-1], path, _run_out(group, path, past, sum(ln.budget for ln in lines), year, as_of))


def elapsed(year: int, as_of: date) -> float:
    """Months of `year` that are over at the end of `as_of`: 0 before the year, 12 from its last day on."""
    if as_of.year != year:
        return 0.0 if as_of.year < year else float(MONTHS)
    return as_of.month - 1 + as_of.day / monthrange(year, as_of.month)[1]


def at(knots: Knots, months: float) -> float:
    """Value of the knots at `months` into the year, straight between month ends."""
    whole = min(int(months), MONTHS - 1)
    return knots[whole] + (months - whole) * (knots[whole + 1] - knots[whole])


@lru_cache(maxsize=16384)
def _outlook(line: LineFacts, year: int, as_of: date) -> Outlook:
    realised, months = sum(line.realised), elapsed(year, as_of)
    timing = _timing(line.phasing, months)
    if months >= MONTHS:
        return Outlook(realised, realised, 0.0, 0.0, timing)
    if not line.planned:
        return Outlook(realised, realised + line.committed, 0.0, 0.0, timing)
    own = line.own_forecast is not None
    reference = OWN_FORECAST if own else PLAN_ONLY
    target = line.own_forecast if own else line.budget
    left = max(target - realised, 0.25 * max(target, 0) * (1 - at(SPENT, months)))
    low, middle, high = (at(knots, months) * left for knots in (reference.low, reference.middle, reference.high))
    middle = max(middle, min(0.9 * line.committed, high))
    return Outlook(realised, realised + middle, middle - min(low, middle), max(high, middle) - middle, timing)


def _timing(phasing: tuple[Cents, ...], months: float) -> tuple[float, ...]:
    planned = _planned_share(phasing)
    now = at(SPENT, MONTHS * at(planned, months))
    ends = (at(SPENT, MONTHS * share) for share in planned[1:])
    return tuple(min(max((end - now) / (1 - now), 0.0), 1.0) if now < 1 else 1.0 for end in ends)


def _planned_share(phasing: tuple[Cents, ...]) -> Knots:
    total = sum(phasing)
    if total <= 0 or min(phasing) < 0:
        return tuple(month / MONTHS for month in range(MONTHS + 1))
    return tuple(part / total for part in accumulate(phasing, initial=0))


def _together(parts: tuple[Outlook, ...]) -> Outlook:
    """The sum of lines whose errors are partly shared: widths between square root of squares and plain sum."""
    if not parts:
        return Outlook(0.0, 0.0, 0.0, 0.0, (1.0,) * MONTHS)
    below, above = (_width([getattr(part, side) for part in parts]) for side in ("below", "above"))
    lost = sum(part.above - part.below for part in parts) - (above - below)
    realised = sum(part.realised for part in parts)
    middle = sum(part.middle for part in parts) + MEAN_SHIFT * lost
    return Outlook(realised, middle, below, above, _joint_timing(parts))


def _width(widths: list[float]) -> float:
    return sqrt((1 - SHARED_ERROR) * sum(w * w for w in widths) + SHARED_ERROR * sum(widths) ** 2)


def _joint_timing(parts: tuple[Outlook, ...]) -> tuple[float, ...]:
    weights = [abs(part.middle - part.realised) for part in parts]
    total = sum(weights)
    if not total:
        return parts[0].timing
    columns = zip(*(part.timing for part in parts), strict=True)
    return tuple(sum(w * share for w, share in zip(weights, column, strict=True)) / total for column in columns)


def _past(lines: Sequence[LineFacts], year: int, as_of: date) -> tuple[Cents, ...]:
    """Cumulative bookings at each month end that lies at or before `as_of`; after the year all 12."""
    columns = [sum(column) for column in zip(*(line.realised for line in lines), strict=True)]
    ends = list(accumulate(columns))[: int(elapsed(year, as_of))]
    if len(ends) == MONTHS:
        ends[-1] = sum(columns)
    return tuple(ends)


def _path(group: Outlook, past: tuple[Cents, ...]) -> tuple[Interval, ...]:
    known = tuple(Interval(cents, cents, cents) for cents in past)
    return known + tuple(_interval(group, share) for share in group.timing[len(past) :])


def _interval(group: Outlook, share: float) -> Interval:
    ends = (group.middle - group.below, group.middle, group.middle + group.above)
    return Interval(*(round(group.realised + share * (end - group.realised)) for end in ends))


def _run_out(
    group: Outlook, path: tuple[Interval, ...], past: tuple[Cents, ...], budget: Cents, year: int, as_of: date
) -> RunOut:
    if group.realised > budget:
        day = _passed((0, *past, round(group.realised)), _days(year, as_of, len(past)), budget)
        return RunOut(day, day, day, 1.0)
    days = _days(year, as_of, len(past))[-1:] + tuple(_month_end(year, m) for m in range(len(past), MONTHS))
    early, middle, late = (
        _passed((round(group.realised), *(getattr(step, level) for step in path[len(past) :])), days, budget)
        for level in ("p90", "p50", "p10")
    )
    return RunOut(early, middle, late, _chance_above(group, budget))


def _chance_above(group: Outlook, budget: Cents) -> float:
    gap = budget - group.middle
    width = group.above if gap >= 0 else group.below
    if width <= 0:
        return 1.0 if gap < 0 else 0.0
    return 0.5 * (1 - erf(gap / width * DECILE / sqrt(2)))


def _month_end(year: int, month: int) -> date:
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _days(year: int, as_of: date, past: int) -> tuple[date, ...]:
    """The day before the year, the month ends that are over, and the reference date itself."""
    first, last = date(year - 1, 12, 31), date(year, 12, 31)
    ends = tuple(_month_end(year, month) for month in range(past))
    return (first, *ends, min(max(as_of, first), last))


def _passed(totals: Sequence[Cents], days: Sequence[date], budget: Cents) -> date | None:
    """First day on which the straight line through the totals is above the budget."""
    for (start, before), (end, after) in zip(
        zip(days, totals, strict=True), list(zip(days, totals, strict=True))[1:], strict=False
    ):
        if after > budget:
            part = max(budget - before, 0) / (after - before) if after > before else 0.0
            return min(start + timedelta(days=int(part * (end - start).days) + 1), end)
    return None
