"""What may be expected of one budget line at one moment, by the reference class and its own experience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import median

from budget.insight.forecast.reference_class import (
    COMMITTED_BOOKED,
    REFERENCE,
    SPENT,
    Kind,
    KnownBy,
    Reference,
    ReferenceClass,
    at,
)
from budget.model import MONTHS

FIRM = 0.05
"""Share of the budget that keeps the pace from jumping on the first few bookings of a year."""
LEAST = 0.1
"""Money left, in units, that a line is taken to have when its budget is used up: it rarely stops there."""
SPARE = 0.02
"""Share of the budget that keeps what is left from being compared with nothing."""
WILDEST = 4.0
"""An earlier year that was further off than this many half widths counts as this many."""
LONGEST = 5
"""Years of its own that a line is judged by."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a line stands `months` into the year (0..12); amounts in any one unit of money.

    `planned`: share of the year's spending expected by now, by the phasing or the reference class.
    `biggest`: the most that was booked, or taken back, in one month so far.
    """

    months: float
    planned: float
    budget: float
    first_budget: float
    realised: float
    committed: float = 0.0
    own_forecast: float | None = None
    biggest: float = 0.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Expected outturn: the middle (P50), the widths to P10 and P90, and P(more than the middle).

    `unit` is what errors of this line are counted in.
    """

    realised: float
    middle: float
    below: float
    above: float
    chance: float
    unit: float = 0.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """How wrong the reference class was about a line in an earlier year: in units and in half widths."""

    units: float
    widths: float


def expect(position: Position, reference: Reference = REFERENCE, kind: Kind | None = None) -> Outlook:
    """The outlook of one line; never below what is realised, unless budget or forecast is negative."""
    target = position.budget if position.own_forecast is None else position.own_forecast
    if target < 0:
        return _mirrored(expect(_negative(position), reference, kind))
    if uses_own(position):
        return _from_own(position, reference.own, kind or Kind())
    if position.budget <= 0:
        return settled(position.realised, position.committed)
    return _from_plan(position, reference.plan, kind or Kind())


def uses_own(position: Position) -> bool:
    """An own forecast of nothing, with money booked, is no forecast."""
    own = position.own_forecast
    return own is not None and (own != 0 or position.realised == 0)


def settled(realised: float, committed: float = 0.0) -> Outlook:
    """No plan to judge by, or the year is over: what is booked and promised, without a width."""
    return Outlook(realised, realised + max(committed, 0.0), 0.0, 0.0, 0.0)


def learn(kind: Kind, lessons: Sequence[Lesson], reference: ReferenceClass) -> Kind:
    """The kind as corrected by a line's own earlier years, most recent first; few years count for little."""
    seen = lessons[:LONGEST]
    if not seen:
        return kind
    trust = len(seen) / (len(seen) + reference.bias_years)
    bias = kind.bias + trust * median(min(max(lesson.units, -1.0), 1.0) for lesson in seen)
    wide = sum(min(lesson.widths, WILDEST) for lesson in seen) / reference.usual
    known = reference.spread_years * kind.spread + wide
    return Kind(bias, known / (reference.spread_years + len(seen)), KnownBy.YEARS)


def lesson(outlook: Outlook, outturn: float) -> Lesson | None:
    """What an earlier year teaches, given the outlook without own experience; None if it has no width."""
    width = (outlook.below + outlook.above) / 2
    if outlook.unit <= 0 or width <= 0:
        return None
    error = outturn - outlook.middle
    return Lesson(error / outlook.unit, abs(error) / width)


def as_usual(position: Position) -> float:
    """The share that a line without phasing would have spent, to be as far from its plan as this one is.

    On plan is the usual share of this moment; ahead or behind counts in points of the budget, or less
    where that would be more than all or less than nothing.
    """
    usual, planned = at(SPENT, position.months), position.planned
    ahead = position.realised / position.budget - planned
    room, planned_room = (usual, planned) if ahead < 0 else (1 - usual, 1 - planned)
    return usual + ahead * (room / planned_room if planned_room > room else 1.0)


def plan_unit(position: Position) -> float:
    """Budget times the share of a year's spending that is to come, in proportion to what this plan leaves."""
    usual_left = max(1 - as_usual(position), 0.0) + SPARE
    left = max(1 - position.realised / position.budget, 0.0) + SPARE
    return position.budget * (1 - at(SPENT, position.months)) * left / usual_left


