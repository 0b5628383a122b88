"""The outlook of budget lines at one moment: reference class, own experience, own forecast if it counts.

Every function takes one line or an array of lines, and does the same operations on doubles in the same order,
so that a line has the same forecast alone and among others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from budget.insight.forecast.reference_class import (
    COMMITTED_BOOKED,
    GUARDED_CHANCE,
    GUARDED_LEAST,
    GUARDED_TAIL,
    REFERENCE,
    SPENT,
    Evidence,
    Kind,
    Knots,
    Number,
    Reference,
    ReferenceClass,
    at,
)
from budget.model.words import MONTHS

FIRM = 0.05
"""Share of the budget that damps the pace over the first few bookings of a year."""
LEAST = 0.1
"""Least money left, in units, when the budget is used up: a line rarely stops there."""
SPARE = 0.02
"""Share of the budget that keeps the money left from being compared with zero."""
WILDEST = 4.0
"""Cap on how far an earlier year was off, in half widths."""
LONGEST = 5
"""Years of its own that a line is judged by."""
FEW = 5.0
"""This many other lines say half of what very many would say about the year."""
LEAST_SIZE = 0.02
"""Smaller than this many times the mean line of the programme, or as much larger, counts as this."""


@dataclass(frozen=True, slots=True)
class Position:
    """The position of lines `months` into the year (0..12); amounts in any one unit of money.

    `planned`: share of the year's spending expected by now, by the phasing or the reference class.
    `own_forecast`: NaN (or None, of one line) where there is none. `biggest`: the most that was booked, or
    taken back, in one month so far. `guarded`: whether money above the budget needs a cause. `others`: how
    much more or less than usual the `companions` other lines of the programme booked last month (-1..1).
    `size`: the budget as a multiple of the mean line of the programme.
    """

    months: Number
    planned: Number
    budget: Number
    first_budget: Number
    realised: Number
    committed: Number = 0.0
    own_forecast: Number = None
    biggest: Number = 0.0
    guarded: Number = False
    others: Number = 0.0
    companions: Number = 0.0
    size: Number = 1.0

    @property
    def own(self) -> Number:
        """The own forecast, NaN where there is none."""
        return np.nan if self.own_forecast is None else self.own_forecast


@dataclass(frozen=True, slots=True)
class Outlook:
    """Expected outturn: the middle (P50), the distances to P10 and P90, and P(outturn > P50).

    `unit` is the money that errors of this line are measured in.
    """

    realised: Number
    middle: Number
    below: Number
    above: Number
    chance: Number
    unit: Number = 0.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """The error of the reference class for a line in an earlier year: in units and in half widths."""

    units: float
    widths: float


def estimate_outlook(
    position: Position, reference: Reference = REFERENCE, kind: Kind | None = None
) -> Outlook:
    """The outlook of lines; never below what is realised, unless budget or forecast is negative."""
    kind = kind or Kind()
    own, budget = position.own, position.budget
    target: Number = np.where(np.isnan(own), budget, own)
    sign: Number = np.where(target < 0, -1.0, 1.0)
    turned = _turned(position, sign)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        by_own, by_plan = _from_own(turned, reference.own, kind), _from_plan(turned, reference.plan, kind)
    by_booked = certain_outlook(turned.realised, turned.committed)
    outlook = _either(uses_own(turned), by_own, _either(turned.budget > 0, by_plan, by_booked))
    return _mirrored(outlook, sign)


def uses_own(position: Position) -> Number:
    """Whether the own forecast counts: a forecast of zero is ignored once money is booked."""
    return ~np.isnan(position.own) & ((np.not_equal(position.own, 0)) | np.equal(position.realised, 0))


def certain_outlook(realised: Number, committed: Number = 0.0) -> Outlook:
    """The outlook without an interval, without a plan or after the year: realised plus committed."""
    nothing = realised * 0.0
    return Outlook(realised, realised + np.maximum(committed, 0.0), nothing, nothing, nothing, nothing)


def learn(kind: Kind, lessons: Sequence[Lesson], reference: ReferenceClass) -> Kind:
    """The kind corrected by a line's own earlier years, most recent first; few years get little weight."""
    recent = lessons[:LONGEST]
    if not recent:
        return kind
    trust = len(recent) / (len(recent) + reference.bias_years)
    bias = kind.bias + trust * median(min(max(lesson.units, -1.0), 1.0) for lesson in recent)
    wide = sum(min(lesson.widths, WILDEST) for lesson in recent) / reference.usual
    total_spread = reference.spread_years * kind.spread + wide
    return Kind(bias, total_spread / (reference.spread_years + len(recent)), Evidence.YEARS)


def lesson(outlook: Outlook, outturn: float) -> Lesson | None:
    """The error in an earlier year, given the outlook without own experience; None if that has no width."""
    width = (outlook.below + outlook.above) / 2
    if outlook.unit <= 0 or width <= 0:
        return None
    error = outturn - outlook.middle
    return Lesson(error / outlook.unit, abs(error) / width)


