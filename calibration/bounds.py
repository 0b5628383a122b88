"""Upper bound on what adaptive intervals can gain: the present ones, rescaled with hindsight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from budget.insight.forecast.line_outlook import Outlook
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.fit import TAIL, quantile
from calibration.rolling import OUTSIDE, answers_of_year
from calibration.scores import fitted

Floats = NDArray[np.float64]
NOW, KNOWN_YEAR, BEST_SCORE = "nu", "jaar vooraf bekend", "laagste score"
TAUGHT_BY_YEAR = "geleerd van dat jaar"
SPLITS = tuple(share / 40 for share in range(9))
"""How much of the fifth that is outside may be below, for the smallest width that holds the rest."""
FACTORS = np.arange(0.2, 3.01, 0.1)
"""What both sides are multiplied by, to find the lowest score afterwards."""


class Bound(NamedTuple):
    """One month of one year (0: all) by one way of rescaling: share inside, median width, interval score."""

    month: int
    year: int
    way: str
    inside: float
    width: float
    score: float


class Sides:
    """Forecasts of one month, as arrays in money: outturn, P50, margins, budget and bookings."""

    def __init__(self, answers: Sequence[tuple[Case, Outlook]]) -> None:
        self.ended = _floats([case.ended for case, _ in answers])
        self.budget = _floats([case.position.budget for case, _ in answers])
        self.booked = _floats([case.position.realised for case, _ in answers])
        self.middle = _floats([out.middle for _, out in answers])
        self.below = _floats([out.below for _, out in answers])
        self.above = _floats([out.above for _, out in answers])
        self.unit = np.maximum(_floats([out.unit for _, out in answers]), 1e-9)

    def costs(self, low: float, high: float) -> tuple[Floats, Floats, Floats]:
        """Width, distance outside and penalty of each, with margins multiplied by `low` and `high`."""
        floor = np.minimum(self.booked, self.middle)
        start, end = np.maximum(self.middle - low * self.below, floor), self.middle + high * self.above
        off = np.maximum(np.maximum(start - self.ended, self.ended - end), 0.0)
        return end - start, off, end - start + OUTSIDE * off

    def errors(self, sign: int) -> Floats:
        """The distance of each outturn on this side (-1 below), in margins."""
        margin = np.maximum(self.above if sign > 0 else self.below, 1e-6 * self.unit)
        return sign * (self.ended - self.middle) / margin


def bounds_table(panel: pd.DataFrame) -> list[Bound]:
    """Every year but the first, forecast from the years before it, by each way."""
    known = [case for case in cases(panel) if case.outturn is not None and case.position.budget > 0]
    found: list[Bound] = []
    for month in JUDGED:
        parts: dict[str, list[tuple[float, float, Sides]]] = defaultdict(list)
        years = sorted({case.year for case in known})[1:]
        for year in years:
            here = [a for a in answers_of_year(known, year) if a[0].month == month]
            now, taught = Sides(here), Sides([a for a in _in_hindsight(known, year) if a[0].month == month])
            ways = {way: (*factors, now) for way, factors in _ways(now).items()}
            for way, one in (ways | {TAUGHT_BY_YEAR: (*_smallest(taught), taught)}).items():
                parts[way].append(one)
                found.append(_bound(month, year, way, [one]))
        found += [_bound(month, 0, way, each) for way, each in parts.items()]
    return found


def as_text(table: Sequence[Bound]) -> str:
    """The table as text, one line each."""
    head = f"{'maand':>5} {'jaar':>5} {'manier':<20} {'binnen':>7} {'breedte':>8} {'score':>7}"
    return "\n".join([head, *map(_line, table)])


def _line(b: Bound) -> str:
    year = str(b.year) if b.year else "alle"
    return f"{b.month:>5} {year:>5} {b.way:<20} {b.inside:>7.1%} {b.width:>8.1%} {b.score:>7.1%}"


def _ways(now: Sides) -> dict[str, tuple[float, float]]:
    ones = np.ones(len(now.ended))
    tails = [max(quantile(now.errors(sign), ones, 1 - TAIL), 0.0) for sign in (-1, 1)]
    pairs = [(low, high) for low in FACTORS for high in FACTORS]
    best = min(pairs, key=lambda pair: float(now.costs(*pair)[2].sum()))
    return {NOW: (1.0, 1.0), KNOWN_YEAR: (tails[0], tails[1]), BEST_SCORE: (float(best[0]), float(best[1]))}


def _in_hindsight(known: Sequence[Case], year: int) -> list[tuple[Case, Outlook]]:
    """The outlooks of one year by formulas, kinds and margins fitted on the outturns of that very year."""
    upto = [case for case in known if case.year <= year]
    reference = fitted(tuple(case for case in known if case.year == year))
    return [answer for answer in predict(upto, reference) if answer[0].year == year]


def _smallest(sides: Sides) -> tuple[float, float]:
    """The two factors with the smallest median width that leave one in five outside, on either side."""
    ones = np.ones(len(sides.ended))
    below, above = sides.errors(-1), sides.errors(1)
    pairs = [
        (max(quantile(below, ones, 1 - low), 0.0), max(quantile(above, ones, 1 - 2 * TAIL + low), 0.0))
        for low in SPLITS
    ]
    return min(pairs, key=lambda pair: float(np.median(sides.costs(*pair)[0] / sides.budget)))


def _bound(month: int, year: int, way: str, parts: Sequence[tuple[float, float, Sides]]) -> Bound:
    costs = [sides.costs(low, high) for low, high, sides in parts]
    wide, off, penalty = (np.concatenate(each) for each in zip(*costs, strict=True))
    ended, budget = (np.concatenate([getattr(s, name) for _, _, s in parts]) for name in ("ended", "budget"))
    inside = float((off <= 1e-9 * np.maximum(np.abs(ended), 1.0)).mean())
    score = float(penalty.sum() / np.abs(ended).sum())
    return Bound(month, year, way, inside, float(np.median(wide / budget)), score)


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
