"""The forecast put to the test: predictions for a panel of budgets whose outturn is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isnan

import pandas as pd

from budget.insight.outlook import Lesson, Outlook, Position, expect, learn, lesson, uses_own
from budget.insight.reference import REFERENCE, SPENT, Kind, Reference, ReferenceClass, at
from budget.model import MONTHS

JUDGED = (3, 6, 9)
KEYS = ("group", "series", "fiscal_year", "month")
AMOUNTS = ("budget_original", "budget", "norm", "realised", "own_forecast")
COLUMNS = ("series", "fiscal_year", "month", "p10", "p50", "p90")


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a panel: where the series stood, and how the year ended (None where not known).

    `kind` is the last part of a series "place/code": the code of the kind of spending.
    """

    group: str
    series: str
    kind: str
    year: int
    month: int
    position: Position
    outturn: float | None


def cases(panel: pd.DataFrame) -> list[Case]:
    """The rows before year end, by series, year and month; columns as in the data README, empty is NaN."""
    ordered = panel.reindex(columns=[*KEYS, *AMOUNTS]).sort_values(["series", "fiscal_year", "month"])
    rows = ordered.itertuples(index=False)
    years = groupby(rows, lambda row: (row.series, row.fiscal_year))
    return [case for _, year in years for case in _year(list(year))]


def predict(
    known: Sequence[Case], reference: Reference = REFERENCE, *, fresh: bool = False
) -> list[tuple[Case, Outlook]]:
    """The outlook of every case at a judged month, from its own row and earlier rows of its series.

    `fresh`: as if no series had earlier years.
    """
    seen: dict[tuple[str, int], list[Lesson]] = {}
    answers = []
    for case in sorted(known, key=lambda case: (case.series, case.year, case.month)):
        if case.month not in JUDGED:
            continue
        earlier = seen.setdefault((case.series, case.month), [])
        kind, fitted = _class(case, reference)
        answers.append((case, expect(case.position, reference, learn(kind, earlier, fitted))))
        taught = case.outturn is not None and lesson(expect(case.position, reference, kind), case.outturn)
        if taught and not fresh:
            earlier.insert(0, taught)
    return answers


def backtest(panel: pd.DataFrame, reference: Reference = REFERENCE) -> pd.DataFrame:
    """P10, P50 and P90 of the outturn for months 3, 6 and 9 of every series and year."""
    rows = [
        (case.series, case.year, case.month, out.middle - out.below, out.middle, out.middle + out.above)
        for case, out in predict(cases(panel), reference)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def backtest_file(panel: str, out: str) -> None:
    """The same from path to path: a panel in csv or csv.gz, predictions in csv."""
    backtest(pd.read_csv(panel)).to_csv(out, index=False)


def _class(case: Case, reference: Reference) -> tuple[Kind, ReferenceClass]:
    if uses_own(case.position):
        return Kind(), reference.own
    return reference.plan.kind(case.kind), reference.plan


def _year(rows: list) -> Iterator[Case]:
    """The cases of one series in one year; what a row leaves empty is as it was the month before."""
    end = rows[-1] if rows[-1].month == MONTHS else None
    outturn = _number(end.realised) if end else None
    first = budget = realised = None
    for row in rows:
        if row.month >= MONTHS:
            continue
        budget = _first(_number(row.budget), budget, _number(row.budget_original))
        first = budget if first is None else first
        realised = _first(_number(row.realised), realised)
        place = _position(row, budget, first, realised or 0.0)
        code = str(row.series).rsplit("/", 1)[-1]
        yield Case(str(row.group), str(row.series), code, row.fiscal_year, row.month, place, outturn)


def _position(row, budget: float | None, first: float | None, realised: float) -> Position:
    """Where a budget is not known at all, a usual year that goes on like this stands in for it."""
    months, norm = float(row.month), _number(row.norm)
    usual = at(SPENT, months)
    planned = norm / budget if norm is not None and budget else usual
    return Position(
        months=months,
        planned=min(max(planned, 0.0), 1.0),
        budget=realised / usual if budget is None else budget,
        first_budget=first or 0.0,
        realised=realised,
        own_forecast=_number(row.own_forecast),
    )


def _number(value) -> float | None:
    return None if isnan(value) else float(value)


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
