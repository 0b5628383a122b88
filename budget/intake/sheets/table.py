"""A recognised sheet: the meaning of its header, the rows that count, and the amounts in its columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from budget.intake.faults import Fault, Raw, Reports, fault
from budget.intake.grammar.amounts import read_amount, read_amounts, uses_point
from budget.intake.spec import Column, SheetSpec
from budget.model.words import Cents
from budget.workbook.cells import Broken, is_blank
from budget.workbook.grid import Column as GridColumn
from budget.workbook.grid import Grid


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header of a sheet is and what it means. Rows and columns count from 0.

    `columns` gives the column of each field; `doubles` are (column, the same header before it); `ignored` are
    columns with an unknown header.
    """

    spec: SheetSpec
    first: int
    last: int
    columns: dict[str, int]
    texts: dict[int, str]
    doubles: tuple[tuple[int, int], ...]
    ignored: tuple[int, ...]
    missing: tuple[Column, ...]

    @property
    def is_complete(self) -> bool:
        """Whether no required column is missing."""
        return not self.missing

    @property
    def is_near(self) -> bool:
        """Whether the sheet was clearly meant to be of this kind, though required columns are missing."""
        present = len(self.spec.required) - len(self.missing)
        lacks_one = len(self.columns) >= 4 and len(self.missing) == 1
        return lacks_one or (present >= 3 and present > len(self.missing))

    @property
    def is_nearly_complete(self) -> bool:
        """Whether so little is missing that the sheet cannot be an overview of another one."""
        present = len(self.spec.required) - len(self.missing)
        return len(self.missing) == 1 or present >= 3 * len(self.missing)


@dataclass(frozen=True, slots=True)
class Months:
    """Adjoining month or quarter columns of one sheet: read one by one, together one statement.

    It covers `first` to `last`; `paid` is the end of the latest month with money. It covers the lines of
    `rows`, even those without an amount in any month.
    """

    first: date
    last: date
    paid: date
    rows: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Table:
    """A recognised sheet. `rows` are its data rows, counted from 0 in the sheet; `units` euros per field.

    `kinds` has the kind of each row that is not plainly complete. `date_months` is the length of the period
    whose last day a booking date is, 0 where dates are days; `until` is the closing day that a sheet of such
    dates states. A column per month is one of `months`, of which only the latest `is_latest`. `left_out` are
    the cents of rows that a mapping does not count. With `is_dated` a mapping gives the day, and no title
    contradicts it. `apart` has the rows before those of one line were added up.
    """

    grid: Grid
    header: Header
    findings: Reports
    rows: list[int] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    date_months: int = 0
    until: date | None = None
    months: Months | None = None
    is_latest: bool = True
    left_out: dict[int, Cents] = field(default_factory=dict)
    is_dated: bool = False
    apart: Table | None = field(default=None, compare=False)
    amounts: dict[str, tuple[GridColumn, int, array[int], list[Cents]]] = field(
        default_factory=dict, compare=False
    )
    """The last result of `amounts_of` per field: its column, unit, value numbers and cents, by row."""

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.grid.name

    @property
    def spec(self) -> SheetSpec:
        """Declaration of its kind."""
        return self.header.spec

    def titles(self) -> list[list[Raw]]:
        """The cells above the header, row by row, without the empty ones."""
        return [[c for c in self.grid.row(row) if not is_blank(c)] for row in range(self.header.first)]

    def add(self, code: str, row: int, name: str, /, **values: Raw) -> None:
        """Report the cell of field `name` in a row of the sheet."""
        spec = self.spec.column(name)
        number = self.header.columns.get(name, self.header.columns.get(spec.instead, 0))
        self.report(code, row, number, spec.header, **values)

    def report(self, code: str, row: int, number: int, header: str = "", /, **values: Raw) -> None:
        """Report a cell of the grid; for a derived column its origin, else the whole sheet."""
        origin = self.grid.origins.get(number, number)
        at = None if origin is None else (row, origin)
        self.findings.add(code, self.sheet, at, header, **values)

    def report_fault(self, fault: Fault, row: int, number: int, header: str) -> None:
        """Report the fault of a cell in the column named `header`."""
        self.report(fault.code, row, number, header, **fault.values)

    def codes(self, name: str) -> array[int] | None:
        """Value number of the field in each data row; None if the sheet has no such column."""
        number = self.header.columns.get(name)
        if number is None:
            return None
        codes = self.grid.columns[number].codes
        if self.rows and self.rows[-1] - self.rows[0] + 1 == len(self.rows):
            return codes[self.rows[0] : self.rows[-1] + 1]
        return array("I", map(codes.__getitem__, self.rows))


def amounts_in(
    grid: Grid, number: int, first: int, unit: int, *, point: bool = False
) -> Callable[[int], Cents | Fault | None]:
    """A function giving the cents in any row of a column from row `first` on; None for an empty cell.

    With `point` a dot is the decimal sign; without it the column itself may prove that.
    """
    column = grid.columns[number]
    values, codes_used = column.values, set(column.codes[first:])
    point = point or (grid.is_text and uses_point([values[code] for code in codes_used]))
    cache: dict[int, Cents | Fault | None] = {}
    for code in codes_used:
        value = values[code]
        if isinstance(value, Broken):
            cache[code] = fault(value.code, value=value.text or "?")
        elif isinstance(value, Fault):
            cache[code] = value
        else:
            cache[code] = None if is_blank(value) else read_amount(value, unit, point=point)
    return lambda row: cache[column.codes[row]] if row < len(column.codes) else None


def amounts_of(table: Table, name: str = "") -> list[Cents]:
    """Cents of a field in each data row, 0 if there is no amount; reports nothing.

    Without a name, of the field that this kind of sheet is summed by.
    """
    name = name or table.spec.total
    codes = table.codes(name)
    if codes is None:
        return [0] * len(table.rows)
    column, unit = table.grid.columns[table.header.columns[name]], table.units.get(name, 1)
    read = table.amounts.get(name)
    if read is None or read[0] is not column or read[1:3] != (unit, codes):
        amounts = _amounts(table, name, unit, list(set(codes)))
        read = table.amounts[name] = column, unit, codes, [amounts[code] for code in codes]
    return read[3].copy()


def texts_of(
    table: Table, says: Callable[[str], bool], may: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    """(row, column, text) of each counted row with such a text; the first per row.

    `may` is a test of shapes (see `Column.texts_like`) that every such text passes.
    """
    hits: dict[int, tuple[int, str]] = {}
    width = table.grid.own_width or len(table.grid.columns)
    for number in reversed(range(width)):
        column = table.grid.columns[number]
        codes = {n: text for n, text in column.texts_like(may) if says(text)}
        for row in table.rows if codes else ():
            if row < len(column.codes) and column.codes[row] in codes:
                hits[row] = (number, codes[column.codes[row]])
    return ((row, *hits[row]) for row in sorted(hits))


def _amounts(table: Table, name: str, unit: int, numbers: list[int]) -> dict[int, Cents]:
    source = table.grid.columns[table.header.columns[name]].values
    texts = ["" if isinstance(source[code], (Broken, Fault)) else source[code] for code in numbers]
    amounts = read_amounts(texts, unit, point=table.grid.is_text and uses_point(texts))
    return {
        code: cents if isinstance(cents, int) else 0 for code, cents in zip(numbers, amounts, strict=True)
    }