def usual_equivalent(position: Position) -> Number:
    """The realised share that a line without phasing would have at the same distance from its plan.

    On plan, this is the usual share at this moment; ahead or behind is added in points of the budget, scaled
    down where that would pass 0 or 1.
    """
    usual, planned = at(SPENT, position.months), position.planned
    ahead = position.realised / position.budget - planned
    distance = np.where(ahead < 0, usual, 1 - usual)
    planned_room = np.where(ahead < 0, planned, 1 - planned)
    less = planned_room > distance
    return usual + ahead * np.where(less, distance / np.where(less, planned_room, 1.0), 1.0)


def plan_unit(position: Position) -> Number:
    """The unit of errors: budget x usual share of spending still to come, scaled to what this plan leaves."""
    usual_left = np.maximum(1 - usual_equivalent(position), 0.0) + SPARE
    share_left = np.maximum(1 - position.realised / position.budget, 0.0) + SPARE
    return position.budget * (1 - at(SPENT, position.months)) * share_left / usual_left


def features(position: Position) -> tuple[Number, ...]:
    """The inputs of the formulas: 1, money left, pace, the root of their product, growth of the plan."""
    usual, share = at(SPENT, position.months), usual_equivalent(position)
    is_open = usual < 1
    pace_needed = np.minimum(np.maximum((1 - share) / np.where(is_open, 1 - usual, 1.0), LEAST), 3.0)
    pace_needed = np.where(is_open, pace_needed, LEAST)
    ahead = (share - usual) / (usual + FIRM)
    pace = np.minimum(np.maximum(1 + ahead * np.minimum(position.months, 1.0), 0.0), 3.0)
    first = np.where(np.greater(position.first_budget, 0), position.first_budget, 1.0)
    grown = np.where(np.greater(position.first_budget, 0), position.budget / first - 1, 0.0)
    return 1.0, pace_needed, pace, np.sqrt(pace_needed * pace), np.minimum(np.maximum(grown, -0.5), 1.0)


def lumpiness(position: Position) -> Number:
    """How far the biggest month so far stood out above an average one, in units (0..2); unit above 0.

    Lumpy spending is less certain on both sides: P10 and P90 use this, P50 does not.
    """
    average = position.realised / np.maximum(position.months, 1.0)
    return np.minimum(np.maximum(position.biggest - average, 0.0) / plan_unit(position), 2.0)


def peak(position: Position) -> Number:
    """The biggest month so far as a multiple of an average one (1..12).

    Without bookings: as if all came in one month. In bad years uneven lines fall short most.
    """
    months, has_any = np.maximum(position.months, 1.0), np.greater(position.realised, 0)
    multiple = np.where(
        has_any, position.biggest * months / np.where(has_any, position.realised, 1.0), months
    )
    return np.minimum(np.maximum(multiple, 1.0), float(MONTHS))


def slowdown(position: Position, usual: Knots) -> Number:
    """How far the other lines fell behind last month (0..1), weighted by the spending still to come.

    It counts less with few other lines, and late in the year, when the line's own pace shows most of it.
    """
    behind = np.minimum(np.maximum(at(usual, position.months) - position.others, 0.0), 1.0)
    trust = position.companions / (position.companions + FEW)
    return behind * trust * (1 - at(SPENT, position.months))


def own_features(position: Position) -> tuple[Number, ...]:
    """1, and how far the bookings are behind a year that ends on the own forecast (0 or more).

    That year is halfway between the cities, which spend late, and the departments, which spend evenly. The
    phasing is not used: a line that plans to spend late still ends below its own forecast more often.
    """
    own, usual = position.own, (at(SPENT, position.months) + position.months / MONTHS) / 2
    has_own = np.not_equal(own, 0)
    behind = np.maximum(usual - position.realised / np.where(has_own, own, 1.0), 0.0) / (usual + FIRM)
    return 1.0, np.where(has_own, behind, 0.0)


def _from_plan(position: Position, reference: ReferenceClass, kind: Kind) -> Outlook:
    months, unit = position.months, plan_unit(position)
    values = features(position)
    middle = reference.middle(values, months)
    tenth, ninetieth = (
        formula((*values, lumpiness(position)), months) for formula in (reference.tenth, reference.ninetieth)
    )
    low, high = reference.widths(kind, months)
    low = low * _power(peak(position), reference.by_peak)
    high = high * _power(np.minimum(np.maximum(position.size, LEAST_SIZE), 1 / LEAST_SIZE), reference.by_size)
    steps = (-np.maximum(middle - tenth, 0.0) * low, 0.0, np.maximum(ninetieth - middle, 0.0) * high)
    free = (position.realised + unit * (middle + kind.bias + step) for step in steps)
    ends = [_braked(end, position.budget, reference.brake) for end in free]
    pulled, ends = _capped(position, ends)
    ends[0] = ends[0] - slowdown(position, reference.months) * np.maximum(ends[1] - position.realised, 0.0)
    chance = reference.above + pulled * (GUARDED_CHANCE - reference.above)
    return _either(unit > 0, _bounded(position, ends, unit, chance), certain_outlook(position.realised))


