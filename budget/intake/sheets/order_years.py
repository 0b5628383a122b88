"""Orders without a fiscal year on a statement of a later year: counted in that year, and asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from budget import labels
from budget.intake.faults import Raw
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.periods import read_period
from budget.intake.outcome import ParsedColumn
from budget.intake.places import euros
from budget.intake.sheets.table import Table
from budget.model.words import Kind
from budget.workbook.places import cell_name

_MOST_NAMED = 5


def statement_year(table: Table, columns: dict[str, ParsedColumn], vocabulary: Vocabulary) -> int:
    """The year that a sheet ends in: by its period, else its day, else its last booking; 0 if unknown."""
    period = read_period(table.titles(), vocabulary.years)
    days = zip(columns["date"].all(), columns["kind"].all(), strict=True)
    booked = (day for day, kind in days if isinstance(day, date) and kind == Kind.REALISED)
    last = period.last or period.date or max(booked, default=None)
    return last.year if last and last.year in vocabulary.years else 0


def year_of(stated_year: Raw, day: Raw, kind: Raw, ends: int) -> Raw:
    """The fiscal year of a row: as stated; for an open order, the year that its statement `ends` in."""
    if stated_year is not None or not isinstance(day, date):
        return day if stated_year is None else stated_year
    return max(ends, day.year) if kind == Kind.COMMITTED else day.year


def ask_about_orders(
    table: Table, columns: dict[str, ParsedColumn], stated_years: ParsedColumn, ends: int
) -> None:
    """Report the orders from before the year `ends` that state no fiscal year, once for the sheet."""
    names = ("date", "kind", "amount")
    rows = zip(table.rows, stated_years.all(), *(columns[name].all() for name in names), strict=True)
    running = [
        (row, cents)
        for row, year, day, kind, cents in rows
        if year is None and kind == Kind.COMMITTED and isinstance(day, date) and day.year < ends
    ]
    if running:
        total = sum(cents for _, cents in running if isinstance(cents, int))
        table.add(
            "ledger-order-year",
            running[0][0],
            "date",
            count=labels.count(len(running), "verplichting", "verplichtingen"),
            cells=_cells(table, [row for row, _ in running]),
            total=euros(total),
            year=str(ends),
        )


def _cells(table: Table, rows: Sequence[int]) -> str:
    column = table.header.columns.get("date", 0)
    at = table.grid.origins.get(column, column)
    if at is None:
        return ""
    named = [cell_name(row, at) for row in islice(rows, _MOST_NAMED)]
    return f" ({', '.join(named)}{' ...' if len(rows) > _MOST_NAMED else ''})"
