"""Tells of a mapped ledger whether its booking dates are ends of periods, and until which day it counts."""

from __future__ import annotations

from collections.abc import Sequence

from budget.intake.grammar.booking_periods import PERIOD
from budget.intake.mapping.layout import Part
from budget.intake.mapping.stated_day import until_day
from budget.intake.sheets.table import Table, amounts_in
from budget.model.words import MONTHS, SheetKind


def with_periods(table: Table, part: Part, order: str) -> Table:
    """The table, with the length of its periods where no column or constant of the part gives a day.

    `order` is that of the dates of the mapping.
    """
    if part.kind is not SheetKind.LEDGER or part.constants.get("date"):
        return table
    if "date" in part.columns:
        table.date_months = 1 if order == PERIOD else 0
    else:
        table.date_months = MONTHS if "fiscal_year" in table.header.columns else 0
    _take_until(table, part.columns.get("amount", ""))
    return table


def until_latest(tables: Sequence[Table], part: Part) -> Sequence[Table]:
    """Of columns per month or quarter those up to the latest with money: what follows is not booked yet.

    Each is booked on its last day; of the latest one the file tells the day, or it is asked.
    """
    if not part.months:
        return tables
    last = max((n for n, table in enumerate(tables, 1) if _says_money(table)), default=1)
    for number, table in enumerate(tables[:last], 1):
        table.date_months, table.is_latest = MONTHS // len(part.months), number == last
        _take_until(table)
    return tables[:last]


def _says_money(table: Table) -> bool:
    """Whether a row has an amount other than zero, or one that cannot be read."""
    number, unit = table.header.columns["amount"], table.units.get("amount", 1)
    amount = amounts_in(table.grid, number, table.header.last + 1, unit)
    return any(amount(row) for row in table.rows)


def _take_until(table: Table, header: str = "") -> None:
    titles = (" ".join(map(str, cells)) for cells in table.titles())
    table.until = until_day([*titles, header])
