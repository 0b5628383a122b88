"""Reads the columns of a table, each distinct value once, and reports every unreadable cell."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Container
from typing import Any, TypeGuard, TypeVar

from budget.intake.cell_text import display_text
from budget.intake.faults import Fault, Raw, fault
from budget.intake.grammar.amounts import read_amounts, uses_point
from budget.intake.grammar.dates import read_date, read_year
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.shares import read_share
from budget.intake.grammar.text import read_choice, read_code, read_known_persons, read_persons, read_text
from budget.intake.grammar.unknowns import is_unknown
from budget.intake.outcome import ParsedColumn
from budget.intake.places import euros
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.intake.spec import Cell, Column
from budget.workbook.cells import POWER, SHARE, THOUSANDS, Broken, is_blank, is_error_text
from budget.workbook.places import column_name

Reader = Callable[[list[Any]], list[Any]]
Record = TypeVar("Record")
ROUND_NUMBERS = 3
"""Number of different round amounts that makes a column one of round thousands."""


def read_column(table: Table, name: str, reader: Reader, *, default: Raw = None) -> ParsedColumn:
    """Read a field once per distinct value and report every cell that fails.

    Empty cells give `default`, or the finding cell-missing where the column is required. A failed cell has a
    Fault as its value.
    """
    spec = table.spec.column(name)
    codes = table.codes(name)
    if codes is None:
        return ParsedColumn(array("I", bytes(4 * len(table.rows))), [default])
    source = table.grid.columns[table.header.columns[name]].values
    values: list[Any] = [None] * len(source)
    missing = spec.required and not (spec.instead and spec.instead in table.header.columns)
    numbers = []
    for code in set(codes):
        value = source[code]
        if type(value) is float:
            numbers.append(code)
        elif type(value) is Broken:
            values[code] = fault(value.code, value=value.text or "?")
        elif type(value) is Fault:
            values[code] = value
        elif is_error_text(value):
            values[code] = fault("cell-error", value=value.strip())
        elif is_blank(value):
            values[code] = fault("cell-missing", what=_WHAT[spec.cell]) if missing else default
        else:
            numbers.append(code)
    for code, value in zip(numbers, reader([source[code] for code in numbers]), strict=True):
        values[code] = value
    return _reported(table, spec, ParsedColumn(codes, values))


def each(reader: Callable[[Raw], Raw]) -> Reader:
    """A reader of many values from a reader of one."""
    return lambda values: [reader(value) for value in values]


def read_amount_column(table: Table, name: str) -> ParsedColumn:
    """Cents; None for an optional cell that is empty or not yet known."""
    unit = table.units.get(name, 1)
    required = table.spec.column(name).required

    def reader(values: list[Any]) -> list[Any]:
        point = table.grid.is_text and uses_point(values)
        if point:
            letters = column_name(table.header.columns[name])
            table.findings.add("amount-point", table.sheet, column=letters)
        return [
            amount
            if required or not (isinstance(amount, Fault) and is_unknown(value))
            else fault("amount-left-open", value=value)
            for value, amount in zip(values, read_amounts(values, unit, point=point), strict=True)
        ]

    column = read_column(table, name, reader)
    if column.bad:
        column.values = [None if _is_open(value) else value for value in column.values]
    _report_shares(table, name)
    _ask_about_lost_zeros(table, name, unit)
    if unit > 1:
        _refuse_double_unit(table, name, unit)
    return column


def _ask_about_lost_zeros(table: Table, name: str, unit: int) -> None:
    """Ask about a number like 2.41 among round thousands, perhaps typed as 2.410; it is not guessed.

    Where the unit is a thousand, any whole number is round.
    """
    least, step, count = (1_000, 100, ROUND_NUMBERS) if unit == 1 else (0, 1, ROUND_NUMBERS - 1)
    values = _distinct(table, name)
    if any(_is_number(v) and v and not _is_odd(v) and (abs(v) < least or v % step) for v in values):
        return
    numbers = {value for value in values if _is_number(value) and value}
    odd = set(filter(_is_odd, numbers))
    if not odd or len(numbers - odd) < count:
        return
    column = table.grid.columns[table.header.columns[name]]
    for row in table.rows:
        if column[row] in odd:
            table.add("amount-lost-zero", row, name, value=column[row])


def _report_shares(table: Table, name: str) -> None:
    """Refuse a number that its cell shows as a percentage, whatever is stored."""
    for row, value in rows_with_display_kind(table, name, SHARE).items():
        table.add("amount-share", row, name, value=f"{display_text(value * 100)}%")


def _refuse_double_unit(table: Table, name: str, unit: int) -> None:
    """Ask about a number formatted in thousands under a title that states thousands."""
    for row in rows_with_display_kind(table, name, THOUSANDS):
        table.add("unit-format", row, name, factor=f"{unit:,}".replace(",", "."))


def rows_with_display_kind(table: Table, name: str, look: int) -> dict[int, float]:
    """The numbers of a field whose cells have this display kind, by row of the sheet, in order."""
    number = table.header.columns.get(name)
    if number is None or look not in table.grid.all_display_kinds:
        return {}
    column = table.grid.columns[number]
    looks = table.grid.display_kinds(number, [row for row in table.rows if _is_number(column[row])])
    cells = ((row, column[row]) for row in sorted(row for row, kind in looks.items() if kind == look))
    return {row: value for row, value in cells if _is_number(value)}


def read_code_column(table: Table, name: str) -> ParsedColumn:
    """Codes; a number cell gets back the leading zeros that its number format shows.

    A number that its cell shows as a power of ten may have been a code like 102E10.
    """
    texts = _zero_texts(table, name)
    powers = set(rows_with_display_kind(table, name, POWER).values())
    values = _distinct(table, name)
    numbered = any(map(_is_number, values)) and any(
        isinstance(value, str) and re.fullmatch(r"0\d+", value.strip()) for value in values
    )

    def read(value: Raw) -> Raw:
        if _is_number(value) and value in powers:
            return fault("code-number", value=value)
        if value in texts:
            return fault("code-number", value=value) if texts[value] is None else texts[value]
        if numbered and _is_number(value):
            return fault("code-number", value=value)
        return read_code(value)

    return read_column(table, name, each(read), default="")


def _is_open(value: Raw) -> bool:
    return isinstance(value, Fault) and value.code == "amount-left-open"


def _distinct(table: Table, name: str) -> list[Any]:
    codes = table.codes(name)
    values = table.grid.columns[table.header.columns[name]].values if codes is not None else []
    return [values[code] for code in set(codes or ())]


def _is_odd(value: float) -> bool:
    """Whether it may be a number of thousands with its last zeros lost."""
    return bool(abs(value) < 1_000 and value % 1)


def _is_number(value: Raw) -> TypeGuard[float]:
    return type(value) in (int, float)


def _zero_texts(table: Table, name: str) -> dict[Any, str | None]:
    """The displayed text of number cells in a code column, for values shown with leading zeros somewhere.

    None for a number shown both with and without zeros: it is not one code.
    """
    if max(table.grid.all_display_kinds, default=0) <= 0 or not any(map(_is_number, _distinct(table, name))):
        return {}
    number = table.header.columns[name]
    column = table.grid.columns[number]
    rows = [row for row in table.rows if _is_number(column[row])]
    widths = {row: look for row, look in table.grid.display_kinds(number, rows).items() if look > 0}
    texts: dict[Any, set[str]] = {}
    for row in rows if widths else ():
        value = column[row]
        if _is_number(value) and value % 1 == 0 and value >= 0:
            texts.setdefault(value, set()).add(str(int(value)).zfill(widths.get(row, 0)))
    return {value: distinct.pop() if len(distinct) == 1 else None for value, distinct in texts.items()}


def _reported(table: Table, spec: Column, column: ParsedColumn) -> ParsedColumn:
    # A value that occurs in no row was not read.
    column.bad = frozenset(code for code, value in enumerate(column.values) if type(value) is Fault)
    if column.bad:
        number = table.header.columns[spec.field]
        for row, code in zip(table.rows, column.codes, strict=True):
            if code in column.bad:
                table.report_fault(column.values[code], row, number, spec.header)
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
    Cell.KNOWN_PERSONS: "een naam",
    Cell.CHOICE: "een waarde uit de lijst",
    Cell.STEP: "een stap",
    Cell.SHARE: "een deel in procent",
}


def read_columns(table: Table, vocabulary: Vocabulary) -> dict[str, ParsedColumn]:
    """All columns of a sheet, read by their declaration."""
    years = vocabulary.years
    readers: dict[Cell, Callable[[Any], Any]] = {
        Cell.TEXT: read_text,
        Cell.DATE: lambda value: read_date(value, years),
        Cell.YEAR: lambda value: read_year(value, years),
        Cell.DOMAIN: vocabulary.domain.find,
        Cell.SOURCE: vocabulary.source.find,
        Cell.THEME: vocabulary.any_theme.find,
        Cell.PERSON: vocabulary.person.find,
        Cell.STEP: vocabulary.step.find,
        Cell.SHARE: read_share,
        Cell.PERSONS: lambda value: read_persons(value, vocabulary.person.find),
        Cell.KNOWN_PERSONS: lambda value: read_known_persons(value, vocabulary.person.find),
    }
    parsed = {}
    for column in table.spec.columns:
        if column.cell is Cell.AMOUNT:
            parsed[column.field] = read_amount_column(table, column.field)
        elif column.cell is Cell.CODE:
            parsed[column.field] = read_code_column(table, column.field)
        elif column.cell is Cell.CHOICE:
            parsed[column.field] = read_column(table, column.field, each(_choice_reader(column.options)))
        else:
            parsed[column.field] = read_column(table, column.field, each(readers[column.cell]), default="")
    return parsed


def _choice_reader(options: tuple[str, ...]) -> Callable[[Any], str | Fault]:
    return lambda value: read_choice(value, options)


def read_records(
    table: Table, columns: dict[str, ParsedColumn], make: Callable[[dict[str, Any]], Record]
) -> list[tuple[int, Record]]:
    """(sheet row, record) of every data row without a fault."""
    records = []
    for number, row in enumerate(table.rows):
        values = {name: column[number] for name, column in columns.items()}
        if not any(isinstance(value, Fault) for value in values.values()):
            records.append((row, make(values)))
    return records


def check_codes(
    table: Table, columns: dict[str, ParsedColumn], index: PlanIndex, other_codes: Container[str] = ()
) -> None:
    """Report line codes that are in no plan, nor among `other_codes`."""
    for row, code in zip(table.rows, columns["code"].all(), strict=True):
        if isinstance(code, str) and code and code not in index.domains and code not in other_codes:
            table.add("code-unknown", row, "code", value=code, year="", times="", hint=index.hint(code))


def forbid_negative(table: Table, columns: dict[str, ParsedColumn], name: str) -> None:
    """Report amounts below zero."""
    for row, amount in zip(table.rows, columns[name].all(), strict=True):
        if isinstance(amount, int) and amount < 0:
            table.add(
                "amount-negative", row, name, column=table.spec.column(name).header, value=euros(amount)
            )
