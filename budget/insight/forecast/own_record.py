"""How a programme's own signed forecasts of past years scale its intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from budget.model.figures import Interval, OwnMargins
from budget.model.words import Cents

AGAINST = 8
"""Weight of the reference class, in years, against the programme's own years."""
LONGEST = 5
"""Most years of its own that count for a programme."""
USUAL = (0.42, 0.36)
"""Mean distance of an outturn below and above P50, as a share of the interval on that side.

Measured on 30 November 2026 on years forecast from those before them, by domain as a programme has it: 25
cities, 2022-2023, 0.33 and 0.45 (including plans that were raised later); departments of Philadelphia,
2009-2018, 0.51 and 0.27.
"""
WILDEST = 4.0
"""Cap on the distance of one outturn, in intervals."""
LEAST, MOST = 0.5, 2.0
"""Bounds on the distance of one year, in usual years; lopsided because too narrow is worse."""
DIGITS = 4


class PastForecast(NamedTuple):
    """The forecast of a domain with this budget in a signed snapshot, and its outturn; in cents.

    `margins` are the own margins that this forecast was made with.
    """

    year: int
    budget: Cents
    interval: Interval
    became: Cents
    margins: OwnMargins


def learn_margins(record: Iterable[PastForecast]) -> OwnMargins:
    """The factors for the interval on either side, from forecasts of past years.

    A year counts once, however many forecasts it has, against eight years of the reference class. Within a
    year distances and intervals are summed, each as a share of its budget. Without forecasts, or without an
    interval to compare with, both factors are 1.
    """
    by_year: dict[int, list[PastForecast]] = defaultdict(list)
    for forecast in record:
        if forecast.budget:
            by_year[forecast.year].append(forecast)
    years = tuple(sorted(by_year)[-LONGEST:])
    if not years:
        return OwnMargins()
    every = [forecast for year in years for forecast in by_year[year]]
    inside = sum(forecast.interval.p10 <= forecast.became <= forecast.interval.p90 for forecast in every)
    below, above = (_factor([by_year[year] for year in years], side) for side in (0, 1))
    return OwnMargins(below, above, years, len(every), inside)


def _factor(years: list[list[PastForecast]], side: int) -> float:
    distances = [distance for forecasts in years if (distance := _distance(forecasts, side)) is not None]
    return round((AGAINST + fsum(distances)) / (AGAINST + len(distances)), DIGITS)


def _distance(year: list[PastForecast], side: int) -> float | None:
    """Distance of a year's outturns on one side, relative to `USUAL`; None without an interval there."""
    pairs = [_pair(forecast, side) for forecast in year]
    distances, margins = (fsum(values) for values in zip(*pairs, strict=True))
    return min(max(distances / margins / USUAL[side], LEAST), MOST) if margins > 0 else None


def _pair(forecast: PastForecast, side: int) -> tuple[float, float]:
    """Distance and interval on one side as shares of the budget; the interval without own margins."""
    ends, size = forecast.interval, abs(forecast.budget)
    wide, applied = (
        (ends.p90 - ends.p50, forecast.margins.above)
        if side
        else (ends.p50 - ends.p10, forecast.margins.below)
    )
    margin = wide / applied / size
    off = (forecast.became - ends.p50) * (1 if side else -1) / size
    return min(max(off, 0.0), WILDEST * margin), margin
