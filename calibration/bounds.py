"""The most that adaptive intervals can gain: the present ones, rescaled with hindsight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from budget.insight.forecast.line_outlook import Outlook
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.fit import LEAST_MARGIN, TAIL, quantile
from calibration.rolling import OUTSIDE, answers_of_year
from calibration.scores import fitted

Floats = NDArray[np.float64]
NOW, KNOWN_YEAR, BEST_SCORE, BY_SIZE = "nu", "jaar vooraf bekend", "laagste score", "naar grootte"
FACTORS = np.arange(0.2, 3.01, 0.1)
"""Factors tried on both sides, to find the lowest score in hindsight."""
TYPICAL = 0.01
SMALLEST = 0.0001
POWERS = np.arange(-0.4, 0.41, 0.05)
"""Powers of a line's share in all budgets of its city: below zero, large lines have narrower intervals."""


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

    def __init__(self, answers: Sequence[tuple[Case, Outlook]], shares: dict[str, float]) -> None:
        """`shares` has the share of each series and year in all budgets of its group, by `_name`."""
        self.ended = _floats([case.ended for case, _ in answers])
        self.budget = _floats([case.position.budget for case, _ in answers])
        self.booked = _floats([case.position.realised for case, _ in answers])
        self.middle = _floats([out.middle for _, out in answers])
        self.below = _floats([out.below for _, out in answers])
        self.above = _floats([out.above for _, out in answers])
        self.unit = np.maximum(_floats([out.unit for _, out in answers]), 1e-9)
        self.share = _floats([shares[_name(case)] for case, _ in answers])
        self.counts = _floats([0.25 if case.year == 2022 else 1.0 for case, _ in answers])

    def costs(self, low: Floats | float, high: Floats | float) -> tuple[Floats, Floats, Floats]:
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
    shares = _shares(known)
    found: list[Bound] = []
    for month in JUDGED:
        parts: dict[str, list[tuple[Floats, Floats, Sides]]] = defaultdict(list)
        years = sorted({case.year for case in known})[1:]
        for year in years:
            here = [a for a in answers_of_year(known, year) if a[0].month == month]
            now = Sides(here, shares)
            for way, (low, high) in _ways(now, month, year, known, shares).items():
                ends = np.broadcast_to(low, now.ended.shape), np.broadcast_to(high, now.ended.shape)
                parts[way].append((*ends, now))
                found.append(_bound(month, year, way, parts[way][-1:]))
        found += [_bound(month, 0, way, each) for way, each in parts.items()]
    return found


def as_text(table: Sequence[Bound]) -> str:
    """The table as text, one line each."""
    head = f"{'maand':>5} {'jaar':>5} {'manier':<20} {'binnen':>7} {'breedte':>8} {'score':>7}"
    return "\n".join([head, *map(_line, table)])


def _line(b: Bound) -> str:
    year = str(b.year) if b.year else "alle"
    return f"{b.month:>5} {year:>5} {b.way:<20} {b.inside:>7.1%} {b.width:>8.1%} {b.score:>7.1%}"


def _ways(
    now: Sides, month: int, year: int, known: Sequence[Case], shares: dict[str, float]
) -> dict[str, tuple[Floats | float, Floats | float]]:
    ones = np.ones(len(now.ended))
    tails = [max(quantile(now.errors(sign), ones, 1 - TAIL), 0.0) for sign in (-1, 1)]
    pairs = [(low, high) for low in FACTORS for high in FACTORS]
    best = min(pairs, key=lambda pair: float(now.costs(*pair)[2].sum()))
    ways: dict[str, tuple[Floats | float, Floats | float]] = {
        NOW: (1.0, 1.0),
        KNOWN_YEAR: (tails[0], tails[1]),
        BEST_SCORE: best,
    }
    # A series that is a group by itself has no share in a larger whole.
    return ways | {BY_SIZE: _by_size(now, month, year, known, shares)} if (now.share < 1).any() else ways


def _by_size(
    now: Sides, month: int, year: int, known: Sequence[Case], shares: dict[str, float]
) -> tuple[Floats, Floats]:
    """A power of the share on either side, fitted on the years before `year`; the mean margin stays."""
    earlier = tuple(case for case in known if case.year < year)
    plain = [replace(case, kind="") for case in earlier]
    answers = predict(plain, fitted(earlier), fresh=True)
    before = {m: Sides([a for a in answers if a[0].month == m], shares) for m in JUDGED}
    low, high = (
        _sized(
            now, before[month], min(POWERS, key=lambda p: sum(_penalty(s, p, sign) for s in before.values()))
        )
        for sign in (-1, 1)
    )
    return low, high


def _sized(now: Sides, before: Sides, power: float) -> Floats:
    return _power(now, power) / np.exp(np.log(_power(before, power)).mean())


def _power(sides: Sides, power: float) -> Floats:
    return np.clip((np.maximum(sides.share, SMALLEST) / TYPICAL) ** power, 0.25, 4.0)


def _penalty(sides: Sides, power: float, sign: int) -> float:
    size = _power(sides, power)
    level = max(quantile(sides.errors(sign) / size, sides.counts, 1 - TAIL), 5 * LEAST_MARGIN)
    ends = (level * size, 1.0) if sign < 0 else (1.0, level * size)
    return float((sides.costs(*ends)[2] / sides.unit * sides.counts).mean())


def _bound(month: int, year: int, way: str, parts: Sequence[tuple[Floats, Floats, Sides]]) -> Bound:
    costs = [sides.costs(low, high) for low, high, sides in parts]
    wide, off, penalty = (np.concatenate(each) for each in zip(*costs, strict=True))
    ended, budget = (np.concatenate([getattr(s, name) for _, _, s in parts]) for name in ("ended", "budget"))
    inside = float((off <= 1e-9 * np.maximum(np.abs(ended), 1.0)).mean())
    score = float(penalty.sum() / np.abs(ended).sum())
    return Bound(month, year, way, inside, float(np.median(wide / budget)), score)


def _shares(known: Sequence[Case]) -> dict[str, float]:
    totals: dict[tuple[str, int, int], float] = defaultdict(float)
    for case in known:
        totals[case.group, case.year, case.month] += case.position.budget
    return {_name(c): c.position.budget / totals[c.group, c.year, c.month] for c in known}


def _name(case: Case) -> str:
    return f"{case.series} {case.year} {case.month}"


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
