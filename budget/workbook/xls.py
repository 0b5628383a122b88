"""Reads an old .xls workbook sheet by sheet, with what its cells show."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, product, repeat
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.formatting import XF
from xlrd.sheet import Sheet

from budget.workbook.cells import (
    BUILT_IN_DISPLAY_KINDS,
    MOST_MARKS,
    Broken,
    Logical,
    Marks,
    Place,
    Raw,
    display_kind,
    is_blank,
)
from budget.workbook.grid import Column, Grid
from budget.workbook.limits import Limits, RefusedError
from budget.workbook.number_format import ABOVE, BELOW, TEXT, ZERO, display_flags

_CHUNK = 8_192
_LAST_ROW, _WIDEST = 65_536, 256
_NUMBERS = frozenset((xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE))
_AS_THEY_ARE = frozenset((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER))
_EMPTY = xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LAST_DAY = 2_950_000
"""A serial day in the year 9976, the last that is read as a date in either calendar."""
_DAY_1904 = 1_462
_LEAP_1900 = 60
"""Excel counts a 29 February 1900; up to that day its serial numbers are one off."""
_MILLISECONDS = 86_400_000
_OTHERWISE = ABOVE | BELOW | ZERO | TEXT
_REPEATED, _PLAIN, _SOLID = 4, 0, 1
"""An alignment that fills the cell with its text; no pattern behind a cell, and one colour."""
_SMALL = 60
"""Twips: three points."""
_WHITE = (255, 255, 255)


def read_xls(data: bytes, limits: Limits, progress: Callable[[float], None]) -> Iterator[Grid | str]:
    """Every sheet as a grid, or the name of one that cannot be read. Raises RefusedError.

    One sheet is unpacked at a time. `limits.cells` covers all sheets together: a few bytes can put a cell in
    the far corner of each.
    """
    book = _open(data)
    names = book.sheet_names()
    if len({name.casefold() for name in names}) < len(names):
        raise RefusedError("file-unsafe", reason="twee bladen hebben dezelfde naam")
    styles, cells = _Styles(book), 0
    for number, name in enumerate(names):
        progress(number / len(names))
        sheet = _load(book, number)
        if sheet is None:
            yield name
            continue
        grid = _Reader(sheet, styles, limits).read(cells)
        book.unload_sheet(number)
        cells += grid.height * len(grid.columns)
        yield grid


def _open(data: bytes) -> Book:
    try:
        return xlrd.open_workbook(
            file_contents=data,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            # Some exporters link a sector of the container twice; its records are valid.
            ignore_workbook_corruption=True,
        )
    except MemoryError:
        raise
    except Exception as error:
        # A damaged file makes xlrd raise all kinds of exceptions.
        is_locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
        raise RefusedError("file-password" if is_locked else "file-damaged") from error


def _load(book: Book, number: int) -> Sheet | None:
    try:
        return book.sheet_by_index(number)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as in _open
        return None


class _Styles:
    """The meaning of a number by style, from the workbook's number formats."""

    def __init__(self, book: Book) -> None:
        codes = {key: number_format.format_str or "" for key, number_format in book.format_map.items()}
        looks = BUILT_IN_DISPLAY_KINDS | {key: display_kind(code) for key, code in codes.items() if code}
        keys = [style.format_key for style in book.xf_list]
        self.display_kinds = {style: looks[key] for style, key in enumerate(keys) if looks.get(key)}
        shown = {key: display_flags(code) for key, code in codes.items() if code}
        self.shown = {style: shown[key] for style, key in enumerate(keys) if shown.get(key)}
        struck = {number for number, font in enumerate(book.font_list) if font.struck_out}
        self.struck = {
            style for style, cell_format in enumerate(book.xf_list) if cell_format.font_index in struck
        }
        repeated = [n for n, form in enumerate(book.xf_list) if form.alignment.hor_align == _REPEATED]
        self.shown |= dict.fromkeys(repeated, _OTHERWISE)
        self.pale = {style for style, form in enumerate(book.xf_list) if _is_pale(book, form)}
        self._durations = {style for style, key in enumerate(keys) if _DURATION.search(codes.get(key, ""))}
        self._shift = _DAY_1904 if book.datemode else 0

    def moment(self, value: float, style: int) -> Raw:
        """Convert a serial day number to a date, datetime, time or duration."""
        if not -_LAST_DAY <= value <= _LAST_DAY:
            return value if value > 0 else time.min
        if style in self._durations:
            return timedelta(milliseconds=round(value * _MILLISECONDS))
        days = math.floor(value)
        if days + self._shift < 0:
            return time.min
        thousandths = round((value - days) * _MILLISECONDS)
        if thousandths == _MILLISECONDS and days == 0:
            return time.min
        clock = (datetime.min + timedelta(milliseconds=thousandths % _MILLISECONDS)).time()
        if days == 0 and not self._shift:
            return clock
        # A moment too close to midnight to tell apart stays in its own day.
        day = _day(days + self._shift)
        return datetime.combine(day, clock) if clock != time.min else day


def _is_pale(book: Book, style: XF) -> bool:
    """Whether a text has the colour of what is behind it, or no size."""
    if style.font_index >= len(book.font_list):
        return False
    font = book.font_list[style.font_index]
    if font.height < _SMALL:
        return True
    ink, pattern = book.colour_map.get(font.colour_index), style.background.fill_pattern
    paper = book.colour_map.get(style.background.pattern_colour_index) if pattern == _SOLID else _WHITE
    return ink is not None and pattern in (_PLAIN, _SOLID) and ink == paper


