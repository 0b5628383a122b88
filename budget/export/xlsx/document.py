"""The report as an Excel workbook: every table as real numbers under its own name, with native charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budget.charts.colours import LIGHT
from budget.export.columns import Kind
from budget.export.imprint import Imprint, imprint
from budget.export.safe_text import remove_control_signs
from budget.export.stable_zip import with_fixed_times
from budget.export.tables import Table, tables
from budget.export.workbook import (
    CHARTS,
    CHARTS_ABOUT,
    COVER,
    FIRST_ROW,
    GUIDE,
    GUIDE_TITLE,
    UNITS,
    Sheet,
    key_figures,
    sheets,
)
from budget.export.xlsx.cells import (
    FORMATS,
    INK,
    QUIET,
    SHARE_FORMAT,
    Styles,
    euros,
    header_text,
    write,
    write_table,
)
from budget.export.xlsx.charts import add_charts
from budget.snapshot.content import Content
from budget.snapshot.question_words import ask_lines, question_lines


def xlsx(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """The tables of a frozen snapshot as a workbook; no text is ever read as a formula or a link."""
    content = remove_control_signs(content)
    marks = imprint(content, sha256, remove_control_signs(signed_by), signed_at)
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": marks.title, "author": marks.programme, "comments": marks.source})
        book.set_size(2400, 1500)
        styles = Styles(book)
        cover = book.add_worksheet(GUIDE if content.has_short_report else COVER)
        charts = book.add_worksheet(CHARTS)
        all_sheets = sheets(content, tables(content))
        for each in all_sheets:
            _write_sheet(book.add_worksheet(each.title), each, marks, styles)
        _write_cover(cover, content, marks, styles, all_sheets)
        top = _begin(charts, CHARTS, marks, styles)
        places = {place.table.name: place for each in all_sheets for place in each.places}
        add_charts(book, charts, top, content, places)
    return with_fixed_times(held.getvalue(), marks.moment)


def _begin(sheet: Worksheet, title: str, marks: Imprint, styles: Styles) -> int:
    """Write title, imprint and page set-up of one sheet; returns the first free row."""
    write(sheet, 0, 0, title, styles(bold=True, font_size=16, font_color=LIGHT.realised))
    write(sheet, 1, 0, marks.scope, styles(bold=True))
    write(sheet, 2, 0, marks.remark, styles())
    write(sheet, 3, 0, marks.status, styles(bold=True, font_color=LIGHT.over if marks.is_concept else INK))
    write(sheet, 4, 0, marks.source, styles(font_color=QUIET))
    write(sheet, 5, 0, UNITS, styles(font_color=QUIET))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.8, 0.7)
    sheet.set_header("&L&8" + header_text(f"{marks.programme}. {marks.scope}"))
    state = "CONCEPT. " if marks.is_concept else ""
    foot = header_text(f"{state}{marks.notice} Kenmerk {marks.reference}")
    sheet.set_footer(f"&L&8{foot}&R&8&P / &N")
    sheet.set_row(0, 26)
    return FIRST_ROW


def _write_sheet(sheet: Worksheet, content_sheet: Sheet, marks: Imprint, styles: Styles) -> None:
    _begin(sheet, content_sheet.title, marks, styles)
    for n, wide in enumerate(content_sheet.columns):
        sheet.set_column(n, n, wide)
    for place in content_sheet.places:
        if len(content_sheet.places) > 1:
            write(sheet, place.top - 1, 0, place.table.title, styles(bold=True, font_size=13))
        write_table(sheet, place, styles)
    first = content_sheet.places[0].table
    if len(content_sheet.places) > 1:
        sheet.freeze_panes(0, _frozen(first))
    elif first.rows:
        sheet.freeze_panes(FIRST_ROW + 1, _frozen(first))
        sheet.repeat_rows(FIRST_ROW)
    if first.rows and first.columns[-1].name == "signal_reason":
        last = max(place.top + len(place.table.rows) + 1 for place in content_sheet.places)
        sheet.set_paper(8)
        sheet.print_area(0, 0, last, first.column("variance"))


def _frozen(table: Table) -> int:
    """How many columns stay in view: up to and including the name."""
    names = [column.name for column in table.columns]
    return names.index("name") + 1 if "name" in names else 0


def _write_words(
    sheet: Worksheet, row: int, lines: Sequence[tuple[str, bool]], heading: Format, plain: Format
) -> int:
    """Write lines, some of them headings, and a blank one below; returns the next row."""
    for words, is_heading in lines:
        write(sheet, row, 0, words, heading if is_heading else plain)
        row += 1
    return row + 1 if lines else row


def _write_cover(
    sheet: Worksheet, content: Content, marks: Imprint, styles: Styles, all_sheets: Sequence[Sheet]
) -> None:
    """The answer first; a guide to the sheets is above it, before format 5 below it."""
    row = _begin(sheet, f"{marks.programme}: {marks.title.lower()}", marks, styles)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 17)
    sheet.set_column(2, 2, 14)
    heading, first = styles(bold=True, font_size=13, font_color=LIGHT.realised), styles(bold=True)
    links = [(CHARTS, CHARTS_ABOUT), *((each.title, each.about) for each in all_sheets)]
    if content.has_short_report:
        row = _write_links(sheet, row, GUIDE_TITLE, links, heading, styles) + 1
    row = _write_words(sheet, row, question_lines(content), heading, styles())
    if content.answers_first:
        row = _write_words(sheet, row, ask_lines(content), heading, styles())
    write(sheet, row, 0, f"In het kort, voor {marks.meeting}", heading)
    for n, sentence in enumerate(content.sentences, row + 1):
        write(sheet, n, 0, sentence, first if n == row + 1 else styles())
    row += len(content.sentences) + 2
    write(sheet, row, 0, "Kerncijfers", heading)
    for name, cents, share in key_figures(content):
        row += 1
        write(sheet, row, 0, name, styles())
        write(sheet, row, 1, euros(cents), styles(num_format=FORMATS[Kind.EURO]))
        write(sheet, row, 2, share, styles(num_format=SHARE_FORMAT))
    if not content.answers_first:
        row = _write_words(sheet, row + 2, ask_lines(content), heading, styles())
    if not content.has_short_report:
        _write_links(sheet, row, "In dit bestand", [(title, "") for title, _ in links], heading, styles)


def _write_links(
    sheet: Worksheet, row: int, title: str, links: Sequence[tuple[str, str]], heading: Format, styles: Styles
) -> int:
    """Write a link to each sheet, with its subject; returns the next row."""
    write(sheet, row, 0, title, heading)
    for n, (name, about) in enumerate(links, row + 1):
        place = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        sheet.write_url(n, 0, place, styles(font_color=LIGHT.realised, underline=1), name)
        if about:
            write(sheet, n, 1, about, styles())
    return row + 1 + len(links)
