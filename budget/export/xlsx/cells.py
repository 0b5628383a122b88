"""Values, styles and tables in the cells of a workbook; text is never written as a formula."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from budget import labels
from budget.charts.colours import LIGHT
from budget.export.columns import Column, Kind
from budget.export.table import NOTHING, Place, Table, Value, Values, table_name
from budget.model.words import Cents, Colour

MOST_CHARACTERS = 32_000
"""Longer texts are cut: a cell holds at most 32,767 characters."""
SHARE_FORMAT = "[<0.99]0%;[<=1.01]0.0%;0%"
FORMATS = {Kind.EURO: "#,##0.00;[Red]-#,##0.00", Kind.SHARE: SHARE_FORMAT, Kind.DAY: "dd-mm-yyyy"}
INK, QUIET, HEAD = LIGHT.ink, LIGHT.quiet, LIGHT.budget_fill


class Styles:
    """The formats of one workbook, each created once."""

    def __init__(self, book: Workbook) -> None:
        """Starts without formats."""
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **properties: object) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def of(self, column: Column, **properties: object) -> Format:
        """The format of a column's values."""
        number = {"num_format": FORMATS[column.kind]} if column.kind in FORMATS else {}
        wrap = {"text_wrap": True} if column.kind is Kind.TEXT else {}
        return self(**number, **wrap, **properties)


def header_text(text: str) -> str:
    """A text that is safe in the header of a printed page."""
    return text.replace("&", "&&")[:220]


def write(sheet: Worksheet, row: int, column: int, value: Value, style: Format | None = None) -> None:
    """Write one value by its type: text stays text, whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:MOST_CHARACTERS], style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def euros(cents: Cents | None) -> float | None:
    """The float nearest to the exact amount: it reads back as the same cents."""
    return None if cents is None else cents / 100


def write_table(sheet: Worksheet, place: Place, styles: Styles) -> None:
    """Write one table at its place, with its total below it."""
    table, top = place.table, place.top
    if not table.rows:
        write(sheet, top, 0, NOTHING, styles())
        return
    last = top + len(table.rows)
    head = styles(bold=True, text_wrap=True, bg_color=HEAD, bottom=1, border_color=LIGHT.budget_line)
    sheet.add_table(
        top,
        0,
        last,
        len(table.columns) - 1,
        {
            "name": table_name(table),
            "style": "Table Style Light 1",
            "columns": [{"header": c.title, "header_format": head} for c in table.columns],
        },
    )
    for n, values in enumerate(table.rows, top + 1):
        _write_row(sheet, n, table, values, styles)
    if table.total:
        _write_row(sheet, last + 1, table, table.total, styles, bold=True, top=1)
    sheet.set_row(top, 48)


def _write_row(
    sheet: Worksheet, n: int, table: Table, values: Values, styles: Styles, **look: object
) -> None:
    for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
        shown = euros(value) if column.kind is Kind.EURO and isinstance(value, int) else value
        write(sheet, n, place, shown, styles.of(column, **look, **_signal_style(column, value)))


def _signal_style(column: Column, value: Value) -> dict[str, Any]:
    """The colour of a signal, next to its shape and its word."""
    if column.name != "signal":
        return {}
    for colour in Colour:
        if str(value).startswith(labels.SIGNAL_SHAPE[colour]):
            return {"font_color": LIGHT.signal[colour]}
    return {}
