"""Reads a workbook of any kind into grids of cell values, column by column and value by value."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import TypeGuard

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from budget.workbook.cells import MOST_MARKS, Broken, Marks, Place, Raw, is_blank
from budget.workbook.grid import Column, Grid
from budget.workbook.limits import Limits, RefusedError
from budget.workbook.ods_marks import FADES, ods_marks, readable_content
from budget.workbook.places import cell_name, column_number
from budget.workbook.xlsx_marks import (
    doubled_cells,
    raw_cells,
    without_broken,
)
from budget.workbook.xlsx_styles import Styles, read_styles, styled_cells
from budget.workbook.zip_guard import Archive

_CHUNK = 8_192
_CORNER = re.compile(r"([A-Z]{1,3})(\d{1,7})")
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
    if archive:
        return _read_zipped(archive, limits, progress)
    from budget.workbook.xls import read_xls  # xlrd is for old files only.

    return read_xls(data, limits, progress)


def _read_zipped(archive: Archive, limits: Limits, progress: Progress) -> Iterator[Grid | str]:
    books = [_open_whole(archive)]
    names, found_sheets = books[0].sheet_names, books[0].sheets_metadata
    if len({name.casefold() for name in names}) < len(names):
        raise RefusedError("file-unsafe", reason="twee bladen hebben dezelfde naam")
    sheets = [sheet for sheet in found_sheets if sheet.typ == SheetTypeEnum.WorkSheet]
    marks = {} if archive.sheets else ods_marks(archive.read("content.xml"), archive.read("styles.xml"))
    # If both read a name differently, sheets match by their order, provided their number is equal.
    in_order = dict(zip(names, marks.values(), strict=True)) if len(names) == len(marks) else {}
    styles = read_styles(archive.read("xl/styles.xml"))
    for number, sheet in enumerate(sheets):
        progress(number / len(sheets))
        grid = Grid(sheet.name, hidden=sheet.visible != SheetVisibleEnum.Visible)
        has_xml = sheet.name in archive.sheets
        if archive.sheets and not has_xml:
            yield sheet.name
            continue
        sheet_marks = (
            archive.marks[sheet.name] if has_xml else marks.get(sheet.name, in_order.get(sheet.name))
        )
        try:
            _fill(grid, books, limits, is_last=number == len(sheets) - 1)
        except _FAILURES:
            if not (has_xml and _fill_without_broken(grid, archive, limits)):
                yield sheet.name
                continue
        if sheet_marks and sheet_marks.is_damaged:
            yield sheet.name
            continue
        if has_xml:
            _mark_from_xml(grid, archive, styles)
        elif sheet_marks:
            _mark_ranges(grid, sheet_marks, Styles(fading=frozenset([FADES])))
            grid.marks = sheet_marks
            grid.show_marked()
            grid.display_kinds = _display_kinds(sheet_marks)
            grid.all_display_kinds = frozenset(sheet_marks.display_kinds.values())
        yield grid


def _fill_without_broken(grid: Grid, archive: Archive, limits: Limits) -> bool:
    """Read a sheet without the cells that stop the reader; False if that does not help."""
    part, marks = archive.sheets[grid.name], archive.marks[grid.name]
    xml, broken = without_broken(archive.read(part), archive.read("xl/sharedStrings.xml"))
    try:
        _fill(grid, [_open(archive.with_part(part, xml), archive)], limits)
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


def _fill(grid: Grid, books: list[CalamineWorkbook], limits: Limits, *, is_last: bool = True) -> None:
    """Fill the grid from the one workbook; that holds a copy of the whole file, and goes before `is_last`."""
    sheet = (books.pop() if is_last else books[0]).get_sheet_by_name(grid.name)
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


def _mark_from_xml(grid: Grid, archive: Archive, styles: Styles) -> None:
    marks, part = archive.marks[grid.name], archive.sheets[grid.name]
    if marks.filled > _count_filled(grid):
        for place in doubled_cells(archive.read(part)):
            marks.broken[place] = Broken("cell-double", "")
    if marked_styles := styles.struck | styles.pale | styles.shown.keys():
        for place, style in styled_cells(archive.read(part), marked_styles).items():
            if style in styles.struck:
                marks.struck.add(place)
            if style in styles.pale:
                marks.unseen.add(place)
            if style in styles.shown:
                marks.shown[place] = styles.shown[style]
    _mark_ranges(grid, marks, styles)
    grid.marks = marks
    grid.show_marked()

    def raw(cell_names: set[str]) -> dict[str, tuple[int, str]]:
        return raw_cells(archive.read(part), cell_names)

    def looks(column: int, rows: list[int]) -> dict[int, int]:
        names = {cell_name(row, column): row for row in rows}
        cells = raw(set(names)).items()
        return {
            names[name]: styles.display_kinds[style]
            for name, (style, _) in cells
            if style in styles.display_kinds
        }

    grid.display_kinds, grid.all_display_kinds = looks, frozenset(styles.display_kinds.values())
    _undo_rounding(grid, raw)


def _mark_ranges(grid: Grid, marks: Marks, styles: Styles) -> None:
    """Mark what a merged cell covers, and what a condition may show otherwise."""
    for reference in marks.merged:
        covered = _filled(grid, reference)
        first = next(covered, None)
        if first and cell_name(*first) != reference.partition(":")[0]:
            marks.unseen.add(first)
        marks.unseen.update(islice(covered, max(MOST_MARKS - len(marks.unseen), 0)))
    for ranges, number in marks.conditional:
        flags, fades = styles.conditional.get(number, 0), number in styles.fading
        for reference in ranges.split() if flags or fades else ():
            for place in islice(_filled(grid, reference), max(MOST_MARKS - len(marks.shown), 0)):
                marks.shown[place] = marks.shown.get(place, 0) | flags
                # A repeated label or a zero is often made white on purpose.
                if fades and type(value := grid.columns[place[1]][place[0]]) in (int, float) and value:
                    marks.unseen.add(place)


def _filled(grid: Grid, reference: str) -> Iterator[Place]:
    """The filled cells of a range such as A6:K8, row by row."""
    names = [_CORNER.fullmatch(name) for name in reference.split(":")]
    if not (names[0] and names[-1]):
        return
    (left, top), (right, bottom) = ((column_number(name[1]), int(name[2])) for name in (names[0], names[-1]))
    columns = range(left, min(right + 1, len(grid.columns)))
    for row in range(top - 1, min(bottom, grid.height)):
        for number in columns:
            column = grid.columns[number]
            if row < len(column.codes) and not is_blank(column[row]):
                yield row, number


def _count_filled(grid: Grid) -> int:
    return sum(len(column.codes) - column.codes.count(column.number("")) for column in grid.columns)


def _display_kinds(marks: Marks) -> Callable[[int, list[int]], dict[int, int]]:
    looks = marks.display_kinds
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
    cells = raw(set(midnights)) if midnights else {}
    for name, (_, text) in cells.items():
        row, number = midnights[name]
        value = grid.columns[number][row]
        if _LATE.fullmatch(text) and _is_midnight(value):
            grid.columns[number].put(row, value.date() - timedelta(days=1))


def _is_midnight(value: Raw) -> TypeGuard[datetime]:
    return type(value) is datetime and value.time() == time.min