def features(position: Position) -> tuple[float, ...]:
    """1, money left, pace, the root of their product, growth of the plan: what the formulas weigh."""
    usual, share = at(SPENT, position.months), as_usual(position)
    left = min(max((1 - share) / (1 - usual), LEAST), 3.0) if usual < 1 else LEAST
    ahead = (share - usual) / (usual + FIRM)
    pace = min(max(1 + ahead * min(position.months, 1.0), 0.0), 3.0)
    grown = position.budget / position.first_budget - 1 if position.first_budget > 0 else 0.0
    return 1.0, left, pace, sqrt(left * pace), min(max(grown, -0.5), 1.0)


def lumps(position: Position) -> float:
    """How far the biggest month so far stood out above an average one, in units (0..2); unit above 0.

    What was paid in lumps is less sure, on either side: P10 and P90 weigh this as well, the middle does not.
    """
    average = position.realised / max(position.months, 1.0)
    return min(max(position.biggest - average, 0.0) / plan_unit(position), 2.0)


def own_features(position: Position) -> tuple[float, ...]:
    """1, and how far the bookings are behind a year that ends on the own forecast (0 or more).

    That year goes halfway between the cities, who spend late, and the departments, who spend evenly. It is
    not the phasing: who plans to spend late, still ends below his own forecast more often.
    """
    own, usual = position.own_forecast, (at(SPENT, position.months) + position.months / MONTHS) / 2
    return 1.0, max(usual - position.realised / own, 0.0) / (usual + FIRM) if own else 0.0


def _from_plan(position: Position, reference: ReferenceClass, kind: Kind) -> Outlook:
    months, unit = position.months, plan_unit(position)
    if unit <= 0:
        return settled(position.realised)
    seen = features(position)
    middle = reference.middle(seen, months)
    tenth, ninetieth = (
        formula((*seen, lumps(position)), months) for formula in (reference.tenth, reference.ninetieth)
    )
    low, high = reference.widths(kind, months)
    steps = (-max(middle - tenth, 0.0) * low, 0.0, max(ninetieth - middle, 0.0) * high)
    free = (position.realised + unit * (middle + kind.bias + step) for step in steps)
    ends = [_braked(end, position.budget, reference.brake) for end in free]
    return _bounded(position, ends, unit, reference.above)


def _braked(end: float, budget: float, brake: float) -> float:
    """A budget holds spending back: up to `brake` over it ends on it, more than that ends `brake` lower."""
    return max(min(end, budget), end - brake * budget)


def _from_own(position: Position, reference: ReferenceClass, kind: Kind) -> Outlook:
    own, months, seen = position.own_forecast, position.months, own_features(position)
    low, high = reference.widths(kind, months)
    below, above = -reference.tenth(seen, months), reference.ninetieth(seen, months)
    centre = max(own * (1 + kind.bias), position.realised)
    ends = (centre + own * step for step in (-max(below, 0.0) * low, 0.0, max(above, 0.0) * high))
    return _bounded(position, ends, own, reference.above)


def _bounded(position: Position, ends: Sequence[float], unit: float, chance: float) -> Outlook:
    """No lower than what is booked, and no lower than the commitments will bring, while there is time."""
    time = min(1.0, (1 - at(SPENT, position.months)) / (1 - at(SPENT, MONTHS - 1)))
    floors = (position.realised + time * share * position.committed for share in COMMITTED_BOOKED)
    low, middle, high = (max(end, floor, position.realised) for end, floor in zip(ends, floors, strict=True))
    low, high = min(low, middle), max(high, middle)
    return Outlook(position.realised, middle, middle - low, high - middle, chance, unit)


def _negative(position: Position) -> Position:
    own = position.own_forecast
    return replace(
        position,
        budget=-position.budget,
        first_budget=-position.first_budget,
        realised=-position.realised,
        committed=-position.committed,
        own_forecast=None if own is None else -own,
    )


def _mirrored(outlook: Outlook) -> Outlook:
    return replace(
        outlook,
        realised=-outlook.realised,
        middle=-outlook.middle,
        below=outlook.above,
        above=outlook.below,
        chance=1 - outlook.chance if outlook.below else 0.0,
    )
