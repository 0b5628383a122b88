"""Backtest: predictions for a panel of budgets whose outturn is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from budget.insight.forecast.line_outlook import (
    Lesson,
    Outlook,
    Position,
    estimate_outlook,
    learn,
    lesson,
    uses_own,
)
from budget.insight.forecast.other_lines import last_month_deviation, mean_pace_of_others, relative_size
from budget.insight.forecast.reference_class import (
    REFERENCE,
    SPENT,
    Evidence,
    Kind,
    Number,
    Reference,
    ReferenceClass,
    at,
)
from budget.model.words import MONTHS

Row = Any
"""A row of `DataFrame.itertuples`."""
JUDGED = (3, 6, 9)
KEYS = ("group", "series", "fiscal_year", "month")
AMOUNTS = ("budget_original", "budget", "norm", "realised", "own_forecast")
COLUMNS = ("series", "fiscal_year", "month", "p10", "p50", "p90")


@dataclass(frozen=True, slots=True)
class Case:
    """A series at the end of a month: its position, and how the year ended (None if unknown).

    `kind` is the last part of a series "place/code": the code of the kind of spending. `pace` is how much
    more or less than expected it booked in its last month, NaN where that is not known.
    """

    group: str
    series: str
    kind: str
    year: int
    month: int
    position: Position
    outturn: float | None
    pace: float = np.nan

    @property
    def ended(self) -> float:
        """The outturn. Raises ValueError if it is unknown."""
        if self.outturn is None:
            raise ValueError(f"the outturn of {self.series} in {self.year} is not known")
        return self.outturn


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of one year have stated so far; `months` is how far its bookings are known."""

    budget: float | None = None
    first_budget: float | None = None
    months: float = 0.0
    realised: float = 0.0
    planned: float = 0.0
    own_forecast: float | None = None
    biggest: float = 0.0
    before: float | None = 0.0


def cases(panel: pd.DataFrame) -> list[Case]:
    """Every month before year end with any data, by series, year and month.

    Columns as in the data README, empty is NaN. A judged month without a row is like the row before it.
    """
    ordered = panel.reindex(columns=[*KEYS, *AMOUNTS]).sort_values(["series", "fiscal_year", "month"])
    rows = ordered.itertuples(index=False)
    years = groupby(rows, lambda row: (row.series, row.fiscal_year))
    return _among_others([case for _, year in years for case in _year(list(year))])


def predict(
    cases: Sequence[Case],
    reference: Reference = REFERENCE,
    *,
    fresh: bool = False,
    months: Sequence[int] = JUDGED,
) -> list[tuple[Case, Outlook]]:
    """The outlook of every case at one of the `months`, from its own row and earlier rows of its series.

    `fresh`: as if no series had earlier years.
    """
    lessons: dict[tuple[str, int], list[tuple[int, Lesson]]] = defaultdict(list)
    answers: list[tuple[Case, Outlook]] = []
    selection = [case for case in cases if case.month in months]
    for _, cases_of_year in groupby(sorted(selection, key=lambda case: case.year), lambda case: case.year):
        of_year = list(cases_of_year)
        classes = [_class(case, reference) for case in of_year]
        as_kind = expect_all(of_year, reference, [kind for kind, _ in classes])
        if fresh:
            answers += zip(of_year, as_kind, strict=True)
            continue
        taught = [_learnt(case, *one, lessons) for case, one in zip(of_year, classes, strict=True)]
        answers += zip(of_year, expect_all(of_year, reference, taught), strict=True)
        for case, out in zip(of_year, as_kind, strict=True):
            if case.outturn is not None and (new := lesson(out, case.outturn)):
                lessons[case.series, case.month].append((case.year, new))
    return sorted(answers, key=lambda answer: (answer[0].series, answer[0].year, answer[0].month))


def _learnt(
    case: Case, kind: Kind, fitted: ReferenceClass, lessons: dict[tuple[str, int], list[tuple[int, Lesson]]]
) -> Kind:
    return learn(kind, [one for _, one in reversed(lessons[case.series, case.month])], fitted)


def expect_all(cases: Sequence[Case], reference: Reference, kinds: Sequence[Kind]) -> list[Outlook]:
    """The outlook of each case with its kind; all at once, as one by one takes fifty times as long."""
    outlooks: dict[int, Outlook] = {}
    for known_by in Evidence:
        places = [place for place, kind in enumerate(kinds) if kind.known_by is known_by]
        if not places:
            continue
        bias: Number = np.array([kinds[place].bias for place in places])
        spread: Number = np.array([kinds[place].spread for place in places])
        out = estimate_outlook(
            stacked([cases[n].position for n in places]), reference, Kind(bias, spread, known_by)
        )
        columns = (getattr(out, name).tolist() for name in Outlook.__dataclass_fields__)
        outlooks |= {n: Outlook(*row) for n, row in zip(places, zip(*columns, strict=True), strict=True)}
    return [outlooks[place] for place in range(len(cases))]


