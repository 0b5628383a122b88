"""The multi-year picture: the years of a programme at one reference date, from the figures of each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from budget.labels import UNPLANNED
from budget.model.figures import Row
from budget.model.programme import Programme
from budget.model.words import By, Cents
from budget.model.years import PlannedLine, YearRow
from budget.standing.moment import Standing, load_standing, load_standing_beside
from budget.store.engine import Store

ALL_SOURCES = "Alle bronnen"


def load_years(
    store: Store,
    programme: Programme,
    as_of: date,
    known_at: int | None = None,
    own_standing: Standing | None = None,
) -> tuple[Standing, ...]:
    """Every year of the programme at one reference date and one state of knowledge.

    `own_standing` is one of them, if already loaded, at that date and state of knowledge.
    """
    known = own_standing or load_standing(store, programme, as_of, programme.years[0], known_at)
    return tuple(
        known if known.facts.year == year else load_standing_beside(store, known, year)
        for year in programme.years
    )


def year_rows(years: Iterable[Standing]) -> tuple[YearRow, ...]:
    """For each year a row per source with money, then money in no plan, then the whole year."""
    return tuple(row for standing in years for row in _of_year(standing))


def totals(rows: Sequence[YearRow]) -> tuple[YearRow, ...]:
    """The rows of whole years."""
    return tuple(row for row in rows if row.name == ALL_SOURCES)


def planned_lines(years: Iterable[Standing]) -> tuple[PlannedLine, ...]:
    """Every line of any plan in force with its budget per year; by domain, code, source and theme."""
    budgets: dict[tuple[str, str, str, str], list[tuple[int, Cents]]] = {}
    names: dict[tuple[str, str, str, str], str] = {}
    for standing in years:
        for line in standing.facts.lines:
            if line.planned:
                key = (line.domain, line.key.code, line.key.source, line.key.theme)
                budgets.setdefault(key, []).append((standing.facts.year, line.budget))
                names[key] = line.activity
    return tuple(PlannedLine(*key, names[key], tuple(budgets[key])) for key in sorted(budgets))


def later_commitments(rows: Sequence[YearRow], year: int) -> tuple[YearRow, ...]:
    """The years after `year` with commitments that are open now."""
    return tuple(row for row in totals(rows) if row.year > year and row.committed)


def _of_year(standing: Standing) -> Iterator[YearRow]:
    if standing.is_empty:
        yield YearRow(standing.facts.year, "", ALL_SOURCES, False, 0, None, 0, 0, 0, None)
        return
    has_plan = any(line.planned for line in standing.facts.lines)
    for row in standing.rows(By.SOURCE):
        m = row.measures
        if m.budget or m.realised or m.committed:
            yield _row(standing, row, row.key, row.name if row.key else UNPLANNED, has_plan=has_plan)
    yield _row(standing, standing.total(), "", ALL_SOURCES, has_plan=has_plan)


def _row(standing: Standing, row: Row, source: str, name: str, *, has_plan: bool) -> YearRow:
    m = row.measures
    return YearRow(
        year=standing.facts.year,
        source=source,
        name=name,
        has_plan=has_plan,
        budget=m.budget,
        released=m.released,
        released_unknown=m.released_unknown,
        realised=m.realised,
        committed=m.committed,
        forecast=m.forecast.p50 if has_plan or m.realised else None,
    )
