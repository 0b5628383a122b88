"""A copy of the user's workbook with every finding marked in its cell and listed on a sheet with links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import cast

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from budget.intake.faults import Raw
from budget.intake.findings import cell_of, location_of, message_of, text_of
from budget.intake.schema import FINDING_HEADERS
from budget.labels import LEVEL_NAME
from budget.model.content import Finding
from budget.model.words import Level
from budget.workbook.cells import Broken, Logical
from budget.workbook.file_type import open_file
from budget.workbook.grid import Grid
from budget.workbook.limits import Limits
from budget.workbook.readers import read_grids
from budget.workbook.text_file import read_text_file
from budget.workbook.zip_guard import Archive

SHEET = "Bevindingen"
AUTHOR = "Bestedingsmonitor"
FILLS = {Level.ERROR: "FFC7CE", Level.WARNING: "FFEB9C", Level.INFO: "DDEBF7"}
LONGEST_SHEET_NAME = 31
LONGEST_COMMENT = 1_000
TOP = 6
"""Row of the headers on the findings sheet, counted from 1."""
WITH_MACROS, WORKBOOK = ".xlsm", ".xlsx"
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LOST = {
    "sparklines": b"sparklineGroup",
    "keuzelijsten en opmaakregels van nieuwere Excel": b"<x14:",
    "slicers": b"slicer",
}


@dataclass(frozen=True, slots=True)
class Notes:
    """What the reader must know of the copy: what it lost, and what to do before submitting it again."""

    has_formulas: bool = False
    lost: tuple[str, ...] = ()
    was: str = ""

    def lines(self) -> list[str]:
        """The sentences above the list of findings."""
        sentences = []
        if self.was:
            sentences.append(
                f"Uw bestand was {self.was}. Deze kopie is een Excel-werkmap met dezelfde waarden."
            )
        if self.lost:
            sentences.append(f"Deze kopie mist: {', '.join(self.lost)}. In uw eigen bestand staan ze nog.")
        if self.has_formulas:
            sentences.append(
                "Er staan formules in. Open deze kopie in Excel of LibreOffice en sla haar op voordat u haar "
                "aanlevert. Anders zijn de uitkomsten van de formules leeg."
            )
        return sentences


def mark(name: str, data: bytes, findings: Iterable[Finding], limits: Limits) -> bytes:
    """The copy as bytes; only for the limited child process, as it opens the file.

    Raises RefusedError for a file that may not be opened, or is too large to copy.
    """
    kind, archive = open_file(name, data, limits)
    book, notes = _opened(name, kind, data, archive, limits)
    all_findings = list(findings)
    _clear(book)
    for finding in all_findings:
        if cell_of(finding) and finding.sheet in book.sheetnames:
            _mark_cell(book[finding.sheet], finding)
    _list(book, PurePath(name).name, all_findings, notes)
    return _saved(book)


def only_findings(name: str, findings: Iterable[Finding]) -> bytes:
    """A workbook with only the findings, for a file that cannot be copied."""
    book = _empty_book()
    reason = "Uw eigen bestand kan niet worden gekopieerd. Hieronder staat wat er mis is."
    _list(book, PurePath(name).name, list(findings), Notes(), reason)
    return _saved(book)


def _opened(
    name: str, kind: str, data: bytes, archive: Archive | None, limits: Limits
) -> tuple[Workbook, Notes]:
    if archive and kind in (WORKBOOK, WITH_MACROS):
        book = openpyxl.load_workbook(io.BytesIO(data), keep_vba=kind == WITH_MACROS, keep_links=True)
        has_formulas = any(b"<f" in archive.read(part) for part in archive.sheets.values())
        return book, Notes(has_formulas, _losses(archive))
    if kind == ".csv":
        text = read_text_file(data, PurePath(name).stem, limits)
        return _copied([text.grid]), Notes(was="een tekstbestand")
    grids = [grid for grid in read_grids(data, archive, limits, lambda part: None) if isinstance(grid, Grid)]
    return _copied(grids), Notes(was=f"een bestand van de soort {kind}")


def _empty_book() -> Workbook:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def _losses(archive: Archive) -> tuple[str, ...]:
    sheets = [archive.read(part) for part in archive.sheets.values()]
    drawings = [archive.read(part) for part in archive.parts if part.startswith("xl/drawings/drawing")]
    lost = [name for name, sign in _LOST.items() if any(sign in sheet for sheet in sheets)]
    return (*lost, *(["tekstvakken en vormen"] if any(b"<xdr:sp" in part for part in drawings) else []))


def _copied(grids: list[Grid]) -> Workbook:
    """A plain workbook with the values of the grids; texts stay texts."""
    book = _empty_book()
    for grid in grids:
        sheet = book.create_sheet(_BAD_IN_NAME.sub("_", grid.name)[:LONGEST_SHEET_NAME] or "Blad")
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
        for row in range(grid.height):
            for column, value in enumerate(grid.row(row), start=1):
                if value not in ("", None):
                    _put(sheet.cell(row + 1, column), value)
    return book


def _put(cell: Cell, value: Raw) -> None:
    if isinstance(value, Broken):
        value = value.text
    if isinstance(value, Logical):
        value = value.value
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = cast("float | datetime | None", value)


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as text, even if it begins like a formula."""
    cell.value = _UNSAFE.sub("", text)[:32_000]
    cell.data_type = "s"
    if text[:1] in "=+-@\t":
        cell.quotePrefix = True


