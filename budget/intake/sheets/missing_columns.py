"""Adds the one column that our own sheet lacks: a year from a title, or an amount of debit minus credit."""

from __future__ import annotations

import re
from dataclasses import replace

from budget.intake.grammar.debit_credit import find_debit_and_credit
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.units import find_unit
from budget.intake.schema import Cell
from budget.intake.sheets.derived_columns import add_computed_column
from budget.intake.sheets.table import Header
from budget.model.words import SheetKind
from budget.workbook.grid import Grid, add_column

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def find_year(grid: Grid, header: Header, years: tuple[int, ...]) -> tuple[int, str] | None:
    """The one year of the programme in the titles, or else the sheet name, of a sheet without a year."""
    if [column.cell for column in header.missing] != [Cell.YEAR]:
        return None
    titles = " ".join(str(cell) for row in range(header.first) for cell in grid.row(row))
    for text, where in ((titles, "de titel"), (grid.name, "de naam van het blad")):
        named = {int(year) for year in _YEAR.findall(text)} & set(years)
        if named:
            return (named.pop(), where) if len(named) == 1 else None
    return None


def with_year(grid: Grid, header: Header, year: int) -> Header:
    """The header with a year column added, with `year` in every row."""
    grid.own_width = grid.own_width or len(grid.columns)
    place = add_column(grid, header.last, lambda _: str(year), None)
    return replace(header, columns=header.columns | {"year": place}, missing=())


def find_both_sides(header: Header) -> tuple[int, int] | None:
    """The debit and credit columns of a ledger without an amount column."""
    if header.spec.kind is not SheetKind.LEDGER or [c.field for c in header.missing] != ["amount"]:
        return None
    number_by_key = {header_key(header.texts[number]): number for number in header.ignored}
    return find_debit_and_credit(number_by_key)


def with_amount(grid: Grid, header: Header, debit: int, credit: int) -> tuple[Header, int]:
    """The header with a column of debit minus credit, exact, and the unit multiplier already applied."""
    grid.own_width = grid.own_width or len(grid.columns)
    above = [grid.name, *(cell for row in range(header.last + 1) for cell in grid.row(row))]
    unit = max(map(find_unit, above))
    amount = add_computed_column(grid, header.last, debit, credit, 1, unit)
    ignored = tuple(number for number in header.ignored if number not in (debit, credit))
    columns = header.columns | {"amount": amount}
    return replace(header, columns=columns, missing=(), ignored=ignored), unit
