"""A recognised sheet as columns of typed values, read once per distinct value."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from budget.intake.findings import Fault, Findings, fault
from budget.intake.grammar.amounts import is_unknown, read_amount, read_amounts, uses_point
from budget.intake.grammar.text import read_code
from budget.intake.places import shown
from budget.intake.sheets.header import Header
from budget.intake.sheets.schema import Cell, Column, SheetSpec
from budget.model import Cents
from budget.workbook.cells import POWER, SHARE, THOUSANDS, Broken, is_blank, is_error_text
from budget.workbook.grid import Grid
from budget.workbook.places import column_name

Reader = Callable[[Any], Any]
ROUND_NUMBERS = 3
"""Different round amounts from which on a column is one of round thousands."""


@dataclass(slots=True, eq=False)
class Table:
    """A recognised sheet. `rows` are its data rows, counted from 0 in the sheet; `units` euros per field."""

    grid: Grid
    header: Header
    findings: Findings
    rows: list[int] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        return self.grid.name

    @property
    def spec(self) -> SheetSpec:
        return self.header.spec

    def titles(self) -> list[list[Any]]:
        """The cells above the header, row by row, without the empty ones."""
        return [[c for c in self.grid.row(row) if not is_blank(c)] for row in range(self.header.first)]

    def add(self, code: str, row: int, name: str, **values: Any) -> None:
        """A finding on the cell of field `name` in the sheet row `row`."""
        column = self.header.columns.get(name, self.header.columns.get(self.spec.column(name).instead, 0))
        self.findings.add(code, self.sheet, (row, column), **values)

    def codes(self, name: str) -> array | None:
        """Value number of the field in each data row; None when the sheet has no such column."""
        number = self.header.columns.get(name)
        if number is None:
            return None
        codes = self.grid.columns[number].codes
        if self.rows and self.rows[-1] - self.rows[0] + 1 == len(self.rows):
            return codes[self.rows[0] : self.rows[-1] + 1]
        return array("I", map(codes.__getitem__, self.rows))


@dataclass(slots=True)
class ParsedColumn:
    """A read column: `values[codes[n]]` is the value in data row n; `bad` are the codes that have a fault."""

    codes: array
    values: list[Any]
    bad: frozenset[int] = frozenset()

    def __getitem__(self, row: int) -> Any:
        return self.values[self.codes[row]]

    def all(self) -> Iterable[Any]:
        return map(self.values.__getitem__, self.codes)


def read_column(table: Table, name: str, reader: Reader, *, default: Any = None) -> ParsedColumn:
    """Read a field once per distinct value and report every cell that fails.

    Empty cells give `default`, or the finding cell-missing where the column is required. A failed
    cell has a Fault as its value.
    """
    spec = table.spec.column(name)
    codes = table.codes(name)
    if codes is None:
        return ParsedColumn(array("I", bytes(4 * len(table.rows))), [default])
    source = table.grid.columns[table.header.columns[name]].values
    values: list[Any] = [None] * len(source)
    missing = spec.required and not (spec.instead and spec.instead in table.header.columns)
    wanted = []
    for code in set(codes):
        value = source[code]
        if type(value) is float:
            wanted.append(code)
        elif type(value) is Broken:
            values[code] = fault(value.code, value=value.text or "?")
        elif type(value) is Fault:
            values[code] = value
        elif is_error_text(value):
            values[code] = fault("cell-error", value=value.strip())
        elif is_blank(value):
            values[code] = fault("cell-missing", what=_WHAT[spec.cell]) if missing else default
        else:
            wanted.append(code)
    for code, value in zip(wanted, reader([source[code] for code in wanted]), strict=True):
        values[code] = value
    return _reported(table, spec, ParsedColumn(codes, values))


def amounts_in(
    grid: Grid, number: int, first: int, unit: int, *, point: bool = False
) -> Callable[[int], Cents | Fault | None]:
    """Gives the cents in any row of a column from row `first` on: None where the cell is empty.

    `point` says that a dot is the decimal sign; without it the column itself may prove that.
    """
    column = grid.columns[number]
    values, used = column.values, set(column.codes[first:])
    point = point or grid.is_text and uses_point([values[code] for code in used])
    known: dict[int, Cents | Fault | None] = {}
    for code in used:
        value = values[code]
        if isinstance(value, Broken):
            known[code] = fault(value.code, value=value.text or "?")
        elif isinstance(value, Fault):
            known[code] = value
        else:
            known[code] = None if is_blank(value) else read_amount(value, unit, point=point)
    return lambda row: known[column.codes[row]] if row < len(column.codes) else None


def amounts_of(table: Table, name: str = "") -> list[Cents]:
    """Cents of a field in each data row, 0 where there is no amount; reports nothing.

    Without a name that of the field that the kind of sheet is summed by.
    """
    name = name or table.spec.total
    codes = table.codes(name)
    if codes is None:
        return [0] * len(table.rows)
    source, used = table.grid.columns[table.header.columns[name]].values, list(set(codes))
    texts = ["" if isinstance(source[code], (Broken, Fault)) else source[code] for code in used]
    read = read_amounts(texts, table.units.get(name, 1), point=table.grid.is_text and uses_point(texts))
    amounts = {code: cents if isinstance(cents, int) else 0 for code, cents in zip(used, read, strict=True)}
    return [amounts[code] for code in codes]


def each(read: Callable[[Any], Any]) -> Reader:
    """A reader of many values from a reader of one."""
    return lambda values: [read(value) for value in values]


def read_amount_column(table: Table, name: str) -> ParsedColumn:
    """Cents; None where an optional cell is empty or says that the amount is not known yet."""
    unit = table.units.get(name, 1)
    required = table.spec.column(name).required

    def reader(values: list[Any]) -> list[Any]:
        point = table.grid.is_text and uses_point(values)
        if point:
            letters = column_name(table.header.columns[name])
            table.findings.add("amount-point", table.sheet, column=letters)
        return [
            found
            if required or not (isinstance(found, Fault) and is_unknown(value))
            else fault("amount-left-open", value=value)
            for value, found in zip(values, read_amounts(values, unit, point=point), strict=True)
        ]

    column = read_column(table, name, reader)
    column.values = [None if _is_open(value) else value for value in column.values]
    _report_shares(table, name)
    _ask_about_lost_zeros(table, name, unit)
    if unit > 1:
        _refuse_double_unit(table, name, unit)
    return column


def _ask_about_lost_zeros(table: Table, name: str, unit: int) -> None:
    """A number like 2.41 among round thousands was perhaps typed as 2.410; it is not guessed.

    Where 1 stands for a thousand, any whole number is a round one.
    """
    least, step, count = (1_000, 100, ROUND_NUMBERS) if unit == 1 else (0, 1, ROUND_NUMBERS - 1)
    numbers = {value for value in _distinct(table, name) if _is_number(value) and value}
    odd = {value for value in numbers if abs(value) < 1_000 and value % 1}
    if not odd or len(numbers - odd) < count:
        return
    if any(abs(value) < least or value % step for value in numbers - odd):
        return
    column = table.grid.columns[table.header.columns[name]]
    for row in table.rows:
        if column[row] in odd:
            table.add("amount-lost-zero", row, name, value=column[row])


def _report_shares(table: Table, name: str) -> None:
    """A number that its cell shows as a percentage is no amount, whatever is stored."""
    for row, value in _looking(table, name, SHARE).items():
        table.add("amount-share", row, name, value=f"{shown(value * 100)}%")


def _refuse_double_unit(table: Table, name: str, unit: int) -> None:
    """A number that its cell shows in thousands may be whole euros, or not, where a title says thousands."""
    for row in _looking(table, name, THOUSANDS):
        table.add("unit-format", row, name, factor=f"{unit:,}".replace(",", "."))


def _looking(table: Table, name: str, look: int) -> dict[int, float]:
    """The numbers of a field with this look, by row of the sheet, in order."""
    number = table.header.columns.get(name)
    if number is None or look not in table.grid.all_looks:
        return {}
    column = table.grid.columns[number]
    looks = table.grid.looks(number, [row for row in table.rows if _is_number(column[row])])
    return {row: column[row] for row in sorted(row for row, found in looks.items() if found == look)}


def read_code_column(table: Table, name: str) -> ParsedColumn:
    """Codes; a number cell gets back the leading zeros that its number format shows.

    A number that its cell shows as a power of ten may have been a code like 102E10.
    """
    shown = _zero_texts(table, name)
    powers = set(_looking(table, name, POWER).values())
    numbered = {
        value
        for value in _distinct(table, name)
        if isinstance(value, str) and re.fullmatch(r"0\d+", value.strip())
    }

    def read(value: Any) -> Any:
        if _is_number(value) and value in powers:
            return fault("code-number", value=value)
        if value in shown:
            return fault("code-number", value=value) if shown[value] is None else shown[value]
        if numbered and _is_number(value):
            return fault("code-number", value=value)
        return read_code(value)

    return read_column(table, name, each(read), default="")


def _is_open(value: Any) -> bool:
    return isinstance(value, Fault) and value.code == "amount-left-open"


def _distinct(table: Table, name: str) -> list[Any]:
    codes = table.codes(name)
    values = table.grid.columns[table.header.columns[name]].values if codes is not None else []
    return [values[code] for code in set(codes or ())]


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _zero_texts(table: Table, name: str) -> dict[Any, str | None]:
    """Number cells of a code column of which some show leading zeros: the text they show.

    None for a number that stands both with and without zeros: it is not one code.
    """
    if max(table.grid.all_looks, default=0) <= 0 or not any(map(_is_number, _distinct(table, name))):
        return {}
    number = table.header.columns[name]
    column = table.grid.columns[number]
    rows = [row for row in table.rows if _is_number(column[row])]
    widths = {row: look for row, look in table.grid.looks(number, rows).items() if look > 0}
    texts: dict[Any, set[str]] = {}
    for row in rows if widths else ():
        value = column[row]
        if value % 1 == 0 and value >= 0:
            texts.setdefault(value, set()).add(str(int(value)).zfill(widths.get(row, 0)))
    return {value: found.pop() if len(found) == 1 else None for value, found in texts.items()}


def _reported(table: Table, spec: Column, column: ParsedColumn) -> ParsedColumn:
    column.bad = frozenset(code for code in set(column.codes) if isinstance(column.values[code], Fault))
    if column.bad:
        number = table.header.columns[spec.field]
        for row, code in zip(table.rows, column.codes, strict=True):
            if code in column.bad:
                table.findings.add_fault(column.values[code], table.sheet, (row, number), spec.header)
    return column


_WHAT = {
    Cell.TEXT: "een tekst",
    Cell.CODE: "de code",
    Cell.AMOUNT: "een bedrag",
    Cell.DATE: "een datum",
    Cell.YEAR: "een jaar",
    Cell.DOMAIN: "een opgavedomein",
    Cell.SOURCE: "een bron",
    Cell.THEME: "een thema",
    Cell.PERSON: "een naam",
    Cell.PERSONS: "twee of meer namen",
    Cell.CHOICE: "een waarde uit de lijst",
}
