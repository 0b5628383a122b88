"""Columns per month or quarter of a foreign sheet: bookings for each, up to the latest with money."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from budget.intake.mapping.layout import Part
from budget.intake.sheets.table import Table, amounts_in
from budget.model.words import MONTHS
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid


def by_month(part: Part) -> list[Part]:
    """A part for each of its months; the part itself where it has none."""
    return [_month(part, n) for n, name in enumerate(part.months, 1) if name] or [part]


def _month(part: Part, number: int) -> Part:
    """The bookings of one of twelve months or four quarters, at its last day."""
    year, month = int(part.constants["fiscal_year"]), number * MONTHS // len(part.months)
    day = date(year, month, monthrange(year, month)[1])
    amount = {"amount": part.months[number - 1]}
    constants = part.constants | {"date": day.isoformat()}
    return replace(part, columns=part.columns | amount, constants=constants, months=())


def until_latest(tables: Sequence[Table], part: Part) -> Sequence[Table]:
    """Of columns per month or quarter those up to the latest with money: what follows is not booked yet.

    Each is booked on its last day; of the latest one the file tells the day, or it is asked.
    """
    if not part.months:
        return tables
    last = max((n for n, table in enumerate(tables, 1) if _says_money(table)), default=1)
    for number, table in enumerate(tables[:last], 1):
        table.date_months, table.is_latest = MONTHS // len(part.months), number == last
    return tables[:last]


def _says_money(table: Table) -> bool:
    """Whether a row has an amount other than zero, or one that cannot be read."""
    number, unit = table.header.columns["amount"], table.units.get("amount", 1)
    amount = amounts_in(table.grid, number, table.header.last + 1, unit)
    return any(amount(row) for row in table.rows)


def filled(grid: Grid, rows: list[int], amount: int) -> list[int]:
    """The rows that have an amount in this month."""
    column = grid.columns[amount]
    return [number for number in rows if not is_blank(column[number])]
