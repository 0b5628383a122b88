"""The reference class: how public budgets were really spent, as dated parameters with their source."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

import numpy as np

Number = Any
"""A float, or a float64 array with one value per line: numpy's operators take both."""
Knots = tuple[tuple[float, float], ...]
"""(months into the year, value), in order.

Linear in between, constant before the first and after the last.
"""


def at(knots: Knots, months: Number) -> Number:
    """The value of the knots at `months` into the year: a number or an array."""
    if isinstance(months, np.ndarray):
        moments, places = np.unique(months, return_inverse=True)
        return np.array([_at(knots, moment) for moment in moments.tolist()])[places]
    return _at(knots, months)


def _at(knots: Knots, months: float) -> float:
    place = bisect_left(knots, (months,))
    if place in (0, len(knots)):
        return knots[place and -1][1]
    (start, before), (end, after) = knots[place - 1], knots[place]
    return before + (months - start) / (end - start) * (after - before)


@dataclass(frozen=True, slots=True)
class Formula:
    """A quantile of what is still to come, per unit, as a sum of (level + slope x time) x feature.

    With an own forecast: of the distance of the outturn to it, per unit of that forecast. The features are in
    line_outlook.py. Time runs from -1 (start of the year) to 1 (end). Fitted by least absolute deviations,
    tilted for P10 and P90.
    """

    level: tuple[float, ...]
    slope: tuple[float, ...]

    def __call__(self, features: tuple[Number, ...], months: Number) -> Number:
        """The quantile at `months` into the year."""
        time = months / 6 - 1
        terms = zip(self.level, self.slope, features, strict=True)
        return sum((level + slope * time) * feature for level, slope, feature in terms)


NO_FORMULA = Formula((), ())
"""The formula without features: for a class without a formula for this part."""


class Evidence(StrEnum):
    """What is known besides this year: nothing, the kind of spending, or the line's own earlier years."""

    NOTHING = "nothing"
    KIND = "kind"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of spending, or a line, differs: bias in units, spread as a multiple of the usual width.

    `known_by` says where that comes from, and so which widths apply.
    """

    bias: float = 0.0
    spread: float = 1.0
    known_by: Evidence = Evidence.NOTHING


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """The parameters of one reference class: `margins` scale the interval, `above` is P(outturn > P50).

    `margins` has (below, above) per KnownBy: wider where less is known. `tails` has the
    shares that the fit leaves outside (below, above), by the same. `above` holds where P50 is the budget; up
    to `brake` (share of the budget) over it, spending is held back. `bias_years` and `spread_years` say how
    many years of its own a line needs to weigh as much as the class; `usual` is the mean error in half
    widths. `weights` are of unusual years; a year that is not in it counts 1. `by_size` is the power of
    the relative size of a line by which its P90 lies further off, `by_peak` the power of its biggest month
    (line_outlook.peak) by which its P10 does; `months` how much more or less than expected a line books in
    each month, on average (-1..1).
    """

    name: str
    fitted_on: date
    source: str
    years: tuple[int, int]
    weights: dict[int, float] = field(hash=False)
    tails: dict[Evidence, tuple[Knots, Knots]] = field(hash=False)
    margins: dict[Evidence, tuple[Knots, Knots]] = field(hash=False)
    above: float
    brake: float
    bias_years: float
    spread_years: float
    usual: float
    middle: Formula = NO_FORMULA
    tenth: Formula = NO_FORMULA
    ninetieth: Formula = NO_FORMULA
    kinds: dict[str, Kind] = field(default_factory=dict, hash=False)
    by_size: float = 0.0
    by_peak: float = 0.0
    months: Knots = ((0.0, 0.0),)

    def kind(self, name: str) -> Kind:
        """The kind of spending with this name."""
        return self.kinds.get(name, Kind())

    def widths(self, kind: Kind, months: Number) -> tuple[Number, Number]:
        """The factors for the usual widths below and above P50."""
        low, high = self.margins[kind.known_by]
        return kind.spread * at(low, months), kind.spread * at(high, months)


@dataclass(frozen=True, slots=True)
class Reference:
    """Both classes: for lines with only a plan, and for lines with the budget holder's own forecast."""

    plan: ReferenceClass
    own: ReferenceClass


SPENT: Knots = tuple(
    enumerate((0.0, 0.037, 0.099, 0.172, 0.232, 0.300, 0.388, 0.452, 0.515, 0.599, 0.685, 0.782, 1.0))
)
"""Share of the year's spending booked by each month end: 25 cities, 2021-2023, all lines together."""
SHARED_BELOW, SHARED_ABOVE = 0.2, 0.4
"""Share of the error of a line that the other lines have too, below and above: for the interval of totals.

Plans are raised for many lines at once, so more is shared above. Chosen on 30 November 2026 on totals of
25 cities and of groups of eight departments; figures in docs/prognose.md, under "Groepen".
"""
GUARDED_TAIL: Knots = ((3.0, 0.09), (6.0, 0.07), (9.0, 0.04), (12.0, 0.0))
"""What one in ten departments spent above the budget in force at that moment, as a share of it.

Philadelphia, 2008-2018, measured on 29 November 2026: for P90 of a line whose budget is guarded. No city
ended above the plan in force at year end: spending above an earlier plan came with a new plan.
"""
GUARDED_CHANCE = 0.3
"""How often a department ended above its budget in force of June (0.33 in March, 0.25 in September)."""
GUARDED_LEAST: Knots = ((5.0, 0.37), (9.0, 0.05), (12.0, 0.0))
"""Least share of what is left that nine in ten lines spent, when heading past a plan that was not raised.

25 cities, 2021-2023, measured on 29 November 2026: for P10 of a line held back by its budget.
"""
COMMITTED_BOOKED = (0.5, 0.9, 1.0)
"""Share of the open commitments booked before year end, at P10, P50 and P90: an assumption, not measured."""


def parse_class(data: dict[str, Any]) -> ReferenceClass:
    """One class from its JSON; the inverse of what scripts/fit_forecast.py writes."""
    formulas = {
        name: Formula(tuple(data[name]["level"]), tuple(data[name]["slope"]))
        for name in ("middle", "tenth", "ninetieth")
        if name in data
    }
    margins = {Evidence(name): (_knots(low), _knots(high)) for name, (low, high) in data["margins"].items()}
    kinds: dict[str, tuple[float, float]] = data.get("kinds", {})
    return ReferenceClass(
        name=data["name"],
        fitted_on=date.fromisoformat(data["fitted_on"]),
        source=data["source"],
        years=(data["years"][0], data["years"][1]),
        weights={int(year): weight for year, weight in data["weights"].items()},
        above=data["above"],
        brake=data["brake"],
        bias_years=data["bias_years"],
        spread_years=data["spread_years"],
        usual=data["usual"],
        kinds={name: Kind(bias, spread, Evidence.KIND) for name, (bias, spread) in kinds.items()},
        tails={Evidence(name): (_knots(low), _knots(high)) for name, (low, high) in data["tails"].items()},
        margins=margins,
        by_size=data["by_size"],
        by_peak=data["by_peak"],
        months=_knots(data["months"]),
        **formulas,
    )


def _knots(pairs: list[list[float]]) -> Knots:
    return tuple((float(month), value) for month, value in pairs)


def load_reference() -> Reference:
    """The fitted parameters that ship with the package."""
    data = json.loads(files("budget.insight.forecast").joinpath("reference_class.json").read_text("utf-8"))
    return Reference(plan=parse_class(data["plan"]), own=parse_class(data["own"]))


REFERENCE = load_reference()
