"""The forecast's errors on years or series it was not fitted on, against simpler methods."""

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
from budget.insight.forecast.reference_class import REFERENCE, SHARED_ABOVE, SHARED_BELOW, Reference
from budget.model.words import MONTHS
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.fit import fit_reference

FOLDS = 5
EVERY_MONTH = tuple(range(1, MONTHS))
NOT_RAISED = 1.001
"""A budget that ends at no more than this multiple of what it was, is not raised."""


class Score(NamedTuple):
    """One method at one month: sum of absolute errors / sum of outturns, and for intervals the coverage.

    `coverage` is the share of outturns inside P10-P90, `give` its standard error (series of one group miss
    together), `width` the median of (P90 - P10) / budget. `totals` is the coverage of a group's totals in a
    year; None if no group has more than one series.
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
    reference = fitted(tuple(case for case in known if case.year < first))
    return _scores([(case, out) for case, out in predict(known, reference) if case.year >= first])


def left_out_table(panel: pd.DataFrame) -> list[Score]:
    """All years; every fifth group of series is judged by a fit on the other four fifths."""
    return _scores(
        [answer for some, taught in fitted_without(_ended(panel)) for answer in predict(some, taught)]
    )


def as_used_table(panel: pd.DataFrame) -> list[Score]:
    """The same as used in a programme: without earlier years of the series, its kind of spending unknown."""
    return _scores(list(as_used(_ended(panel), guarded=False)))


def guarded_table(panel: pd.DataFrame) -> list[Score]:
    """The same again, with guarded budgets: spending above them needs a cause."""
    return _scores(list(as_used(_ended(panel), guarded=True)))


def kept_table(panel: pd.DataFrame) -> list[Score]:
    """The same, for budgets that were not raised after that month, which guarded forecasts are about."""
    return _scores(kept(list(as_used(_ended(panel), guarded=True, months=EVERY_MONTH))))


def as_used(
    known: Sequence[Case], *, guarded: bool, months: Sequence[int] = JUDGED
) -> Iterator[tuple[Case, Outlook]]:
    """Each case, fitted on other groups, without earlier years and kind of spending."""
    for some, taught in fitted_without(known):
        plain = [replace(c, kind="", position=replace(c.position, guarded=guarded)) for c in some]
        yield from predict(plain, taught, fresh=True, months=months)


def kept(answers: Sequence[tuple[Case, Outlook]]) -> list[tuple[Case, Outlook]]:
    """Those whose budget was not raised after their month, up to the last reported month."""
    last = {(case.series, case.year): case.position.budget for case, _ in answers}
    return [(c, out) for c, out in answers if last[c.series, c.year] <= c.position.budget * NOT_RAISED]


def fitted_without(known: Sequence[Case]) -> Iterator[tuple[list[Case], Reference]]:
    """Every fifth group of series in turn, with a fit on the other four fifths."""
    fold = {group: place % FOLDS for place, group in enumerate(sorted({case.group for case in known}))}
    for left_out in range(FOLDS):
        taught = [case for case in known if fold[case.group] != left_out]
        yield [case for case in known if fold[case.group] == left_out], fitted(tuple(taught))


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


@lru_cache(maxsize=8 * FOLDS)
def fitted(known: tuple[Case, ...]) -> Reference:
    """Both classes fitted to these cases; cached, because a fit takes long."""
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
                table.append(Score(month, name, len(found), wape(found)))
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
        wape([(case.ended, out.middle) for case, out in answers]),
        coverage,
        sqrt(sum(miss * miss for miss in missed.values())) / len(inside),
        median(widths),
        totals_inside(answers),
    )


def totals_inside(answers: Sequence[tuple[Case, Outlook]]) -> float | None:
    """The share of a group's totals in a year that is inside; None if no group has two series."""
    groups: dict[tuple[str, int], list[tuple[Case, Outlook]]] = defaultdict(list)
    for case, out in answers:
        groups[case.group, case.year].append((case, out))
    inside = [_holds_total(parts) for parts in groups.values() if len(parts) > 1]
    return sum(inside) / len(inside) if inside else None


def _holds_total(parts: Sequence[tuple[Case, Outlook]]) -> bool:
    off = sum(case.ended - out.middle for case, out in parts)
    below = joint_width([out.below for _, out in parts], SHARED_BELOW)
    above = joint_width([out.above for _, out in parts], SHARED_ABOVE)
    width = above if off > 0 else below
    return bool(abs(off) <= width + 1e-9 * sum(abs(case.ended) for case, _ in parts))


def _margin(case: Case, out: Outlook) -> float:
    """How far inside the interval the outturn is, as a share of it; negative is outside."""
    low, high = out.middle - out.below, out.middle + out.above
    return float(min(case.ended - low, high - case.ended) / max(abs(case.ended), 1.0))


def wape(pairs: Sequence[tuple[float, float]]) -> float:
    """Absolute errors as a share of what was spent, of (outturn, answer)."""
    return sum(abs(real - answer) for real, answer in pairs) / sum(abs(real) for real, _ in pairs)


METHODS: dict[str, Callable[[Case], float | None]] = {
    "rechte lijn": lambda case: case.position.realised * MONTHS / case.month,
    "geldend plan": lambda case: case.position.budget,
    "planverloop": lambda case: (
        case.position.realised / case.position.planned if case.position.planned > 0 else case.position.budget
    ),
    "eigen prognose": lambda case: case.position.own_forecast,
}
"""The simpler methods: straight line, plan in force, shape of the plan or of a usual year, own forecast."""
