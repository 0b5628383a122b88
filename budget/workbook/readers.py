"""Reads a workbook of any kind into grids of cell values, column by column and value by value."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from budget.workbook.cell_marks import Marks
from budget.workbook.cells import Broken
from budget.workbook.grid import Column, Grid
from budget.workbook.limits import Limits
from budget.workbook.ods_marks import ods_marks, without_broken_values
from budget.workbook.places import cell_name
from budget.workbook.xls_marks import xls_marks
from budget.workbook.xlsb_marks import xlsb_marks
from budget.workbook.xlsx_marks import doubled_cells, raw_cells, styled_looks, without_broken
from budget.workbook.zip_guard import Archive, RefusedError

_CHUNK = 8_192
_WIDEST = 16_384
_LATE = re.compile(r"\d+\.9\d*")
_FAILURES = CalamineError, OSError
"""What the reader says of a file that is not as it should be."""
Progress = Callable[[float], None]


def read_grids(
    data: bytes, archive: Archive | None, limits: Limits, progress: Progress
) -> Iterator[Grid | str]:
    """Every sheet as a grid, or the name of one that cannot be read. Raises RefusedError."""
    book = _open_whole(data, archive)
    if len({name.casefold() for name in book.sheet_names}) < len(book.sheet_names):
        raise RefusedError("file-unsafe", reason="twee bladen hebben dezelfde naam")
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    marks = _binary_marks(data, archive)
    # A name in letters that the two read differently: then the order tells, if there are as many.
    names = book.sheet_names
    in_order = dict(zip(names, marks.values(), strict=True)) if len(names) == len(marks) else {}
    styles = styled_looks(archive.read("xl/styles.xml")) if archive else {}
    for number, sheet in enumerate(sheets):
        progress(number / len(sheets))
        grid = Grid(sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
        has_xml = archive is not None and sheet.name in archive.sheets
        found = archive.marks[sheet.name] if has_xml else marks.get(sheet.name, in_order.get(sheet.name))
        try:
            _fill(grid, book, limits)
        except _FAILURES:
            if not (has_xml and _fill_without_broken(grid, archive, limits)):
                yield sheet.name
                continue
        if found and found.is_damaged:
            yield sheet.name
            continue
        if has_xml:
            _mark_from_xml(grid, archive, styles)
        elif found:
            _mark(grid, found)
            _undo_rounding(grid, found.late)
            grid.looks, grid.all_looks = _looks(found), frozenset(found.looks.values())
        yield grid


def _fill_without_broken(grid: Grid, archive: Archive, limits: Limits) -> bool:
    """Read a sheet past the cells that stop the reader; False where that does not help."""
    part, marks = archive.sheets[grid.name], archive.marks[grid.name]
    xml, broken = without_broken(archive.read(part), archive.read("xl/sharedStrings.xml"))
    try:
        _fill(grid, _open(archive.with_part(part, xml), archive), limits)
    except _FAILURES:
        return False
    marks.broken.update(broken)
    marks.filled -= len(broken)
    return True


def _binary_marks(data: bytes, archive: Archive | None) -> dict[str, Marks]:
    """The marks per sheet of a workbook that is not .xlsx."""
    if archive is None:
        return xls_marks(data)
    if "xl/workbook.bin" in archive.parts:
        return xlsb_marks(archive)
    return ods_marks(archive.read("content.xml"))


def _open_whole(data: bytes, archive: Archive | None) -> CalamineWorkbook:
    """The workbook; one of OpenDocument without values that are no numbers, where these stop the reader."""
    try:
        return _open(data, archive)
    except RefusedError:
        content = archive.read("content.xml") if archive else b""
        sound = without_broken_values(content)
        if sound == content:
            raise
        return _open(archive.with_part("content.xml", sound), archive)


def _open(data: bytes, archive: Archive | None) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except _FAILURES as error:
        encrypted = "password" in f"{type(error).__name__} {error}".lower()
        if archive and archive.has("xl/macrosheets/"):
            raise RefusedError("file-unsafe", reason="het bevat een blad met Excel 4-macro's") from error
        raise RefusedError("file-password" if encrypted else "file-damaged") from error
    except BaseException as error:
        # The reader panics on parts that point to nothing; a panic is no Exception and has no public class.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError("file-damaged") from error


def _fill(grid: Grid, book: CalamineWorkbook, limits: Limits) -> None:
    sheet = book.get_sheet_by_name(grid.name)
    if sheet.start is None or sheet.end is None:
        return
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    for what, size, limit in (
        ("rijen", height, limits.rows),
        ("kolommen", width, limits.columns),
        ("cellen", height * width, limits.cells),
    ):
        if size > limit:
            raise RefusedError(
                "file-size", what=f"{what} op blad {grid.name}", size=str(size), limit=str(limit)
            )
    grid.columns = [Column() for _ in range(width)]
    filled = grid.columns[sheet.start[1] :]
    rows = sheet.iter_rows()
    nothing = [""] * len(filled)
    while chunk := list(islice(rows, _CHUNK)):
        if chunk[0] == nothing and chunk.count(nothing) == len(chunk):
            _skip(grid, filled, len(chunk))
            continue
        for column, cells in zip(filled, zip(*chunk, strict=True), strict=True):
            column.extend(cells)
    for column in grid.columns[: sheet.start[1]]:
        column.put(height - 1, "")


def _skip(grid: Grid, columns: list[Column], rows: int) -> None:
    first = len(columns[0].codes)
    grid.empty.append((first, first + rows))
    for column in columns:
        column.skip(rows)


def _mark(grid: Grid, marks: Marks) -> None:
    """Put what the file tells of cells where the reader shows nothing."""
    grid.marks = marks
    for (row, column), broken in marks.broken.items():
        if column < _WIDEST:
            grid.columns.extend(Column() for _ in range(column + 1 - len(grid.columns)))
            grid.columns[column].put(row, broken)


def _mark_from_xml(grid: Grid, archive: Archive, styles: dict[int, int]) -> None:
    marks, part = archive.marks[grid.name], archive.sheets[grid.name]
    if marks.filled > _count_filled(grid):
        for place in doubled_cells(archive.read(part)):
            marks.broken[place] = Broken("cell-double", "")
    _mark(grid, marks)

    def raw(wanted: set[str]) -> dict[str, tuple[int, str]]:
        return raw_cells(archive.read(part), wanted)

    def looks(column: int, rows: list[int]) -> dict[int, int]:
        names = {cell_name(row, column): row for row in rows}
        return {names[name]: styles[style] for name, (style, _) in raw(set(names)).items() if style in styles}

    grid.looks, grid.all_looks = looks, frozenset(styles.values())
    _undo_rounding(grid, _late_moments(grid, raw))


def _count_filled(grid: Grid) -> int:
    return sum(len(column.codes) - column.codes.count(column.number("")) for column in grid.columns)


def _looks(marks: Marks) -> Callable[[int, list[int]], dict[int, int]]:
    looks = marks.looks
    return lambda column, rows: {row: looks[row, column] for row in rows if (row, column) in looks}


def _late_moments(grid: Grid, raw: Callable[[set[str]], dict[str, tuple[int, str]]]) -> list[tuple[int, int]]:
    """Cells with a moment like 23:59:59.9999 that the reader rounded to the next midnight."""
    midnights = {
        cell_name(row, number): (row, number)
        for number, column in enumerate(grid.columns)
        if any(_is_midnight(value) for value in column.values)
        for row, code in enumerate(column.codes)
        if _is_midnight(column.values[code])
    }
    found = raw(set(midnights)) if midnights else {}
    return [midnights[name] for name, (_, text) in found.items() if _LATE.fullmatch(text)]


def _undo_rounding(grid: Grid, late: list[tuple[int, int]]) -> None:
    """Give their own day back to moments that the reader rounded to the next midnight."""
    for row, number in late:
        column = grid.columns[number] if number < len(grid.columns) else None
        if column and row < len(column.codes) and _is_midnight(column[row]):
            column.put(row, column[row].date() - timedelta(days=1))


def _is_midnight(value: Any) -> bool:
    return type(value) is datetime and value.time() == time.min
