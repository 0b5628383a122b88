"""Writes workbooks that the intake reads: the blank template, and given content as a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budget import labels
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.periods import read_period
from budget.intake.grammar.units import find_unit
from budget.intake.output.content_rows import Row, booking_row, content_rows, fields_of
from budget.intake.schema import (
    HELP_HEADERS,
    LEDGER,
    SPECS,
    Cell,
    Column,
    SheetSpec,
    Title,
)  # fmt: skip
from budget.model.content import (
    Content,
    PlanLine,
    Statement,
)
from budget.model.programme import Programme
from budget.model.succession import WHOLE
from budget.model.words import Kind
from budget.workbook.places import column_name

EMPTY_ROWS = 500
_CREATED = datetime(2024, 1, 1)
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_WIDTHS = {Cell.TEXT: 28, Cell.AMOUNT: 14, Cell.DATE: 12, Cell.YEAR: 8, Cell.CODE: 15, Cell.PERSONS: 30}
_FORMATS = {Cell.AMOUNT: "#,##0.00", Cell.DATE: "dd-mm-yyyy", Cell.YEAR: "0", Cell.SHARE: "0.00%"}
_LISTS = "Uitleg"


def blank_template(programme: Programme) -> bytes:
    """An xlsx with all kinds of sheet, drop-downs, help per column and an explanation."""
    book = _Book(programme)
    for spec in SPECS:
        titles = [[labels.SHEET_NAME[spec.kind]], [spec.help]]
        if spec is LEDGER:
            titles += [["Extractiedatum", ""], ["Periode", "", "t/m", ""], ["Domein", ""]]
        titles += [[title.header, ""] for title in spec.titles]
        book.add_sheet(spec, labels.SHEET_NAME[spec.kind], titles, (), EMPTY_ROWS)
    return book.close()


def write_workbook(content: Content, programme: Programme, title: str, as_of: date | None = None) -> bytes:
    """An xlsx with the sheets that `content` fills; `check_file` reads the same content from it.

    Questions to the board are in rows dated `as_of`, which they need.
    """
    book = _Book(programme, [statement.sheet for statement in content.statements])
    for spec, rows in content_rows(content, book.vocabulary, as_of):
        if rows:
            titles = [[title] if find_unit(title) == 1 else [spec.help], *_stated(spec, content)]
            book.add_sheet(spec, labels.SHEET_NAME[spec.kind], titles, rows)
    for statement in content.statements:
        titles = _statement_titles(statement, title, programme)
        bookings = (booking_row(statement, row, book.vocabulary) for row in statement.rows)
        book.add_sheet(LEDGER, statement.sheet, titles, bookings, len(statement.rows))
    return book.close()


def write_rows(
    spec: SheetSpec, rows: Iterable[Row], programme: Programme, plan: tuple[PlanLine, ...] = ()
) -> bytes:
    """An xlsx with a sheet of this kind: values by field for each row, from a content or as typed.

    `plan` is added on its own sheet.
    """
    book = _Book(programme)
    book.add_sheet(spec, labels.SHEET_NAME[spec.kind], [[spec.help]], rows)
    for plan_spec, lines in content_rows(Content(plan=plan), book.vocabulary):
        if lines:
            book.add_sheet(plan_spec, labels.SHEET_NAME[plan_spec.kind], [[plan_spec.help]], lines)
    return book.close()


def _stated(spec: SheetSpec, content: Content) -> list[list[Any]]:
    """The rows above a table for which the content has a value."""
    decision_rows: list[Row] = [
        {"decision": decision.text, "decided_on": decision.date} for decision in content.allowed_by
    ]
    decision_rows += [fields_of(content.amendment)] if content.amendment else []
    return [[t.header, each[t.field]] for each in decision_rows for t in spec.titles if t.field in each]


def _statement_titles(statement: Statement, title: str, programme: Programme) -> list[list[Any]]:
    period = read_period([[title]], programme.years)
    safe = not (period.states_date or period.states_period or ":" in title) and find_unit(title) == 1
    says_none = statement.states_commitments and all(row.kind is not Kind.COMMITTED for row in statement.rows)
    vocabulary = Vocabulary(programme)
    return [
        [title if safe else LEDGER.help],
        ["Extractiedatum", statement.date],
        ["Periode", statement.first, "t/m", statement.last],
        *(["Domein:", vocabulary.domain.written(code)] for code in statement.domains or ()),
        *([["Regels:", *statement.listed]] if statement.listed else []),
        *([["Verplichtingen:", "geen"]] if says_none else []),
    ]


Value = Any
"""Value of a template cell; its type depends on the column. Typed text is written as it is."""


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    header: Format
    required: Format
    text: Format
    plain: dict[Cell, Format]


class _Book:
    """A workbook being written; `reserved` are sheet names that must be kept."""

    def __init__(self, programme: Programme, reserved: Sequence[str] = ()) -> None:
        self.vocabulary = Vocabulary(programme)
        self._programme = programme
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._buffer, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}
        )
        self._book.set_properties({"created": _CREATED, "title": programme.name, "comments": programme.scope})
        self._formats = self._make_formats()
        self._reserved = {name.casefold() for name in reserved}
        self._names: set[str] = set()
        self._help = self._book.add_worksheet(self._free_name(_LISTS))
        self._lists = self._write_help()

    def add_sheet(
        self, spec: SheetSpec, name: str, titles: list[list[Any]], rows: Iterable[Row], room: int = EMPTY_ROWS
    ) -> None:
        """Title rows, a blank row, the header, then the rows; drop-downs go `room` rows down."""
        columns = [column for column in spec.columns if not column.field.startswith("quarter_")]
        sheet = self._book.add_worksheet(self._free_name(name, name.casefold() in self._reserved))
        for number, cells in enumerate(titles):
            self._write_titles(sheet, number, cells)
        top = len(titles) + 1
        for number, column in enumerate(columns):
            self._write_header(sheet, top, number, column)
            self._write_choices(sheet, top + 1, top + max(room, EMPTY_ROWS), number, column)
        for number, row in enumerate(rows, start=top + 1):
            for at, column in enumerate(columns):
                self._write(sheet, number, at, column, row.get(column.field))
        sheet.freeze_panes(top + 1, 1)

    def close(self) -> bytes:
        """The finished xlsx."""
        self._book.get_worksheet_by_name(next(iter(self._order()))).activate()
        self._book.close()
        return self._buffer.getvalue()

    def _order(self) -> list[str]:
        names = [sheet.name for sheet in self._book.worksheets()]
        return names[1:] or names

    def _make_formats(self) -> _Formats:
        add = self._book.add_format
        plain = {cell: add({"num_format": _FORMATS.get(cell, "@")}) for cell in Cell}
        header = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E6E6E6"}
        return _Formats(
            title=add({"bold": True}),
            header=add(header),
            required=add({**header, "bg_color": "#C9DDF2"}),
            text=add({"num_format": "@", "quote_prefix": True}),
            plain=plain,
        )

    def _free_name(self, name: str, is_reserved: bool = False) -> str:
        """A name that Excel allows and no other sheet has."""
        clean = _BAD_IN_NAME.sub(" ", name).strip().strip("'")[:_LONGEST_NAME] or "Blad"
        taken = self._names if is_reserved else self._names | self._reserved
        free_name, number = clean, 1
        while free_name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            free_name = clean[: _LONGEST_NAME - len(ending)] + ending
        self._names.add(free_name.casefold())
        return free_name

    def _write_titles(self, sheet: Worksheet, row: int, cells: list[Any]) -> None:
        for number, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, number, cell, self._formats.plain[Cell.DATE])
            elif cell:
                sheet.write_string(row, number, cell, self._formats.title)
            elif number:
                sheet.write_blank(row, number, None, self._formats.plain[Cell.DATE])

    def _write_header(self, sheet: Worksheet, row: int, number: int, column: Column) -> None:
        style = self._formats.required if column.required else self._formats.header
        sheet.write_string(row, number, column.header, style)
        help_text = f"{'Verplicht. ' if column.required else ''}{column.help}"
        sheet.write_comment(row, number, help_text, {"x_scale": 1.5})
        sheet.set_column(number, number, _WIDTHS.get(column.cell, 22), self._formats.plain[column.cell])

    def _write_choices(self, sheet: Worksheet, first: int, last: int, number: int, column: Column) -> None:
        source = self._lists.get(column.cell) or (list(column.options) if column.options else None)
        if source:
            sheet.data_validation(
                first,
                number,
                last,
                number,
                {
                    "validate": "list",
                    "source": source,
                    "error_type": "warning",
                    "error_title": column.header,
                    "error_message": "Deze waarde staat niet in de lijst.",
                },
            )

    def _write(self, sheet: Worksheet, row: int, number: int, column: Column, value: Value) -> None:
        if value is None or value in ("", ()):
            return
        style = self._formats.plain[column.cell]
        if isinstance(value, (str, tuple)):
            text = "; ".join(value) if isinstance(value, tuple) else str(value)
            sheet.write_string(row, number, text, self._formats.text if text[0] in "=+-@" else style)
        elif column.cell is Cell.AMOUNT:
            sheet.write_number(row, number, value / 100, style)
        elif column.cell is Cell.SHARE:
            sheet.write_number(row, number, value / WHOLE, style)
        elif column.cell is Cell.YEAR:
            sheet.write_number(row, number, value, style)
        elif column.cell is Cell.DATE:
            sheet.write_datetime(row, number, value, style)
        else:
            sheet.write_string(row, number, str(value), style)

    def _write_help(self) -> dict[Cell, str]:
        """The sheet with help and lists; returns the range of the list for each kind of cell."""
        sheet, bold = self._help, self._formats.title
        lines = [
            self._programme.name,
            self._programme.scope,
            "Een blad wordt herkend aan zijn kolomkoppen. Lege bladen worden overgeslagen.",
            "Kolommen met een blauwe kop zijn verplicht. Bedragen zijn in euro.",
        ]
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, bold if number == 0 else None)
        top = len(lines) + 1
        for number, heading in enumerate(HELP_HEADERS):
            sheet.write_string(top, number, heading, bold)
        parts: list[tuple[SheetSpec, Column | Title]] = []
        for spec in SPECS:
            parts += [(spec, column) for column in spec.columns]
            parts += [(spec, title) for title in spec.titles]
        for row, (spec, part) in enumerate(parts, start=top + 1):
            texts = (labels.SHEET_NAME[spec.kind], part.header, "ja" if part.required else "nee", part.help)
            for number, text in enumerate(texts):
                sheet.write_string(row, number, text)
        sheet.set_column(0, 2, 18)
        sheet.set_column(3, 3, 80)
        return self._write_lists(sheet, top)

    def _write_lists(self, sheet: Worksheet, top: int) -> dict[Cell, str]:
        names = self.vocabulary
        lists: dict[Cell, list[Any]] = {
            Cell.DOMAIN: [names.domain.written(code) for code in names.domain.shown],
            Cell.SOURCE: [names.source.written(code) for code in names.source.shown],
            Cell.THEME: list(dict.fromkeys(names.any_theme.shown.values())),
            Cell.PERSON: [names.person.written(code) for code in names.person.shown],
            Cell.YEAR: list(names.years),
            Cell.STEP: [names.step.written(code) for code in names.step.shown],
        }
        ranges = {}
        for number, (cell, values) in enumerate(lists.items(), start=5):
            if not values:
                continue
            sheet.write_string(top, number, f"Keuzelijst {number - 4}", self._formats.title)
            for row, value in enumerate(values, start=top + 1):
                (sheet.write if isinstance(value, int) else sheet.write_string)(row, number, value)
            letters, name = column_name(number), sheet.name.replace("'", "''")
            ranges[cell] = f"='{name}'!${letters}${top + 2}:${letters}${top + 1 + len(values)}"
        return ranges
