"""Where the year will end: outturn, path and run-out date of lines and groups, with an honest interval."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from math import sqrt

from budget.insight.forecast.line_outlook import Outlook, Position, expect, settled
from budget.insight.forecast.reference_class import SHARED_ERROR, SPENT, Knots, at
from budget.model import MONTHS, Cents, Forecast, Interval, LineFacts, RunOut

Timing = tuple[float, ...]
"""For each of the 12 month ends: the share of what is still to come that is booked by then."""

TAIL = 0.1
FAN = 0.15
"""How much the high path runs ahead of the middle one, and the low path behind: fitted to 25 cities."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """The outlook of a line or group, with the timing of what is still to come.

    `shared`: of a line, the share of its error (0..1) that the other lines have too.
    """

    outlook: Outlook
    timing: Timing
    shared: float = 0.0


def forecast(lines: Sequence[LineFacts], year: int, as_of: date) -> Forecast:
    """The forecast of a group of plan lines, in cents; a group of one is that line, no lines is nothing.

    From what the lines say at `as_of`: plan in force and first plan, phasing, bookings, open commitments,
    own forecast. Each line is seen ahead from the day up to which its bookings are known: a late ledger is
    not read as months without spending. After `year` the outturn is what is realised.
    """
    group = _together([_prospect(line, year, _seen_until(line, as_of)) for line in lines])
    booked = _booked(lines)
    path = _path(group, booked)
    budget = sum(line.budget for line in lines)
    if booked[-1] > budget:
        run_out = _ran_out(booked, budget, year, as_of)
    else:
        run_out = _runs_out(group.outlook, path, budget, year, as_of)
    return Forecast(path[-1], path, run_out)


def _seen_until(line: LineFacts, as_of: date) -> date:
    return as_of if line.booked_until is None else min(line.booked_until, as_of)


def elapsed(year: int, as_of: date) -> float:
    """Months of `year` that are over at the end of `as_of`: 0 before the year, 12 from its last day on."""
    if as_of.year != year:
        return 0.0 if as_of.year < year else float(MONTHS)
    return as_of.month - 1 + as_of.day / monthrange(year, as_of.month)[1]


@lru_cache(maxsize=16384)
def _prospect(line: LineFacts, year: int, as_of: date) -> Prospect:
    months, realised = elapsed(year, as_of), sum(line.realised)
    curve = expected_curve(line.phasing)
    timing, shared = _timing(curve, months), at(SHARED_ERROR, months)
    if months >= MONTHS:
        return Prospect(settled(realised), timing, shared)
    if not line.planned:
        return Prospect(settled(realised, line.committed), timing, shared)
    position = Position(
        months=months,
        planned=at(curve, months),
        budget=line.budget,
        first_budget=line.original_budget,
        realised=realised,
        committed=line.committed,
        own_forecast=line.own_forecast,
        biggest=max(map(abs, line.realised)),
    )
    return Prospect(_to_the_cent(expect(position)), timing, shared)


def _to_the_cent(outlook: Outlook) -> Outlook:
    """Whole cents, and nothing below zero unless bookings are (measures: forecast)."""
    floor = min(outlook.realised, 0)
    ends = (outlook.middle - outlook.below, outlook.middle, outlook.middle + outlook.above)
    low, middle, high = (max(round(end), floor) for end in ends)
    return replace(outlook, middle=middle, below=middle - low, above=high - middle)


def expected_curve(phasing: tuple[Cents, ...]) -> Knots:
    """Share of the year's spending expected by each month end: by the phasing, which people keep to.

    Twelve equal months are no phasing: then as late in the year as public money is usually spent.
    """
    total = sum(phasing)
    if total == 0 or max(phasing) - min(phasing) < MONTHS or min(part * total for part in phasing) < 0:
        return SPENT
    return tuple((month, part / total) for month, part in enumerate(accumulate(phasing, initial=0)))


def _timing(curve: Knots, months: float) -> Timing:
    """Along the curve from here on; by the calendar where the curve has nothing left."""
    curve = curve if at(curve, months) < 1 else SPENT
    now = at(curve, months)
    if now >= 1:
        return (1.0,) * MONTHS
    return tuple(min(max((share - now) / (1 - now), 0.0), 1.0) for _, share in curve[1:])


def _together(parts: Sequence[Prospect]) -> Prospect:
    """The sum of lines whose errors are partly shared: between independent and all alike.

    The middle is the sum of the middles, to the cent, so that the forecasts of parts add up to the whole.
    """
    if len(parts) == 1:
        return parts[0]
    outlooks, shared = [part.outlook for part in parts], [part.shared for part in parts]
    widths = sum(out.above for out in outlooks)
    return Prospect(
        Outlook(
            realised=sum(out.realised for out in outlooks),
            middle=sum(out.middle for out in outlooks),
            below=joint_width([out.below for out in outlooks], shared),
            above=joint_width([out.above for out in outlooks], shared),
            chance=sum(out.chance * out.above for out in outlooks) / widths if widths else 0.0,
        ),
        _joint_timing(parts),
    )


def joint_width(widths: Sequence[float], shared: Sequence[float]) -> float:
    """The width of a sum, from the width of each part and the share of its error (0..1) that all have.

    That share moves all parts alike, the rest of each moves on its own.
    """
    parts = list(zip(widths, shared, strict=True))
    alone = sum((1 - share) * width * width for width, share in parts)
    return sqrt(alone + sum(sqrt(share) * width for width, share in parts) ** 2)


def _joint_timing(parts: Sequence[Prospect]) -> Timing:
    weights = [abs(part.outlook.middle - part.outlook.realised) + part.outlook.above for part in parts]
    total = sum(weights)
    if not total:
        return parts[0].timing if parts else (1.0,) * MONTHS
    months = zip(*(part.timing for part in parts), strict=True)
    return tuple(
        min(sum(weight * share for weight, share in zip(weights, month, strict=True)) / total, 1.0)
        for month in months
    )


def _booked(lines: Sequence[LineFacts]) -> list[Cents]:
    """What was booked by each of the 12 month ends; the last holds all that was booked, also later."""
    totals = list(accumulate(sum(line.realised[month] for line in lines) for month in range(MONTHS + 1)))
    return [*totals[: MONTHS - 1], totals[MONTHS]]


def _path(group: Prospect, booked: Sequence[Cents]) -> tuple[Interval, ...]:
    """What was booked by each month end, and the part of what is still to come that is expected by then."""
    out = group.outlook
    floor = min(out.realised, 0)
    ends = (max(out.middle - out.below, floor), out.middle, out.middle + out.above)
    ahead = list(zip((end - out.realised for end in ends), (1 + FAN, 1.0, 1 - FAN), strict=True))
    return tuple(
        Interval(*sorted(round(base + share**power * rest) for rest, power in ahead))
        for base, share in zip(booked, group.timing, strict=True)
    )


def _ran_out(booked: Sequence[Cents], budget: Cents, year: int, as_of: date) -> RunOut:
    """When the bookings passed the budget."""
    over = int(elapsed(year, as_of))
    today = min(max(as_of, _month_end(year, 0)), _month_end(year, MONTHS))
    days = [*(_month_end(year, month) for month in range(over + 1)), today]
    day = _passed([0, *booked[:over], booked[-1]], days, budget)
    return RunOut(day, day, day, 1.0)


def _runs_out(group: Outlook, path: tuple[Interval, ...], budget: Cents, year: int, as_of: date) -> RunOut:
    """When the expected path passes the budget: tomorrow at the earliest, and within the year."""
    today = min(max(as_of, _month_end(year, 0)), _month_end(year, MONTHS) - timedelta(days=1))
    over = int(elapsed(year, today))
    days = [today, *(_month_end(year, month + 1) for month in range(over, MONTHS))]
    early, middle, late = (
        _passed([round(group.realised), *(getattr(step, level) for step in path[over:])], days, budget)
        for level in ("p90", "p50", "p10")
    )
    return RunOut(early, middle, late, chance_above(path[-1], group.chance, budget))


def chance_above(outturn: Interval, chance: float, budget: Cents) -> float:
    """P(outturn > budget): one in ten at P90, nine in ten at P10, falling off exponentially on both sides.

    `chance` is P(outturn > P50): less than a half, because many lines end exactly where they are expected.
    """
    gap = budget - outturn.p50
    if gap >= 0:
        return _tail(chance, gap, outturn.p90 - outturn.p50)
    return 1 - _tail(0.5, -gap, outturn.p50 - outturn.p10)


def _tail(start: float, gap: float, width: float) -> float:
    if width <= 0 or start <= 0:
        return 0.0
    return start * min(TAIL / start, 1.0) ** (gap / width)


def _month_end(year: int, month: int) -> date:
    """The last day of month 1..12; month 0 is the last day before the year."""
    return date(year, month, monthrange(year, month)[1]) if month else date(year - 1, 12, 31)


def _passed(totals: Sequence[Cents], days: Sequence[date], budget: Cents) -> date | None:
    """First day on which the straight line through the totals at these days is above the budget."""
    for (before, start), (after, end) in pairwise(zip(totals, days, strict=True)):
        if after > budget:
            share = max(budget - before, 0) / (after - before) if after > before else 0.0
            passed = start + timedelta(days=int(share * (end - start).days) + 1)
            return max(min(passed, end), days[0] + timedelta(days=1))
    return None
