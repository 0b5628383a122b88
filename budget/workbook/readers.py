"""Reads a workbook of any kind into grids of cell values, column by column and value by value."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import TypeGuard

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from budget.workbook.cells import Broken, Marks, Place, Raw
from budget.workbook.grid import Column, Grid
from budget.workbook.limits import Limits, RefusedError
from budget.workbook.ods_marks import ods_marks, readable_content
from budget.workbook.places import cell_name
from budget.workbook.xls import read_xls
from budget.workbook.xlsx_marks import (
    doubled_cells,
    raw_cells,
    struck_cells,
    struck_styles,
    styled_looks,
    without_broken,
)
from budget.workbook.zip_guard import Archive

_CHUNK = 8_192
_LATE = re.compile(r"\d+\.9\d*")
_FAILURES = CalamineError, OSError
"""What calamine raises for an invalid file."""
RawCells = Callable[[set[str]], dict[str, tuple[int, str]]]
Progress = Callable[[float], None]
"""Progress callback: fraction of the sheets read (0..1)."""


def read_grids(
    data: bytes, archive: Archive | None, limits: Limits, progress: Progress
) -> Iterator[Grid | str]:
    """Every sheet as a grid, or the name of one that cannot be read. Raises RefusedError."""
    return _read_zipped(archive, limits, progress) if archive else read_xls(data, limits, progress)


def _read_zipped(archive: Archive, limits: Limits, progress: Progress) -> Iterator[Grid | str]:
    book = _open_whole(archive)
    if len({name.casefold() for name in book.sheet_names}) < len(book.sheet_names):
        raise RefusedError("file-unsafe", reason="twee bladen hebben dezelfde naam")
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    marks = {} if archive.sheets else ods_marks(archive.read("content.xml"))
    # Where the two read a name differently the order decides, if there are as many.
    names = book.sheet_names
    in_order = dict(zip(names, marks.values(), strict=True)) if len(names) == len(marks) else {}
    looks = styled_looks(archive.read("xl/styles.xml"))
    for number, sheet in enumerate(sheets):
        progress(number / len(sheets))
        grid = Grid(sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
        has_xml = sheet.name in archive.sheets
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
            _mark_from_xml(grid, archive, looks)
        elif found:
            grid.marks = found
            grid.show_marked()
            grid.looks, grid.all_looks = _looks(found), frozenset(found.looks.values())
        yield grid


def _fill_without_broken(grid: Grid, archive: Archive, limits: Limits) -> bool:
    """Read a sheet without the cells that stop the reader; False if that does not help."""
    part, marks = archive.sheets[grid.name], archive.marks[grid.name]
    xml, broken = without_broken(archive.read(part), archive.read("xl/sharedStrings.xml"))
    try:
        _fill(grid, _open(archive.with_part(part, xml), archive), limits)
    except _FAILURES:
        return False
    marks.broken.update(broken)
    marks.filled -= len(broken)
    return True


def _open_whole(archive: Archive) -> CalamineWorkbook:
    """The workbook; for OpenDocument without what stops the reader."""
    try:
        return _open(archive.data, archive)
    except RefusedError:
        content = archive.read("content.xml")
        readable = readable_content(content)
        if readable == content:
            raise
        return _open(archive.with_part("content.xml", readable), archive)


def _open(data: bytes, archive: Archive) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except _FAILURES as error:
        if archive.has("xl/macrosheets/"):
            raise RefusedError("file-unsafe", reason="het bevat een blad met Excel 4-macro's") from error
        is_locked = "password" in f"{type(error).__name__} {error}".lower()
        raise RefusedError("file-password" if is_locked else "file-damaged") from error
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
    limits.check_sheet(grid.name, height, width)
    grid.columns = [Column() for _ in range(width)]
    filled = grid.columns[sheet.start[1] :]
    rows = sheet.iter_rows()
    nothing: list[Raw] = [""] * len(filled)
    while chunk := list[Sequence[Raw]](islice(rows, _CHUNK)):
        if chunk[0] == nothing and chunk.count(nothing) == len(chunk):
            grid.add_empty(filled, len(chunk))
            continue
        for column, cells in zip(filled, zip(*chunk, strict=True), strict=True):
            column.extend(cells)
    for column in grid.columns[: sheet.start[1]]:
        column.put(height - 1, "")


def _mark_from_xml(grid: Grid, archive: Archive, styles: dict[int, int]) -> None:
    marks, part = archive.marks[grid.name], archive.sheets[grid.name]
    if marks.filled > _count_filled(grid):
        for place in doubled_cells(archive.read(part)):
            marks.broken[place] = Broken("cell-double", "")
    if struck := struck_styles(archive.read("xl/styles.xml")):
        marks.struck = struck_cells(archive.read(part), struck)
    grid.marks = marks
    grid.show_marked()

    def raw(wanted: set[str]) -> dict[str, tuple[int, str]]:
        return raw_cells(archive.read(part), wanted)

    def looks(column: int, rows: list[int]) -> dict[int, int]:
        names = {cell_name(row, column): row for row in rows}
        return {names[name]: styles[style] for name, (style, _) in raw(set(names)).items() if style in styles}

    grid.looks, grid.all_looks = looks, frozenset(styles.values())
    _undo_rounding(grid, raw)


def _count_filled(grid: Grid) -> int:
    return sum(len(column.codes) - column.codes.count(column.number("")) for column in grid.columns)


def _looks(marks: Marks) -> Callable[[int, list[int]], dict[int, int]]:
    looks = marks.looks
    return lambda column, rows: {row: looks[row, column] for row in rows if (row, column) in looks}


def _undo_rounding(grid: Grid, raw: RawCells) -> None:
    """Restore the day of moments like 23:59:59.9999, which the reader rounds to the next midnight."""
    midnights: dict[str, Place] = {
        cell_name(row, number): (row, number)
        for number, column in enumerate(grid.columns)
        if datetime in set(map(type, column.values)) and any(map(_is_midnight, column.values))
        for row, code in enumerate(column.codes)
        if _is_midnight(column.values[code])
    }
    found = raw(set(midnights)) if midnights else {}
    for name, (_, text) in found.items():
        row, number = midnights[name]
        value = grid.columns[number][row]
        if _LATE.fullmatch(text) and _is_midnight(value):
            grid.columns[number].put(row, value.date() - timedelta(days=1))


def _is_midnight(value: Raw) -> TypeGuard[datetime]:
    return type(value) is datetime and value.time() == time.min
