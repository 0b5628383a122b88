"""Refuses amounts that may be in another currency than the euro, or asks about them."""

from __future__ import annotations

from collections.abc import Iterable

from budget.intake.cell_text import display_text
from budget.intake.faults import Reports
from budget.intake.grammar.currencies import (
    CURRENCY_HEADERS,
    foreign_currency,
    is_currency_header,
    is_euro,
)
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.schema import amount_fields
from budget.intake.sheets.table import Table
from budget.workbook.grid import Grid


def ask_about_currency(grid: Grid, first: int, findings: Reports) -> None:
    """Report each other currency in the titles above row `first`."""
    titles = {foreign_currency(cell) for row in range(first) for cell in grid.row(row)}
    for sign in sorted(titles - {""}):
        findings.add("mapping-currency", grid.name, column="de titel", sign=sign)


def check_amount_headers(table: Table) -> None:
    """Report an amount column whose header, or a title above it, names another currency."""
    ask_about_currency(table.grid, table.header.first, table.findings)
    for name in amount_fields(table.spec):
        number = table.header.columns.get(name, -1)
        text = table.header.texts.get(number, "")
        if foreign_currency(text):
            table.report("column-currency", table.header.last, number, value=text)


def check_currency(table: Table, unread: Iterable[int]) -> None:
    """Refuse every row that an unread currency column says is not in euros."""
    for number in unread:
        column = table.grid.columns[number]
        key = header_key(table.header.texts.get(number, ""))
        is_sure = key in CURRENCY_HEADERS
        if not is_sure and not is_currency_header(key):
            continue
        for row in table.rows:
            if row >= len(column.codes) or (
                not is_sure and any(c.isdigit() for c in display_text(column[row]))
            ):
                continue
            if not is_euro(fold(display_text(column[row]))):
                table.report("column-currency", row, number, value=column[row])