def stacked(positions: Sequence[Position]) -> Position:
    """The positions as one, with an array in each field."""
    columns = {
        name: np.array([getattr(position, name) for position in positions], dtype=np.float64)
        for name in Position.__dataclass_fields__
    }
    return Position(**columns | {"guarded": columns["guarded"] > 0})


def backtest(panel: pd.DataFrame) -> pd.DataFrame:
    """P10, P50 and P90 of the outturn for months 3, 6 and 9 of every series and year."""
    rows = [
        (case.series, case.year, case.month, out.middle - out.below, out.middle, out.middle + out.above)
        for case, out in predict(cases(panel))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _class(case: Case, reference: Reference) -> tuple[Kind, ReferenceClass]:
    if uses_own(case.position):
        return Kind(), reference.own
    return reference.plan.kind(case.kind), reference.plan


def _year(rows: list[Any]) -> Iterator[Case]:
    """The cases of one series in one year."""
    ended = rows[-1] if rows[-1].month == MONTHS else None
    outturn = _number(ended.realised) if ended else None
    by_month = {int(row.month): row for row in rows if row.month < MONTHS}
    names = str(rows[0].group), str(rows[0].series), str(rows[0].series).rsplit("/", 1)[-1]
    history = Known()
    for month in sorted(
        by_month.keys() | {month for month in JUDGED if month > min(by_month, default=MONTHS)}
    ):
        if month in by_month:
            history = _after(history, by_month[month])
        yield Case(*names, int(rows[0].fiscal_year), month, _position(history), outturn, _pace(history))


def _pace(history: Known) -> float:
    """How much more or less than expected was booked in the last month that is known."""
    if history.before is None or history.budget is None or not history.months:
        return np.nan
    amounts = (history.budget, history.before, history.realised - history.before)
    shares = (at(SPENT, history.months - 1), at(SPENT, history.months))
    return float(last_month_deviation(*(np.array([value]) for value in (*amounts, *shares)))[0])


def _among_others(cases: list[Case]) -> list[Case]:
    """The cases with what the other series of their group did in the same month."""
    groups: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        groups[case.group, case.year, case.month].append(place)
    for places in groups.values():
        paces, budgets = (
            np.array(values)
            for values in zip(*((cases[n].pace, cases[n].position.budget) for n in places), strict=True)
        )
        columns = (*mean_pace_of_others(paces), relative_size(budgets))
        for place, *numbers in zip(places, *(column.tolist() for column in columns), strict=True):
            others, companions, size = numbers
            position = replace(cases[place].position, others=others, companions=companions, size=size)
            cases[place] = replace(cases[place], position=position)
    return cases


def _after(history: Known, row: Row) -> Known:
    """What is known after one more row; empty cells are as in the month before.

    Empty bookings do not mean a month without spending: they are known up to an earlier month. What was
    booked over several months is spread evenly over them.
    """
    budget = _first(_number(row.budget), history.budget, _number(row.budget_original))
    own = _first(_number(row.own_forecast), history.own_forecast)
    history = replace(
        history, budget=budget, first_budget=_first(history.first_budget, budget), own_forecast=own
    )
    realised, norm = _number(row.realised), _number(row.norm)
    if realised is None:
        return history
    planned = norm / budget if norm is not None and budget else at(SPENT, row.month)
    planned = min(max(planned, 0.0), 1.0)
    a_month = abs(realised - history.realised) / (row.month - history.months)
    return replace(
        history,
        months=float(row.month),
        realised=realised,
        planned=planned,
        biggest=max(history.biggest, a_month),
        # A sum over several months does not give the amount of the last one.
        before=history.realised if row.month - history.months == 1 else None,
    )


def _position(history: Known) -> Position:
    """The position; if no budget is known, the budget of a usual year that continues like this."""
    usual = at(SPENT, history.months)
    as_usual = history.realised / usual if usual else 0.0
    return Position(
        months=history.months,
        planned=history.planned,
        budget=as_usual if history.budget is None else history.budget,
        first_budget=history.first_budget or 0.0,
        realised=history.realised,
        own_forecast=history.own_forecast,
        biggest=history.biggest,
    )


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
