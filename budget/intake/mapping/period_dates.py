"""Tells of a mapped ledger whether its booking dates are ends of periods, and until which day it counts."""

from __future__ import annotations

from budget.intake.grammar.booking_periods import PERIOD
from budget.intake.grammar.stated_day import title_until
from budget.intake.mapping.layout import Part
from budget.intake.sheets.table import Table
from budget.model.words import MONTHS, SheetKind


def with_periods(table: Table, part: Part, order: str) -> Table:
    """The table, with the length of its periods where no column or constant of the part gives a day.

    `order` is that of the dates of the mapping.
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
