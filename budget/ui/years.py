"""The multi-year picture on a page: each year, each source, the plans side by side, later years."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.charts.tables import euro_or_undelivered
from budget.labels import UNKNOWN, count, escape_markdown, euro, euro_short, join_words
from budget.model.periods import Closed, Period, closed_by
from budget.model.years import PlannedLine, YearRow, silent_years
from budget.standing.moment import Standing
from budget.standing.years import later_commitments, planned_lines, totals, year_rows
from budget.ui.figures import show_table
from budget.ui.visit import Visit
from budget.usecases import close

NO_PLAN = "geen plan"
TAB = "per"
TABS = ("Per jaar", "Per bron", "Per regel", "Wat blijft er over?", "Voor VJN, NJN of jaarrekening")
HEADERS = ("Begroot", "Vrijgegeven", "Vrijgave niet bekend", "Besteed", "Verplicht", "Prognose")


def title_of(years: Sequence[Standing]) -> str:
    """Spent against the budget, over all years together."""
    rows = totals(year_rows(years))
    spent, budget = sum(row.realised for row in rows), sum(row.budget for row in rows)
    first, last = rows[0].year, rows[-1].year
    return f"{first} tot en met {last}: {euro_short(spent)} besteed van {euro_short(budget)}"


def show_years(visit: Visit, rows: Sequence[YearRow]) -> None:
    """The years side by side, from the same rows as the command line and the report."""
    closed = closed_by(close.closings(visit.store, visit.programme, visit.actor))
    silent = silent_years(rows)
    table = [(str(row.year), *_amounts(row, silent), _state(row, closed)) for row in totals(rows)]
    table.append(("Alle jaren", *_amounts(_together(totals(rows)), silent), ""))
    show_table(("Jaar", *HEADERS, "Stand"), table, "Begroot, besteed en verwacht per jaar", total=True)
    st.write(escape_markdown(_growth(rows, visit.as_of.year)))


def show_sources(rows: Sequence[YearRow]) -> None:
    """Every source in every year."""
    silent = silent_years(rows)
    by_source = [(row.name, str(row.year), *_amounts(row, silent)) for row in _by_source(rows)]
    show_table(("Bron", "Jaar", *HEADERS), by_source, "Elke bron in elk jaar")


def _amounts(row: YearRow, silent: frozenset[int]) -> tuple[str, ...]:
    released = UNKNOWN if row.released is None else euro(row.released)
    unknown = count(row.released_unknown, "regel", "regels") if row.released_unknown else "–"
    planned = (euro(row.budget), released, unknown) if row.has_plan else (NO_PLAN, "–", "–")
    forecast = "–" if row.forecast is None else euro(row.forecast)
    if not (row.has_plan or row.realised or row.committed):
        return (*planned, "–", "–", forecast)
    used = (None if row.year in silent else cents for cents in (row.realised, row.committed))
    return (*planned, *map(euro_or_undelivered, used), forecast)


def _state(row: YearRow, closed_periods: Closed) -> str:
    return "afgesloten" if Period(row.year) in closed_periods.periods else "open" if row.has_plan else NO_PLAN


def _together(rows: Sequence[YearRow]) -> YearRow:
    known = [row.released for row in rows if row.released is not None]
    return YearRow(
        year=0,
        source="",
        name="",
        has_plan=True,
        budget=sum(row.budget for row in rows),
        released=sum(known) if known else None,
        released_unknown=sum(row.released_unknown for row in rows),
        realised=sum(row.realised for row in rows),
        committed=sum(row.committed for row in rows),
        forecast=sum(row.forecast or 0 for row in rows),
    )


def _growth(rows: Sequence[YearRow], year: int) -> str:
    """The open commitments that fall in later years."""
    later = later_commitments(rows, year)
    if not later:
        return f"Er staan geen verplichtingen open voor de jaren na {year}."
    later_amounts = [f"{euro(row.committed)} in {row.year}" for row in later]
    return f"Van de open verplichtingen valt een deel na {year}: {join_words(later_amounts)}."


def _by_source(rows: Sequence[YearRow]) -> list[YearRow]:
    """The same rows by source, in the order in which the sources first appear."""
    own = [row for row in rows if row not in totals(rows)]
    order = {row.name: n for n, row in reversed(list(enumerate(own)))}
    return sorted(own, key=lambda row: (order[row.name], row.year))


def show_plans(visit: Visit, years: Sequence[Standing]) -> None:
    """The plans side by side, collapsed by domain."""
    st.header("De plannen naast elkaar", anchor=False)
    lines = planned_lines(years)
    planned = [row for row in totals(year_rows(years)) if row.has_plan]
    if not lines:
        st.write("Er is nog geen plan vastgesteld.")
        return
    numbers = [row.year for row in planned]
    for domain in visit.programme.domains:
        own = [line for line in lines if line.domain == domain.code]
        if not own:
            continue
        with st.expander(escape_markdown(f"{domain.name}: {count(len(own), 'regel', 'regels')}")):
            table = [(f"{line.code} {line.activity}", _money(line), *_budgets(line, numbers)) for line in own]
            sums = [sum(dict(line.budgets).get(year, 0) for line in own) for year in numbers]
            table.append(("Samen", "", *map(euro, sums)))
            headers = ("Regel", "Bron en thema", *map(str, numbers))
            show_table(headers, table, f"Het plan van {domain.name} in elk jaar", total=True)


def _money(line: PlannedLine) -> str:
    return " ".join(word for word in (line.source, line.theme) if word)


def _budgets(line: PlannedLine, years: Sequence[int]) -> tuple[str, ...]:
    known = dict(line.budgets)
    return tuple(euro(known[year]) if year in known else "–" for year in years)
