"""Whether the booking dates of a mapped ledger are ends of periods, and its closing day."""

from __future__ import annotations

from budget.intake.grammar.booking_periods import PERIOD
from budget.intake.grammar.stated_day import title_until
from budget.intake.mapping.layout import Part
from budget.intake.sheets.table import Table
from budget.model.words import MONTHS, SheetKind


def with_periods(table: Table, part: Part, order: str) -> Table:
    """The table, with the length of its periods if no column or constant of the part gives a day.

    `order` is that of the mapping's dates.
    """
    table.is_dated = bool(part.constants.get("date"))
    if part.kind is not SheetKind.LEDGER or table.is_dated:
        return table
    if "date" in part.columns:
        table.date_months = 1 if order == PERIOD else 0
    else:
        table.date_months = MONTHS if "fiscal_year" in table.header.columns else 0
    table.until = title_until(table.titles(), part.columns.get("amount", ""))
    return table
