"""Outturn, path and run-out date of lines and groups, with an interval.

Computed for all lines, then for all groups of a grouping at once; every amount is whole cents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from budget.insight.forecast.line_outlook import Outlook, Position, estimate_outlook
from budget.insight.forecast.other_lines import last_month_deviations, mean_pace_of_others, relative_size
from budget.insight.forecast.reference_class import SHARED_ABOVE, SHARED_BELOW, SPENT
from budget.insight.forecast.run_out import elapsed, run_outs
from budget.model.figures import Forecast, Interval, LineFacts, OwnMargins, RunOut
from budget.model.words import MONTHS, Cents

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FAN = 0.15
"""How far the P90 path runs ahead of the P50 path, and the P10 path behind; fitted to 25 cities."""


@dataclass(frozen=True, slots=True)
class Prospects:
    """The outlooks of n lines or groups, with the timing of what is still to come.

    `timing` (n x 12): for each month end, the share of what is still to come that is booked by then.
    `booked` (n x 12): cumulative bookings at each month end; the last holds all, including later bookings.
    """

    realised: Ints
    middle: Ints
    below: Floats
    above: Floats
    chance: Floats
    timing: Floats
    booked: Ints
    budget: Ints

    def of(self, members: NDArray[np.bool_] | Ints) -> Prospects:
        """The prospects of the chosen lines: a mask, or their numbers."""
        return Prospects(*(getattr(self, field.name)[members] for field in fields(self)))

    def with_own_margins(self, margins: OwnMargins) -> Prospects:
        """The same with intervals scaled by the own margins; no bound crosses what is booked."""
        if margins.below == margins.above == 1:
            return self
        realised, middle = self.realised.astype(np.float64), self.middle.astype(np.float64)
        low, high = middle - self.below * margins.below, middle + self.above * margins.above
        low = np.where(middle - self.below >= realised, np.maximum(low, realised), low)
        high = np.where(middle + self.above <= realised, np.minimum(high, realised), high)
        return replace(self, below=middle - np.minimum(low, middle), above=np.maximum(high, middle) - middle)


@dataclass(frozen=True, slots=True)
class Forecasts:
    """The forecasts of n groups: `path` is n x 12 month ends x (P10, P50, P90) in cents."""

    path: Ints
    run_outs: tuple[RunOut, ...]

    def outturn(self, number: int) -> Interval:
        """The expected outturn of one group."""
        return Interval(*self.path[number, -1].tolist())

    def forecast(self, number: int) -> Forecast:
        """The forecast of one group as a value."""
        path = tuple(Interval(*step) for step in self.path[number].tolist())
        return Forecast(path[-1], path, self.run_outs[number])


def forecast(lines: Sequence[LineFacts], year: int, as_of: date) -> Forecast:
    """The forecast of a group of plan lines, in cents; without lines everything is 0.

    Uses what the lines say at `as_of`: plan in force and first plan, phasing, bookings, open commitments, own
    forecast. Each line is projected from the day up to which its bookings are known: a late ledger does not
    count as months without spending. After `year` the outturn is what is realised.
    """
    parts = line_prospects(lines, year, as_of)
    return forecasts(sum_correlated(parts, np.zeros(len(lines), dtype=np.int64), 1), year, as_of).forecast(0)


def expected_outturns(lines: Sequence[LineFacts], year: int, as_of: date) -> list[Cents]:
    """P50 of the outturn of each line by itself, in cents."""
    outturns: list[Cents] = line_prospects(lines, year, as_of).middle.tolist()
    return outturns


def line_prospects(lines: Sequence[LineFacts], year: int, as_of: date) -> Prospects:
    """The outlook of each line by itself."""
    stand = line_positions(lines, year, as_of)
    position, months = stand.position, stand.position.months
    realised, committed = stand.by_month.sum(axis=1), _ints([line.committed for line in lines])
    expects = (months < MONTHS) & np.array([line.planned for line in lines], dtype=bool)
    low, middle, high, chance = _to_the_cent(estimate_outlook(position), realised)
    # A finished year ends on what is booked, money in no plan on what is booked and committed.
    booked_and_promised = realised + np.where(months < MONTHS, np.maximum(committed, 0), 0)
    middle = np.where(expects, middle, booked_and_promised)
    total = stand.by_month.cumsum(axis=1)
    return Prospects(
        realised=realised,
        middle=middle,
        below=np.where(expects, middle - low, 0).astype(np.float64),
        above=np.where(expects, high - middle, 0).astype(np.float64),
        chance=np.where(expects, chance, 0.0),
        timing=_timing(stand.curve, months),
        booked=np.concatenate([total[:, : MONTHS - 1], total[:, MONTHS:]], axis=1),
        budget=_ints([line.budget for line in lines]),
    )


@dataclass(frozen=True, slots=True)
class LinePositions:
    """The position of n lines: as the formulas see it, by month (n x 13 cents), and their curves (n x 13).

    `announced`: whether a line has a phasing of its own.
    """

    position: Position
    by_month: Ints
    curve: Floats
    announced: NDArray[np.bool_]


def line_positions(lines: Sequence[LineFacts], year: int, as_of: date) -> LinePositions:
    """The position of each line on the day up to which its bookings are known; amounts in cents."""
    dates = {line.booked_until for line in lines}
    over = {day: elapsed(year, as_of if day is None else min(day, as_of)) for day in dates}
    months = np.array([over[line.booked_until] for line in lines], dtype=np.float64)
    phasing = _ints([line.phasing for line in lines], MONTHS)
    by_month = _ints([line.realised for line in lines], MONTHS + 1)
    announced = ~_is_none(phasing)
    curve = expected_curves(phasing)
    budget = _ints([line.budget for line in lines])
    others, companions = mean_pace_of_others(last_month_deviations(budget, by_month, curve, months))
    position = Position(
        months=months,
        planned=_at_each(curve, months),
        # A line below zero is a saving task: it gets no income of its own.
        budget=np.maximum(budget, 0).astype(np.float64),
        first_budget=np.array([max(0, line.original_budget) for line in lines], dtype=np.float64),
        realised=by_month.sum(axis=1).astype(np.float64),
        committed=np.array([line.committed for line in lines], dtype=np.float64),
        own_forecast=np.array(
            [np.nan if line.own_forecast is None else line.own_forecast for line in lines], dtype=np.float64
        ),
        biggest=_biggest(by_month, phasing, announced, months),
        guarded=budget > 0,
        others=others,
        companions=companions,
        size=relative_size(budget.astype(np.float64)),
    )
    return LinePositions(position, by_month, curve, announced)


def _biggest(by_month: Ints, phasing: Ints, announced: NDArray[np.bool_], months: Floats) -> Floats:
    """The largest amount booked in one month; a payment that the phasing planned is no surprise.

    With a phasing of its own, a month counts for at most an average month plus the part above its phasing.
    """
    booked = np.abs(by_month).astype(np.float64)
    planned = np.concatenate([np.abs(phasing), np.zeros((len(phasing), 1))], axis=1)
    average = (by_month.sum(axis=1) / np.maximum(months, 1.0))[:, None]
    surprise = average + np.maximum(booked - planned, 0.0)
    amounts = np.where(announced[:, None], np.minimum(booked, surprise), booked)
    maxima: Floats = amounts.max(axis=1, initial=0.0)
    return maxima


def _ints(values: Sequence[Any], width: int = 0) -> Ints:
    array = np.array(values, dtype=np.int64)
    return array.reshape(len(values), width) if width else array


def _to_the_cent(outlook: Outlook, realised: Ints) -> tuple[Ints, Ints, Ints, Floats]:
    """Round to whole cents, and clip at zero unless bookings are negative (measures: forecast)."""
    floor = np.minimum(realised, 0)
    ends = (outlook.middle - outlook.below, outlook.middle, outlook.middle + outlook.above)
    low, middle, high = (np.maximum(np.rint(end).astype(np.int64), floor) for end in ends)
    return low, middle, high, np.asarray(outlook.chance)


def expected_curves(phasing: Ints) -> Floats:
    """Share of the year's spending expected by each month end (n x 13), by the phasing of n lines.

    Phasings are followed; twelve equal months are not a phasing: then the usual late curve of public money.
    """
    return np.where(_is_none(phasing)[:, None], _USUAL, _shares(phasing))


def _is_none(phasing: Ints) -> NDArray[np.bool_]:
    total = phasing.sum(axis=1)
    is_none: NDArray[np.bool_] = (
        (total == 0)
        | (phasing.max(axis=1) - phasing.min(axis=1) < MONTHS)
        | ((phasing * np.sign(total)[:, None]).min(axis=1) < 0)
    )
    return is_none


def _shares(phasing: Ints) -> Floats:
    total = phasing.sum(axis=1, keepdims=True)
    shares = phasing.cumsum(axis=1) / np.where(total == 0, 1, total)
    return np.concatenate([np.zeros((len(phasing), 1)), shares], axis=1)


_USUAL = np.array([value for _, value in SPENT])


def _at_each(curve: Floats, months: Floats) -> Floats:
    """The value of each line's own curve at its own moment."""
    after = np.clip(np.ceil(months).astype(np.int64), 0, MONTHS)
    rows = np.arange(len(curve))
    start, end = curve[rows, np.maximum(after - 1, 0)], curve[rows, after]
    inside = start + (months - (after - 1)) / 1 * (end - start)
    return np.where(after == 0, curve[:, 0], inside)


