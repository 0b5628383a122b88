"""A workbook of current tables: not a snapshot, and every sheet says so."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from budget.charts.colours import LIGHT
from budget.export.safe_text import remove_control_signs
from budget.export.stable_zip import with_fixed_times
from budget.export.table import Place, Table, width
from budget.export.xlsx.cells import INK, QUIET, Styles, header_text, write, write_table
from budget.labels import day

RUNNING = "Lopende stand, niet ondertekend."
"""The notice that distinguishes current figures from signed ones."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The text above every sheet: title, programme, day, and remarks."""

    title: str
    programme: str
    scope: str
    notice: str
    as_of: date
    remarks: tuple[str, ...]


def running_xlsx(heading: Heading, sheets: Sequence[tuple[str, Table]]) -> bytes:
    """A sheet per (name, table); no text is ever read as a formula or a link."""
    heading, held = remove_control_signs(heading), io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": heading.title, "author": heading.programme, "comments": RUNNING})
        styles = Styles(book)
        for name, table in sheets:
            _write_sheet(book.add_worksheet(name), heading, remove_control_signs(table), styles)
    moment = datetime(heading.as_of.year, heading.as_of.month, heading.as_of.day)
    return with_fixed_times(held.getvalue(), moment)


def _write_sheet(sheet: Worksheet, heading: Heading, table: Table, styles: Styles) -> None:
    write(sheet, 0, 0, f"{heading.title}: {table.title}", styles(bold=True, font_size=16))
    lines = (
        (heading.scope, styles(bold=True)),
        (heading.notice, styles()),
        (f"{RUNNING} Peildatum {day(heading.as_of)}.", styles(bold=True, font_color=INK)),
        *((remark, styles(font_color=QUIET)) for remark in heading.remarks),
    )
    for row, (text, style) in enumerate(lines, 1):
        write(sheet, row, 0, text, style)
    top = len(lines) + 2
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, width(column))
    write_table(sheet, Place(table, sheet.get_name(), top), styles)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.set_header("&L&8" + header_text(f"{heading.programme}. {heading.scope}"))
    sheet.set_footer("&L&8" + header_text(f"{RUNNING} {heading.notice}") + "&R&8&P / &N")
    sheet.set_row(0, 26, styles(bold=True, font_size=16, font_color=LIGHT.realised))
