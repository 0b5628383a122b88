"""A sheet as columns of numbered distinct values; knows nothing of their meaning."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from budget.workbook.cells import Logical, Marks, Raw

WIDEST = 16_384
"""Most columns that a spreadsheet has."""
_SHAPE = str.maketrans(dict.fromkeys("23456789", "1"))
_APART = "\0"


def shape_of(text: str) -> str:
    """A text with a 1 for each digit above 0."""
    return text.translate(_SHAPE)


class Column:
    """One column of a grid: `codes[row]` is the number of its value in `values`."""

    __slots__ = ("_numbers", "_shape_of", "_shapes", "_texts", "_values", "codes")

    def __init__(self) -> None:
        """A column without rows."""
        self.codes = array("I")
        self._numbers: dict[Raw, int] = defaultdict(count().__next__)
        self._values: list[Raw] = []
        self._texts = array("I")
        self._shapes: list[str] = []
        self._shape_of = array("I")

    @property
    def values(self) -> list[Raw]:
        """The distinct values, in order of appearance."""
        if len(self._values) != len(self._numbers):
            self._values = list(self._numbers)
            self._texts = array("I", (n for n, value in enumerate(self._values) if isinstance(value, str)))
        return self._values

    @property
    def texts(self) -> Iterator[tuple[int, str]]:
        """The distinct values that are texts, each after its number."""
        values: list[Any] = self.values  # The numbers of the texts among the values.
        return zip(self._texts, map(values.__getitem__, self._texts), strict=True)

    def texts_like(self, may: Callable[[str], bool]) -> list[tuple[int, str]]:
        """The distinct texts whose shape `may` be of a kind, each after its number.

        Thousands of invoices have a few shapes (see `shape_of`), and each shape is judged once.
        """
        texts = self.texts
        if len(self._shape_of) != len(self._texts):
            self._find_shapes([text for _, text in self.texts])
        shapes = {number for number, shape in enumerate(self._shapes) if may(shape)}
        if not shapes:
            return []
        return [text for text, shape in zip(texts, self._shape_of, strict=True) if shape in shapes]

    def _find_shapes(self, texts: list[str]) -> None:
        shapes = shape_of(_APART.join(texts)).split(_APART)
        if len(shapes) != len(texts):  # A text contains the separator.
            shapes = list(map(shape_of, texts))
        numbers: dict[str, int] = defaultdict(count().__next__)
        self._shape_of = array("I", map(numbers.__getitem__, shapes))
        self._shapes = list(numbers)

    def number(self, value: Raw) -> int:
        """The number of a value."""
        return self._numbers[value]

    def extend(self, cells: tuple[Raw, ...]) -> None:
        """Add the next rows."""
        if bool in set(map(type, cells)):
            cells = tuple(Logical(cell) if isinstance(cell, bool) else cell for cell in cells)
        self.codes.extend(map(self._numbers.__getitem__, cells))

    def skip(self, rows: int) -> None:
        """Add empty rows."""
        self.codes.extend(array("I", [self._numbers[""]]) * rows)

    def put(self, row: int, value: Raw) -> None:
        """Replace one cell; rows beyond the end are added as empty."""
        if row >= len(self.codes):
            self.skip(row + 1 - len(self.codes))
        self.codes[row] = self._numbers[value]

    def __getitem__(self, row: int) -> Raw:
        """The value in a row."""
        return self.values[self.codes[row]]


@dataclass(slots=True)
class Grid:
    """The cells of one sheet. Rows and columns count from 0, as in the sheet itself.

    `empty` are long empty stretches, as (first row, row after the last). `is_text`: there are no number
    cells, so that the column as a whole must show what its dots mean. Columns from `own_width` on are not in
    the sheet: they were derived from the column in `origins`, or from nothing. `fields` counts those of each
    row of a text file with commas between them. `looks` has, for some rows of a column, what they show
    besides a number, as in Marks; `all_looks` are those that occur.
    """

    name: str
    columns: list[Column] = field(default_factory=list)
    hidden: bool = False
    is_text: bool = False
    marks: Marks = field(default_factory=Marks)
    empty: list[tuple[int, int]] = field(default_factory=list)
    display_kinds: Callable[[int, list[int]], dict[int, int]] = lambda column, rows: {}
    all_display_kinds: frozenset[int] = frozenset()
    own_width: int = 0
    fields: array[int] = field(default_factory=lambda: array("I"))
    origins: dict[int, int | None] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """The number of rows."""
        return max((len(column.codes) for column in self.columns), default=0)

    def row(self, row: int) -> list[Raw]:
        """The cells of a row of the sheet itself, '' where empty."""
        own = self.columns[: self.own_width] if self.own_width else self.columns
        return [column[row] if row < len(column.codes) else "" for column in own]

    def add_empty(self, columns: Sequence[Column], rows: int) -> None:
        """Add a stretch of empty rows to `columns`, which have equal length."""
        first = len(columns[0].codes)
        self.empty.append((first, first + rows))
        for column in columns:
            column.skip(rows)

    def show_marked(self) -> None:
        """Replace cells that the marks call broken and the value reader shows as something else."""
        for (row, number), broken in self.marks.broken.items():
            if number < WIDEST:
                self.columns.extend(Column() for _ in range(number + 1 - len(self.columns)))
                self.columns[number].put(row, broken)


def add_column(grid: Grid, row: int, value: Callable[[int], Raw], origin: int | None) -> int:
    """Add a column behind those of the sheet and return its number.

    `value` gives the cell of a row below the header in `row`. Findings on the column name the cell of
    `origin` in the same row, or the whole sheet for None.
    """
    column = Column()
    above = grid.columns[origin] if origin is not None else None
    cells = [above[at] if above else "" for at in range(row + 1)]
    cells += [value(at) for at in range(row + 1, grid.height)]
    column.extend(tuple(cells))
    grid.columns.append(column)
    number = len(grid.columns) - 1
    grid.origins[number] = None if origin is None else grid.origins.get(origin, origin)
    return number
