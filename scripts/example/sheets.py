"""Writes the example's workbooks and CSV files, byte for byte the same in every run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from budget.model import Cents

FICTIONAL = "Voorbeeld - alle bedragen zijn verzonnen"
_CREATED = datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a cell, in cents."""

    cents: Cents


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction in a cell: 0.25 shows as 25 %."""

    part: float


@dataclass(frozen=True, slots=True)
class SumAbove:
    """A cell that sums the `rows` rows above it; `cents` is the result stored with it."""

    rows: int
    cents: Cents


Cell = str | int | date | Money | Share | SumAbove | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: title lines, a header and rows. `totals` are the row numbers that are not data."""

    name: str
    titles: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()
    empty_columns: int = 0


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    notice: Format
    header: Format
    money: Format
    share: Format
    day: Format
    total: Format
    total_money: Format


def xlsx(title: str, sheets: tuple[Sheet, ...]) -> bytes:
    """A workbook with these sheets."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {"title": title, "author": "Bestedingsmonitor", "comments": FICTIONAL, "created": _CREATED}
    )
    formats = _Formats(
        title=book.add_format({"bold": True, "font_size": 14}),
        notice=book.add_format({"italic": True}),
        header=book.add_format(
            {"bold": True, "bg_color": "#004699", "font_color": "white", "text_wrap": True}
        ),
        money=book.add_format({"num_format": "#,##0.00"}),
        share=book.add_format({"num_format": "0%"}),
        day=book.add_format({"num_format": "dd-mm-yyyy"}),
        total=book.add_format({"bold": True, "top": 1}),
        total_money=book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"}),
    )
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return buffer.getvalue()


def csv_text(sheet: Sheet) -> bytes:
    """The sheet as Dutch systems export it: semicolons, Windows-1252, 1.234,56."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    width = len(sheet.header)
    for line in (*((title,) for title in sheet.titles), (), sheet.header, *sheet.rows):
        cells = [_as_text(cell) for cell in line]
        writer.writerow(cells + [""] * (width - len(cells)))
    return buffer.getvalue().encode("cp1252")


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    left = sheet.empty_columns
    for number, title in enumerate(sheet.titles):
        page.write_string(number, left, title, formats.title if number == 0 else formats.notice)
    top = len(sheet.titles) + 1
    for column, word in enumerate(sheet.header, start=left):
        page.write_string(top, column, word, formats.header)
    for number, row in enumerate(sheet.rows):
        put = _cell_writer(page, formats, is_total=number in sheet.totals)
        for column, cell in enumerate(row, start=left):
            put(top + 1 + number, column, cell)
    for column, width in enumerate(sheet.widths, start=left):
        page.set_column(column, column, width)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, left, top + len(sheet.rows), left + len(sheet.header) - 1)


def _cell_writer(page: Worksheet, formats: _Formats, *, is_total: bool) -> Callable[[int, int, Cell], None]:
    money = formats.total_money if is_total else formats.money
    plain = formats.total if is_total else None

    def put(row: int, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case Money(cents):
                page.write_number(row, column, cents / 100, money)
            case Share(part):
                page.write_number(row, column, part, formats.share)
            case SumAbove(rows, cents):
                span = xl_range(row - rows, column, row - 1, column)
                page.write_formula(row, column, f"=SUM({span})", money, cents / 100)
            case date():
                page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats.day)
            case int():
                page.write_number(row, column, cell, plain)
            case _:
                page.write_string(row, column, cell, plain)

    return put


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Money(cents) | SumAbove(_, cents):
            return dutch_amount(cents)
        case date():
            return cell.strftime("%d-%m-%Y")
        case _:
            return str(cell)


def dutch_amount(cents: Cents) -> str:
    """`-1.234,56`."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"


def with_totals(rows: Iterator[tuple[Row, bool]]) -> tuple[tuple[Row, ...], frozenset[int]]:
    """Rows, and the numbers of those marked as a total."""
    marked = tuple(rows)
    return tuple(row for row, _ in marked), frozenset(n for n, (_, is_total) in enumerate(marked) if is_total)