def ceiling(position: Position) -> Number:
    """Upper bound of P50 for a guarded line.

    The budget, or realised plus committed if larger; plus the larger of the plan increase and the
    overspending so far, as what happened once may happen again.
    """
    first, budget = position.first_budget, position.budget
    raised = np.where(np.greater(first, 0), budget - first, 0.0)
    again = np.maximum(np.maximum(raised, position.realised - budget), 0.0)
    return np.maximum(budget, position.realised + np.maximum(position.committed, 0.0)) + again


def _capped(position: Position, ends: Sequence[Number]) -> tuple[Number, list[Number]]:
    """How far guarded lines are capped (0..1), and their P10, P50 and P90; only P90 may pass the ceiling.

    A capped line ends with money left more often than its pace suggests, so P10 is lowered.
    """
    tail, most = position.budget * at(GUARDED_TAIL, position.months), ceiling(position)
    low, middle, high = ends
    over = np.minimum(np.maximum((middle - most) / np.where(np.greater(tail, 0), tail, 1.0), 0.0), 1.0)
    pulled = np.where(position.guarded, over, 0.0)
    spent = position.realised + at(GUARDED_LEAST, position.months) * (most - position.realised)
    capped = (
        np.minimum(low, most) - pulled * np.maximum(np.minimum(low, most) - spent, 0.0),
        np.minimum(middle, most),
        np.minimum(high, most + tail),
    )
    return pulled, [np.where(position.guarded, *pair) for pair in zip(capped, ends, strict=True)]


def _braked(end: Number, budget: Number, brake: float) -> Number:
    """Damp overspending: up to `brake` over the budget ends on it, more than that ends `brake` lower."""
    return np.maximum(np.minimum(end, budget), end - brake * budget)


def _from_own(position: Position, reference: ReferenceClass, kind: Kind) -> Outlook:
    own, months, values = position.own, position.months, own_features(position)
    low, high = reference.widths(kind, months)
    below, above = -reference.tenth(values, months), reference.ninetieth(values, months)
    centre = np.maximum(own * (1 + kind.bias), position.realised)
    steps = (-np.maximum(below, 0.0) * low, 0.0, np.maximum(above, 0.0) * high)
    return _bounded(position, [centre + own * step for step in steps], own, reference.above)


def _power(values: Number, power: float) -> Number:
    """Each value to this power; with Python's own, whose last bit is the same on every machine."""
    if isinstance(values, np.ndarray) and values.ndim:
        return np.array([value**power for value in values.tolist()])
    return float(values) ** power


def _bounded(position: Position, ends: Sequence[Number], unit: Number, chance: float) -> Outlook:
    """At least what is booked, plus the part of the commitments expected to be billed in the time left."""
    time = np.minimum(1.0, (1 - at(SPENT, position.months)) / (1 - at(SPENT, MONTHS - 1)))
    floors = [position.realised + time * share * position.committed for share in COMMITTED_BOOKED]
    low, middle, high = (
        np.maximum(np.maximum(end, floor), position.realised) for end, floor in zip(ends, floors, strict=True)
    )
    low, high = np.minimum(low, middle), np.maximum(high, middle)
    return Outlook(position.realised, middle, middle - low, high - middle, chance + unit * 0.0, unit)


def _turned(position: Position, sign: Number) -> Position:
    """The position with the amounts of revenue lines made positive."""
    return replace(
        position,
        budget=position.budget * sign,
        first_budget=position.first_budget * sign,
        realised=position.realised * sign,
        committed=position.committed * sign,
        own_forecast=position.own * sign,
    )


def _mirrored(outlook: Outlook, sign: Number) -> Outlook:
    is_turned = sign < 0
    chance = np.where(np.greater(outlook.below, 0), 1 - outlook.chance, 0.0)
    below, above = outlook.below, outlook.above
    return Outlook(
        realised=outlook.realised * sign,
        middle=outlook.middle * sign,
        below=_pick(is_turned, above, below),
        above=_pick(is_turned, below, above),
        chance=_pick(is_turned, chance, outlook.chance),
        unit=outlook.unit,
    )


def _either(condition: Number, first: Outlook, second: Outlook) -> Outlook:
    """For each line the first outlook where the condition holds, else the second."""
    return Outlook(
        *(
            _pick(condition, getattr(first, name), getattr(second, name))
            for name in ("realised", "middle", "below", "above", "chance", "unit")
        )
    )


def _pick(condition: Number, first: Number, second: Number) -> Number:
    result: Number = np.where(condition, first, second)
    # For one line: the scalar instead of an array without dimensions.
    return result[()]
