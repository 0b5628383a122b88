"""The cost of a forecast: 500 lines of 12 months, against a straight line through each line's months."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from platform import python_version
from statistics import linear_regression

from bench import Ratio

from budget.insight.forecast.outturn import forecast
from budget.model import MONTHS, LineFacts, LineKey
from budget.model.shares import share_out
from scripts.processor import best_seconds

YEAR, AS_OF, LINES = 2024, date(2024, 9, 15), 500
RUNS, STRAIGHT_RUNS = 60, 150
"""Forecasts per timing: processor time has a resolution of a hundredth of a second."""


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Every run forecasts new lines, so that caches between pages do not help."""
    batches = iter([_random_lines(seed) for seed in range(3 * RUNS)])
    ours = best_seconds(lambda: [forecast(next(batches), YEAR, AS_OF) for _ in range(RUNS)]) / RUNS
    lines = _random_lines(0)
    straight = (
        best_seconds(lambda: [_fit_straight_lines(lines) for _ in range(STRAIGHT_RUNS)]) / STRAIGHT_RUNS
    )
    peer = f"statistics.linear_regression of Python {python_version()}"
    yield Ratio(f"forecast of {LINES} lines", ours, straight, 15, peer)


def _fit_straight_lines(lines: list[LineFacts]) -> float:
    """Least squares through the months of each line, with the standard library."""
    months = range(1, MONTHS + 1)
    fitted = (linear_regression(months, list(accumulate(line.realised[:MONTHS]))) for line in lines)
    return sum(fit.intercept + fit.slope * MONTHS for fit in fitted)


def _random_lines(seed: int) -> list[LineFacts]:
    draw = random.Random(seed)
    return [_random_line(draw, number) for number in range(LINES)]


def _random_line(draw: random.Random, number: int) -> LineFacts:
    budget = draw.randrange(10**6, 10**9)
    booked = tuple(
        draw.randrange(budget // MONTHS) if month < AS_OF.month else 0 for month in range(MONTHS + 1)
    )
    return LineFacts(
        key=LineKey(f"L-{number}", "COA", ""),
        domain="VEI",
        action_line="",
        activity="",
        budget_holder="",
        planned=True,
        budget=budget,
        original_budget=budget - draw.randrange(10**5),
        released=None,
        phasing=share_out(budget, [draw.randrange(1, 9) for _ in range(MONTHS)]),
        realised=booked,
        committed=draw.randrange(budget // 4),
        own_forecast=draw.choice([None, budget]),
    )