def _clear(book: Workbook) -> None:
    """Remove the marks of an earlier copy, so that corrected cells are clean again."""
    if SHEET in book.sheetnames:
        book.remove(book[SHEET])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None
                    if cell.fill.start_color.rgb[-6:] in FILLS.values():
                        cell.fill = PatternFill()


def _mark_cell(sheet: Worksheet, finding: Finding) -> None:
    name = cell_of(finding)
    cell = sheet[name]
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if name in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    text = f"{LEVEL_NAME[finding.level]}: {text_of(finding)}"
    known = cell.comment
    if known is None or finding.level is Level.ERROR or known.author != AUTHOR:
        cell.fill = PatternFill("solid", start_color=FILLS[finding.level])
    before = f"{known.text}\n\n" if known else ""
    cell.comment = Comment(_UNSAFE.sub("", before + text)[:LONGEST_COMMENT], AUTHOR, height=140, width=340)


def _list(book: Workbook, name: str, findings: list[Finding], notes: Notes, reason: str = "") -> None:
    sheet = book.create_sheet(SHEET, 0)
    book.active = 0
    for other_sheet in book.worksheets[1:]:
        other_sheet.sheet_view.tabSelected = False
    tally = ", ".join(
        f"{sum(f.level is level for f in findings)} × {LEVEL_NAME[level].lower()}" for level in Level
    )
    title = f"Bevindingen bij {name}"
    intro = reason or "Elke plaats hieronder is een link. De cel is gekleurd en heeft een opmerking."
    for row, text in enumerate([title, f"{tally}. {intro}", *notes.lines()], start=1):
        write_text(sheet.cell(row, 1), text)
    sheet["A1"].font = Font(bold=True, size=14)
    for column, text in enumerate(FINDING_HEADERS, start=1):
        sheet.cell(TOP, column, text).font = Font(bold=True)
    for row, finding in enumerate(findings, start=TOP + 1):
        _list_one(sheet, row, finding, book.sheetnames)
    for letters, width in (("A", 16), ("B", 30), ("C", 110)):
        sheet.column_dimensions[letters].width = width
    sheet.freeze_panes = f"A{TOP + 1}"
    sheet.auto_filter.ref = f"A{TOP}:C{max(sheet.max_row, TOP)}"


def _list_one(sheet: Worksheet, row: int, finding: Finding, names: list[str]) -> None:
    level = sheet.cell(row, 1, LEVEL_NAME[finding.level])
    level.fill = PatternFill("solid", start_color=FILLS[finding.level])
    place = sheet.cell(row, 2)
    cell = cell_of(finding)
    write_text(place, location_of(finding) if finding.sheet else "Hele bestand")
    if finding.sheet in names:
        quoted = finding.sheet.replace("'", "''")
        place.hyperlink = Hyperlink(place.coordinate, location=f"'{quoted}'!{cell or 'A1'}")
        place.font = Font(color="0563C1", underline="single")
    text = sheet.cell(row, 3)
    write_text(text, text_of(finding) if cell else message_of(finding))
    text.alignment = Alignment(wrap_text=True, vertical="top")


def _saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