def _timing(curve: Floats, months: Floats) -> Floats:
    """The rest of the curve, rescaled to 1; by calendar where the curve has nothing left."""
    curve = np.where((_at_each(curve, months) < 1)[:, None], curve, _USUAL)
    now = _at_each(curve, months)[:, None]
    is_over = now >= 1
    ahead = (curve[:, 1:] - now) / np.where(is_over, 1.0, 1 - now)
    return np.where(is_over, 1.0, np.minimum(np.maximum(ahead, 0.0), 1.0))


def sum_correlated(parts: Prospects, groups: Ints, count: int) -> Prospects:
    """The sums of lines whose errors are partly shared: between independent and fully correlated.

    `groups` has the number of each line's group, below `count`. P50 is the sum of the P50s, to the cent, so
    that the forecasts of parts add up to the whole.
    """

    def summed(values: NDArray[Any]) -> Floats:
        sums: Floats = np.bincount(groups, values, count).astype(np.float64)
        return sums

    sizes = np.bincount(groups, minlength=count)
    only = np.zeros(count, dtype=np.int64)
    only[groups] = np.arange(len(groups))
    is_one = sizes == 1
    realised, middle, budget, booked = (
        _added(values, groups, count) for values in (parts.realised, parts.middle, parts.budget, parts.booked)
    )
    widths = summed(parts.above)
    chance = summed(parts.chance * parts.above) / np.where(widths == 0, 1.0, widths)
    below, above = (
        _joint_widths(summed((1 - shared) * width * width), summed(sqrt(shared) * width))
        for width, shared in ((parts.below, SHARED_BELOW), (parts.above, SHARED_ABOVE))
    )
    timing = _joint_timing(parts, summed, sizes, groups)
    if not len(groups):
        return Prospects(realised, middle, below, above, chance, timing, booked, budget)
    return Prospects(
        realised=realised,
        middle=middle,
        below=np.where(is_one, parts.below[only], below),
        above=np.where(is_one, parts.above[only], above),
        chance=np.where(is_one, parts.chance[only], np.where(widths == 0, 0.0, chance)),
        timing=np.where(is_one[:, None], parts.timing[only], timing),
        booked=booked,
        budget=budget,
    )


