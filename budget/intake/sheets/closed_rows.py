"""The cells of bookings and releases in closed periods, for findings that refuse a change there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.intake.outcome import LedgerSheet
from budget.intake.sheets.table import Table
from budget.model.content import Release
from budget.model.periods import Closed
from budget.workbook.places import cell_name


def closed_cells(table: Table, sheet: LedgerSheet, closed_periods: Closed) -> tuple[tuple[int, str], ...]:
    """(place in the bookings of the sheet, cell of its date) for each in a closed period; '' for no cell."""
    if not closed_periods.periods:
        return ()
    number = table.header.columns.get("date", 0)
    column = table.grid.origins.get(number, number)
    years, days = (sheet.columns[name].all() for name in ("fiscal_year", "date"))
    return tuple(
        (place, "" if column is None else cell_name(row, column))
        for place, (row, year, day) in enumerate(zip(table.rows, years, days, strict=True))
        if isinstance(year, int) and isinstance(day, date) and closed_periods.holding(year, day)
    )


def closed_release_cells(
    placed_releases: Sequence[tuple[Table, int, Release]], closed_periods: Closed
) -> tuple[tuple[int, str], ...]:
    """(place in the releases, sheet and cell of its amount) for every release, once any period is closed.

    A release redated out of a closed period was in it before.
    """
    if not closed_periods.periods:
        return ()
    places = []
    for place, (table, row, _) in enumerate(placed_releases):
        number = table.header.columns.get("amount", 0)
        column = table.grid.origins.get(number, number)
        at = "" if column is None else f", cel {cell_name(row, column)}"
        places.append((place, f"Blad {table.sheet}{at}"))
    return tuple(places)
