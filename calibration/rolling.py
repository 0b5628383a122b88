"""Forecasts each year from only the years before it, so that an unusual year shows."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import pandas as pd

from budget.insight.forecast.line_outlook import Outlook
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.scores import fitted, totals_inside, wape

OUTSIDE = 2 / 0.2
"""Penalty per unit of distance outside, in the interval score of eight in ten."""

ALMOST = 1e-9


class Played(NamedTuple):
    """One month of one year, or of all years together (`year` 0), forecast from the years before it.

    `wape`: absolute errors of P50 / outturns. `coverage`: the share inside P10-P90. `width`: the median of
    (P90 - P10) / budget. `score`: interval scores / outturns, lower is better. `totals`: the share of a
    group's totals in a year that is inside, None if no group has more than one series.
    """

    year: int
    month: int
    series: int
    wape: float
    coverage: float
    width: float
    score: float
    totals: float | None


def rolling_table(panel: pd.DataFrame) -> list[Played]:
    """Every year but the first, fitted on the years before it and those of the series itself."""
    known = [case for case in cases(panel) if case.outturn is not None]
    years = sorted({case.year for case in known})[1:]
    answers = [answer for year in years for answer in answers_of_year(known, year)]
    return [
        played
        for month in JUDGED
        for year in (*years, 0)
        if (played := _played(year, month, [a for a in answers if _is_of(a[0], year, month)]))
    ]


def as_text(table: Sequence[Played]) -> str:
    """The table as text, one line for a month of a year."""
    head = f"{'maand':>5} {'jaar':>5} {'reeksen':>7} {'fout':>7} {'binnen':>7} {'breedte':>8}"
    head += f" {'score':>7} {'totalen':>8}"
    return "\n".join([head, *map(_line, table)])


def answers_of_year(known: Sequence[Case], year: int) -> list[tuple[Case, Outlook]]:
    """The outlooks of one year, fitted on the years before it and those of each series itself."""
    reference = fitted(tuple(case for case in known if case.year < year))
    upto = [case for case in known if case.year <= year]
    return [answer for answer in predict(upto, reference) if answer[0].year == year]


def _is_of(case: Case, year: int, month: int) -> bool:
    return case.month == month and year in (0, case.year)


def _played(year: int, month: int, answers: Sequence[tuple[Case, Outlook]]) -> Played | None:
    if not answers:
        return None
    off = [_outside(case, out) for case, out in answers]
    spent = sum(abs(case.ended) for case, _ in answers)
    wide = [out.below + out.above for _, out in answers]
    inside = [far <= ALMOST * max(abs(c.ended), 1.0) for far, (c, _) in zip(off, answers, strict=True)]
    budgets = [case.position.budget for case, _ in answers]
    shares = [w / budget for w, budget in zip(wide, budgets, strict=True) if budget > 0]
    return Played(
        year=year,
        month=month,
        series=len(answers),
        wape=wape([(case.ended, out.middle) for case, out in answers]),
        coverage=sum(inside) / len(inside),
        width=median(shares) if shares else 0.0,
        score=(sum(wide) + OUTSIDE * sum(off)) / spent,
        totals=totals_inside(answers),
    )


def _outside(case: Case, out: Outlook) -> float:
    """The distance of the outturn to the interval; 0 inside it."""
    low, high = out.middle - out.below, out.middle + out.above
    return float(max(low - case.ended, case.ended - high, 0.0))


def _line(played: Played) -> str:
    total = "-" if played.totals is None else f"{played.totals:.1%}"
    year = str(played.year) if played.year else "alle"
    return (
        f"{played.month:>5} {year:>5} {played.series:>7} {played.wape:>7.1%} {played.coverage:>7.1%}"
        f" {played.width:>8.1%} {played.score:>7.1%} {total:>8}"
    )
