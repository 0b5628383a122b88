"""Finds rows of a text file in which a delimiter cut a value in two, usually an amount."""

from __future__ import annotations

import re

from budget.intake.sheets.table import Table
from budget.intake.spec import Cell
from budget.workbook.cells import is_blank

_CENTS = re.compile(r"\d{2}")
_WHOLE = re.compile(r"-?\d+")


def check_fields(table: Table) -> None:
    """Report a text behind the last header, rows with too many fields, and cents in the next column."""
    cut = _beyond(table) | _too_many(table) | _cents(table)
    for row, number in sorted(cut.items()):
        table.report("csv-fields", row, number, value=table.grid.columns[number][row])


def _beyond(table: Table) -> dict[int, int]:
    width, grid = max(table.header.texts, default=-1) + 1, table.grid
    own = grid.columns[: grid.own_width] if grid.own_width else grid.columns
    beyond = [n for n in range(width, len(own)) if not all(map(is_blank, own[n].values))]
    cells = {row: [n for n in beyond if not is_blank(own[n][row])] for row in table.rows if beyond}
    return {row: numbers[-1] for row, numbers in cells.items() if numbers}


def _too_many(table: Table) -> dict[int, int]:
    """Rows with more fields than the header (even if the last is empty), with their last non-empty field."""
    fields = table.grid.fields
    if not fields:
        return {}
    rows = [row for row in table.rows if row < len(fields) and fields[row] > fields[table.header.last]]
    cells = {row: [n for n, cell in enumerate(table.grid.row(row)) if not is_blank(cell)] for row in rows}
    return {row: numbers[-1] for row, numbers in cells.items() if numbers}


def _cents(table: Table) -> dict[int, int]:
    """Two digits behind each whole amount, in a column of texts."""
    columns, grid = table.header.columns, table.grid
    number = columns.get(table.spec.total, -1)
    if not grid.fields or number < 0 or number + 1 >= (grid.own_width or len(grid.columns)):
        return {}
    field = next((name for name, at in columns.items() if at == number + 1), "")
    if field and table.spec.column(field).cell not in (Cell.TEXT, Cell.CODE):
        return {}
    pairs = {row: (str(grid.columns[number][row]), str(grid.columns[number + 1][row])) for row in table.rows}
    filled = {row: pair for row, pair in pairs.items() if not is_blank(pair[1])}
    is_cut = all(_WHOLE.fullmatch(a.strip()) and _CENTS.fullmatch(b.strip()) for a, b in filled.values())
    return dict.fromkeys(filled, number + 1) if is_cut else {}