def _day(days: int) -> date:
    return date(1899, 12, 31 if days < _LEAP_1900 else 30) + timedelta(days=days)


class _Reader:
    """Builds the grid of one sheet."""

    def __init__(self, sheet: Sheet, styles: _Styles, limits: Limits) -> None:
        self._sheet, self._styles, self._limits = sheet, styles, limits
        self._marks = Marks()

    def read(self, before: int) -> Grid:
        """The grid; `before` are the cells of the sheets before it."""
        sheet = self._sheet
        grid = Grid(sheet.name, hidden=bool(sheet.visibility), marks=self._marks)
        widths = [_width(sheet.row_values(row)) for row in range(sheet.nrows)]
        height = max((row + 1 for row, width in enumerate(widths) if width), default=0)
        width = max(widths, default=0)
        self._limits.check_sheet(sheet.name, height, width, before)
        grid.columns = [Column() for _ in range(width)]
        for first in range(0, height, _CHUNK):
            self._extend(grid, range(first, min(first + _CHUNK, height)), widths)
        self._hidden()
        self._covered(grid)
        looks = self._marks.display_kinds
        grid.display_kinds = lambda column, rows: {
            row: looks[row, column] for row in rows if (row, column) in looks
        }
        grid.all_display_kinds = frozenset(looks.values())
        return grid

    def _extend(self, grid: Grid, rows: range, widths: Sequence[int]) -> None:
        if not any(widths[rows.start : rows.stop]):
            grid.add_empty(grid.columns, len(rows))
            return
        width = len(grid.columns)
        chunk = [[*self._row(row)[:width], *repeat("", width - self._sheet.row_len(row))] for row in rows]
        for column, cells in zip(grid.columns, zip(*chunk, strict=True), strict=True):
            column.extend(cells)

    def _row(self, row: int) -> list[Raw]:
        values: list[Any] = self._sheet.row_values(row)
        kinds: Sequence[int] = self._sheet.row_types(row)
        row_kinds = set(kinds)
        if self._styles.display_kinds and not row_kinds.isdisjoint(_NUMBERS):
            self._look(row, kinds)
        if self._styles.struck:
            self._mark(row, kinds, self._styles.struck, self._marks.struck)
        if self._styles.pale:
            self._mark(row, kinds, self._styles.pale, self._marks.unseen)
        if self._styles.shown:
            self._show(row, kinds)
        if row_kinds <= _AS_THEY_ARE:
            return values
        return [
            value if kind in _AS_THEY_ARE else self._value(row, column, kind, value)
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True))
        ]

    def _value(self, row: int, column: int, kind: int, value: float) -> Raw:
        if kind == xlrd.XL_CELL_DATE:
            return self._styles.moment(value, self._sheet.cell_xf_index(row, column))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Logical(bool(value))
        broken = Broken("cell-error", xlrd.error_text_from_code.get(value, "#?"))
        self._marks.broken[row, column] = broken
        return broken

    def _look(self, row: int, kinds: Sequence[int]) -> None:
        looks, marks = self._styles.display_kinds, self._marks.display_kinds
        for column, kind in enumerate(kinds):
            if kind in _NUMBERS and (look := looks.get(self._sheet.cell_xf_index(row, column))):
                if len(marks) >= MOST_MARKS:
                    return
                marks[row, column] = look

    def _mark(self, row: int, kinds: Sequence[int], styles: set[int], marked: set[Place]) -> None:
        """Add the filled cells in one of these styles."""
        sheet = self._sheet
        cells = (column for column, kind in enumerate(kinds) if kind not in _EMPTY)
        marked_cells = {(row, column) for column in cells if sheet.cell_xf_index(row, column) in styles}
        if len(marked) < MOST_MARKS:
            marked |= marked_cells

    def _show(self, row: int, kinds: Sequence[int]) -> None:
        """Mark the cells whose format shows something else."""
        styles, sheet, marks = self._styles.shown, self._sheet, self._marks.shown
        for column, kind in enumerate(kinds):
            flags = 0 if kind in _EMPTY else styles.get(sheet.cell_xf_index(row, column), 0)
            if flags and len(marks) < MOST_MARKS:
                marks[row, column] = flags

    def _covered(self, grid: Grid) -> None:
        """Mark the filled cells that a merged one covers."""
        for top, bottom, left, right in self._sheet.merged_cells:
            for row, number in product(range(top, min(bottom, grid.height)), range(left, right)):
                is_first = (row, number) == (top, left) or number >= len(grid.columns)
                if not is_first and not is_blank(grid.columns[number][row]):
                    self._marks.unseen.add((row, number))

    def _hidden(self) -> None:
        rows, columns = self._sheet.rowinfo_map, self._sheet.colinfo_map
        own = (row for row, row_info in rows.items() if row_info.hidden)
        others = (row for row in range(_LAST_ROW) if row not in rows)
        self._marks.hidden_rows.extend(chain(own, others if self._sheet.default_row_hidden else ()))
        self._marks.hidden_columns.extend(
            c for c, column_info in columns.items() if column_info.hidden and c < _WIDEST
        )


def _width(values: Sequence[Raw]) -> int:
    """The number of cells in a row up to the last with a value."""
    width = len(values)
    while width and values[width - 1] == "":
        width -= 1
    return width
