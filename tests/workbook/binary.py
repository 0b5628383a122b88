"""Small old workbooks (.xls) for the tests, through xlwt."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlwt

Rows = Sequence[Sequence[Any]]
_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#N/A": 0x2A}


@dataclass(frozen=True, slots=True)
class Error:
    """An error value in a cell, from a formula or typed."""

    text: str
    by_formula: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    """A number with its own format."""

    value: float
    format: str


@dataclass(frozen=True, slots=True)
class Struck:
    """A text or number with strikethrough."""

    value: Any


def xls(rows: Rows, hidden_rows: Sequence[int] = (), hidden_columns: Sequence[int] = ()) -> bytes:
    """An old workbook with one sheet named Plan."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    for number, cells in enumerate(rows):
        row = sheet.row(number)
        for column, value in enumerate(cells):
            if isinstance(value, Error):
                row.set_cell_error(column, _ERRORS[value.text])
            elif isinstance(value, Styled):
                row.write(column, value.value, xlwt.easyxf(num_format_str=value.format))
            elif isinstance(value, Struck):
                row.write(column, value.value, xlwt.easyxf("font: struck_out on"))
            elif isinstance(value, date):
                row.write(column, value, xlwt.easyxf(num_format_str="dd-mm-yyyy"))
            elif value is not None:
                row.write(column, value)
    for number in hidden_rows:
        sheet.row(number).hidden = True
    for number in hidden_columns:
        sheet.col(number).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
