"""Unit multiplier of a table, from titles and headers; asks when they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from budget.intake.grammar.amounts import read_amount
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.units import (
    contradicts_itself,
    find_unit,
    may_be_prose,
    may_say_unit,
    says_euros,
    says_other_unit,
)
from budget.intake.schema import MONTH_FIELDS, QUARTER_FIELDS, amount_fields
from budget.intake.sheets.table import Table
from budget.labels import join_words
from budget.workbook.cells import is_blank


def read_units(table: Table, stated: int) -> dict[str, int]:
    """Euros per field: as stated by a person, else by the column's own header, else by the titles."""
    header = table.header
    above = [(None, table.sheet), *_titles(table)]
    title = max(find_unit(cell) for _, cell in above)
    units = {
        name: find_unit(_raw_header(table, header.columns[name])) if name in header.columns else 1
        for name in amount_fields(header.spec)
    }
    if not stated and title > 1:
        _check_units(table, units, title)
        for place, cell in above:
            if may_be_prose(cell):
                table.findings.add("unit-unknown", table.sheet, place, value=cell)
    _check_headers(table, units)
    units = {
        name: stated or (unit if unit > 1 else title)
        for name, unit in units.items()
        if name in header.columns
    }
    if max(units.values(), default=1) == 1 and not stated:
        for place, cell in above:
            if says_other_unit(cell):
                table.findings.add("unit-unknown", table.sheet, place, value=cell)
            elif may_say_unit(cell):
                table.findings.add("unit-doubt", table.sheet, place, value=cell)
    for factor in sorted({unit for unit in units.values() if unit > 1}):
        columns = ", ".join(header.spec.column(name).header for name, unit in units.items() if unit == factor)
        table.findings.add("sheet-unit", table.sheet, columns=columns, factor=f"{factor:,}".replace(",", "."))
    # A phasing must add up to its budget.
    apart = {name: unit for name, unit in units.items() if name not in (*MONTH_FIELDS, *QUARTER_FIELDS)}
    ask_about_parts(table, {header.columns[name]: unit for name, unit in apart.items()})
    return units


def ask_about_parts(table: Table, units: dict[int, int]) -> None:
    """Ask about amounts without a unit beside a column whose header has one; `units` by column."""
    large = {number: unit for number, unit in units.items() if unit > 1}
    texts = {number: " ".join(_raw_header(table, number).split()) for number in units}
    plain = [n for n in units if n not in large and not says_euros(texts[n], is_header=True)]
    plain = [number for number in plain if _has_amounts(table, number)]
    if large and plain:
        table.findings.add(
            "unit-part",
            table.sheet,
            columns=join_words([texts[number] for number in large]),
            others=join_words([texts[number] for number in plain]),
            factor=f"{max(large.values()):,}".replace(",", "."),
        )


def _has_amounts(table: Table, number: int) -> bool:
    column = table.grid.columns[number]
    cells = (column.values[code] for code in set(column.codes[table.header.last + 1 :]))
    amounts = (read_amount(cell) for cell in cells if isinstance(cell, (str, int, float)))
    return any(isinstance(cents, int) and cents for cents in amounts)


def _check_units(table: Table, units: dict[str, int], title: int) -> None:
    """Report a unit in a title that another title or a header contradicts."""
    header, factor = table.header, f"{title:,}".replace(",", ".")
    # "Bedragen in euro's" with a bare "(x 1.000)" below it is one sentence.
    is_full = all(header_key(cell) for _, cell in _titles(table) if find_unit(cell) > 1)
    for place, cell in _titles(table):
        is_other = find_unit(cell) not in (1, title) or says_euros(cell) or contradicts_itself(cell)
        if is_other or (is_full and says_euros(cell, is_header=True)):
            table.findings.add("unit-conflict", table.sheet, place, value=cell, factor=factor)
    for name, unit in units.items():
        if (
            name in header.columns
            and unit == 1
            and says_euros(text := _raw_header(table, header.columns[name]), is_header=True)
        ):
            table.report("unit-conflict", header.last, header.columns[name], value=text, factor=factor)


def _check_headers(table: Table, units: dict[str, int]) -> None:
    """Report a header that negates the unit it mentions."""
    for name, unit in units.items():
        if unit > 1 and contradicts_itself(text := _raw_header(table, table.header.columns[name])):
            factor = f"{unit:,}".replace(",", ".")
            number = table.header.columns[name]
            table.report("unit-conflict", table.header.last, number, value=text, factor=factor)


def check_notes(table: Table, notes: Iterable[int]) -> None:
    """Ask about a unit that appears only among or below the rows; never apply it."""
    if max(table.units.values(), default=1) > 1:
        return
    for row in notes:
        for number, cell in enumerate(table.grid.row(row)):
            if find_unit(cell) > 1:
                table.findings.add("unit-below", table.sheet, (row, number), value=cell)


def _titles(table: Table) -> Iterator[tuple[tuple[int, int], Any]]:
    """The cells above the header with their places, (row, column) from 0."""
    for row in range(table.header.first):
        for column, cell in enumerate(table.grid.row(row)):
            if not is_blank(cell):
                yield (row, column), cell


def _raw_header(table: Table, number: int) -> str:
    number = number if (origin := table.grid.origins.get(number)) is None else origin
    rows = range(table.header.first, table.header.last + 1)
    return " ".join(str(table.grid.columns[number][row]) for row in rows)
