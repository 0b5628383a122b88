"""How wrong the forecast was on years or series it was not fitted to, beside simpler ways of forecasting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil, sqrt
from statistics import median
from typing import NamedTuple

import pandas as pd

from budget.insight.forecast.line_outlook import Outlook
from budget.insight.forecast.outturn import joint_width
from budget.insight.forecast.reference_class import REFERENCE, SHARED_ERROR, Reference, at
from budget.model.words import MONTHS
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.fit import fit_reference

FOLDS = 5


class Score(NamedTuple):
    """One method at one month: sum of absolute errors / sum of outturns, and for intervals how often right.

    `coverage` is the share of outturns inside P10-P90, `give` its standard error (series of one group miss
    together), `width` the median of (P90 - P10) / budget. `totals` is the coverage of the totals of a group
    in a year; None where no group has more than one series.
    """

    month: int
    method: str
    series: int
    wape: float
    coverage: float | None = None
    give: float | None = None
    width: float | None = None
    totals: float | None = None


def scores_table(panel: pd.DataFrame) -> list[Score]:
    """Fitted on the earlier years, judged on the last third of the years (one year or more)."""
    known = _ended(panel)
    years = sorted({case.year for case in known})
    first = years[-ceil(len(years) / 3)]
    reference = _fitted(tuple(case for case in known if case.year < first))
    return _scores([(case, out) for case, out in predict(known, reference) if case.year >= first])


def left_out_table(panel: pd.DataFrame) -> list[Score]:
    """All years; every fifth group of series is judged by what the other four fifths teach."""
    return _scores(
        [answer for some, fitted in fitted_without(_ended(panel)) for answer in predict(some, fitted)]
    )


def as_used_table(panel: pd.DataFrame) -> list[Score]:
    """The same as a programme uses it: without earlier years of the series, its kind of spending unknown."""
    return _scores(
        [
            answer
            for some, fitted in fitted_without(_ended(panel))
            for answer in predict([replace(case, kind="") for case in some], fitted, fresh=True)
        ]
    )


def fitted_without(known: Sequence[Case]) -> Iterator[tuple[list[Case], Reference]]:
    """Every fifth group of series in turn, with what the other four fifths teach."""
    fold = {group: place % FOLDS for place, group in enumerate(sorted({case.group for case in known}))}
    for left_out in range(FOLDS):
        taught = [case for case in known if fold[case.group] != left_out]
        yield [case for case in known if fold[case.group] == left_out], _fitted(tuple(taught))


def as_text(scores: Sequence[Score]) -> str:
    """The table as text, one line a score."""
    head = f"{'maand':>5} {'methode':<16} {'reeksen':>7} {'fout':>7} {'binnen P10-P90':>15} {'breedte':>8}"
    head += f" {'totalen':>8}"
    return "\n".join([head, *(_line(score) for score in scores)])


def _line(score: Score) -> str:
    inside = "-" if score.coverage is None else f"{score.coverage:.1%} ± {100 * (score.give or 0):.1f}"
    wide = "-" if score.width is None else f"{score.width:.1%}"
    total = "-" if score.totals is None else f"{score.totals:.1%}"
    figures = f"{score.wape:>7.1%} {inside:>15} {wide:>8} {total:>8}"
    return f"{score.month:>5} {score.method:<16} {score.series:>7} {figures}"


@lru_cache(maxsize=4 * FOLDS)
def _fitted(known: tuple[Case, ...]) -> Reference:
    return fit_reference(known, REFERENCE, REFERENCE.plan.fitted_on)


def _ended(panel: pd.DataFrame) -> list[Case]:
    return [case for case in cases(panel) if case.outturn is not None]


def _scores(answers: Sequence[tuple[Case, Outlook]]) -> list[Score]:
    table = []
    for month in JUDGED:
        here = [(case, out) for case, out in answers if case.month == month]
        table.append(_own_score(month, here))
        for name, method in METHODS.items():
            told = [(case.ended, method(case)) for case, _ in here]
            found = [(real, answer) for real, answer in told if answer is not None]
            if len(found) == len(told):
                table.append(Score(month, name, len(found), _wape(found)))
    return table


def _own_score(month: int, answers: Sequence[tuple[Case, Outlook]]) -> Score:
    inside = [_margin(case, out) >= -1e-9 for case, out in answers]
    coverage = sum(inside) / len(inside)
    missed: dict[str, float] = defaultdict(float)
    for (case, _), right in zip(answers, inside, strict=True):
        missed[case.group] += right - coverage
    budgets = [(out, case.position.budget) for case, out in answers if case.position.budget > 0]
    widths = [(out.below + out.above) / budget for out, budget in budgets]
    return Score(
        month,
        "prognose",
        len(answers),
        _wape([(case.ended, out.middle) for case, out in answers]),
        coverage,
        sqrt(sum(miss * miss for miss in missed.values())) / len(inside),
        median(widths),
        _totals_inside(answers),
    )


def _totals_inside(answers: Sequence[tuple[Case, Outlook]]) -> float | None:
    groups: dict[tuple[str, int], list[tuple[Case, Outlook]]] = defaultdict(list)
    for case, out in answers:
        groups[case.group, case.year].append((case, out))
    inside = [_holds_total(parts) for parts in groups.values() if len(parts) > 1]
    return sum(inside) / len(inside) if inside else None


def _holds_total(parts: Sequence[tuple[Case, Outlook]]) -> bool:
    shared = [at(SHARED_ERROR, case.position.months) for case, _ in parts]
    off = sum(case.ended - out.middle for case, out in parts)
    width = joint_width([out.above if off > 0 else out.below for _, out in parts], shared)
    return bool(abs(off) <= width + 1e-9 * sum(abs(case.ended) for case, _ in parts))


def _margin(case: Case, out: Outlook) -> float:
    """How far inside the interval the outturn is, as a share of it; negative is outside."""
    low, high = out.middle - out.below, out.middle + out.above
    return float(min(case.ended - low, high - case.ended) / max(abs(case.ended), 1.0))


def _wape(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(abs(real - answer) for real, answer in pairs) / sum(abs(real) for real, _ in pairs)


METHODS: dict[str, Callable[[Case], float | None]] = {
    "rechte lijn": lambda case: case.position.realised * MONTHS / case.month,
    "geldend plan": lambda case: case.position.budget,
    "planverloop": lambda case: (
        case.position.realised / case.position.planned if case.position.planned > 0 else case.position.budget
    ),
    "eigen prognose": lambda case: case.position.own_forecast,
}
"""The simpler ways: straight line, plan in force, shape of the plan or of a usual year, own forecast."""