def _added(values: Ints, groups: Ints, count: int) -> Ints:
    sums = np.zeros((count, *values.shape[1:]), dtype=np.int64)
    np.add.at(sums, groups, values)
    return sums


def joint_width(widths: Sequence[float], shared: float) -> float:
    """The width of a sum, from the width of each part and the share of its error (0..1) that all have.

    That share moves all parts together; the rest of each is independent.
    """
    alone = sum((1 - shared) * width * width for width in widths)
    return sqrt(alone + sum(sqrt(shared) * width for width in widths) ** 2)


def _joint_widths(alone: Floats, together: Floats) -> Floats:
    # Python's `**`, as in joint_width: numpy's may differ in the last bit.
    squares = [value**2 for value in together.tolist()]
    return np.sqrt(alone + np.array(squares, dtype=np.float64))


def _joint_timing(parts: Prospects, summed: Callable[[Floats], Floats], sizes: Ints, groups: Ints) -> Floats:
    weights = np.abs(parts.middle - parts.realised) + parts.above
    total = summed(weights)
    count = len(sizes)
    first = np.full(count, -1, dtype=np.int64)
    first[groups[::-1]] = np.arange(len(groups))[::-1]
    joint = np.stack([summed(weights * parts.timing[:, month]) for month in range(MONTHS)], axis=1)
    joint = np.minimum(joint / np.where(total == 0, 1.0, total)[:, None], 1.0)
    if not len(groups):
        return np.ones((count, MONTHS))
    alone = np.where((first < 0)[:, None], 1.0, parts.timing[np.maximum(first, 0)])
    return np.where((total == 0)[:, None], alone, joint)


def forecasts(groups: Prospects, year: int, as_of: date) -> Forecasts:
    """Path, outturn and run-out date of every group."""
    path = _paths(groups)
    g = groups
    passing = run_outs(path, g.realised, g.booked, g.budget, g.chance, year, as_of)
    return Forecasts(path, tuple(RunOut(*run_out) for run_out in passing))


def _paths(groups: Prospects) -> Ints:
    """Booked at each past month end; after that, plus the part of the rest expected by then."""
    floor = np.minimum(groups.realised, 0)
    ends = (
        np.maximum(groups.middle - groups.below, floor),
        groups.middle.astype(np.float64),
        groups.middle + groups.above,
    )
    steps = [
        groups.booked + _power(groups.timing, power) * (end - groups.realised)[:, None]
        for end, power in zip(ends, (1 + FAN, 1.0, 1 - FAN), strict=True)
    ]
    return np.sort(np.rint(np.stack(steps, axis=2)).astype(np.int64), axis=2)


def _power(shares: Floats, power: float) -> Floats:
    """Every share to this power, with Python's own operator: its last bit is the same on every machine."""
    if power == 1:
        return shares
    values, places = np.unique(shares, return_inverse=True)
    return np.array([value**power for value in values.tolist()])[places].reshape(shares.shape)
