"""Rows from another system as a workbook, to be read and judged like any file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import xlsxwriter

SentCell: TypeAlias = str | int | float | None
_CREATED = datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class SubmittedSheet:
    """`above` are the rows above the table; `rows` have cells by the header of their column."""

    name: str
    above: Sequence[Sequence[SentCell]]
    rows: Sequence[Mapping[str, SentCell]]


def write_submitted_rows(sheets: Sequence[SubmittedSheet]) -> bytes:
    """An xlsx with exactly these cells; the same rows give the same bytes. Text is never a formula.

    Raises ValueError for an invalid sheet name, or a text that no cell can hold.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    try:
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet)
        book.close()
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise ValueError(sheet.name) from error
    return buffer.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: SubmittedSheet) -> None:
    headers = list(dict.fromkeys(header for row in sheet.rows for header in row))
    cells: list[Sequence[SentCell]] = [*sheet.above, headers]
    cells += [[row.get(header) for header in headers] for row in sheet.rows]
    for number, values in enumerate(cells):
        for column, cell in enumerate(values):
            if cell is None or cell == "":
                continue
            write = page.write_string if isinstance(cell, str) else page.write_number
            if write(number, column, cell) != 0:
                raise ValueError(sheet.name)
