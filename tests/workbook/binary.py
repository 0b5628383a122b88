"""Small binary workbooks for the tests: .xls through xlwt, .xlsb record by record after [MS-XLSB]."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from struct import pack
from typing import Any

import xlwt

Rows = Sequence[Sequence[Any]]
_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#N/A": 0x2A}


@dataclass(frozen=True, slots=True)
class Error:
    """An error value in a cell, left by a formula or not."""

    text: str
    by_formula: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    """A number shown in a format of its own."""

    value: float
    format: str


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


def xlsb(rows: Rows, hidden_rows: Sequence[int] = (), hidden_columns: Sequence[int] = ()) -> bytes:
    """A binary workbook with one sheet named Plan."""
    formats = ["General", "dd-mm-yyyy"]
    formats += sorted({cell.format for row in rows for cell in row if isinstance(cell, Styled)})
    width = max(map(len, rows))
    columns = b"".join(
        _record(60, pack("<IIIIH", column, column, 2304, 0, 1)) for column in sorted(hidden_columns)
    )
    sheet = [
        _record(129, b""),
        _record(148, pack("<IIII", 0, len(rows) - 1, 0, width - 1)),
        _record(390, b"") + columns + _record(391, b"") if columns else b"",
        _record(145, b""),
    ]
    for number, cells in enumerate(rows):
        hidden = 0x10 if number in hidden_rows else 0
        sheet.append(_record(0, pack("<IIHBBBI", number, 0, 300, 0, hidden, 0, 0)))
        sheet += [_cell(column, value, formats) for column, value in enumerate(cells) if value is not None]
    sheet += [_record(146, b""), _record(130, b"")]
    book = [
        _record(131, b""),
        _record(143, b""),
        _record(156, pack("<II", 0, 1) + _text("rId1") + _text("Plan")),
        _record(144, b""),
        _record(132, b""),
    ]
    return _packed(b"".join(book), b"".join(sheet), _styles(formats))


def _record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    while size >= 0x80:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + body


def _text(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: Any, formats: list[str]) -> bytes:
    style = formats.index(value.format) if isinstance(value, Styled) else int(isinstance(value, date))
    place = pack("<II", column, style)
    if isinstance(value, Error):
        error = bytes([_ERRORS[value.text]])
        no_formula = pack("<HII", 0, 0, 0)
        return _record(11, place + error + no_formula) if value.by_formula else _record(3, place + error)
    if isinstance(value, bool):
        return _record(4, place + bytes([value]))
    if isinstance(value, Styled):
        return _record(5, place + pack("<d", value.value))
    if isinstance(value, date):
        return _record(5, place + pack("<d", (value - date(1899, 12, 30)).days))
    if isinstance(value, (int, float)):
        return _record(5, place + pack("<d", value))
    return _record(6, place + _text(value))


def _styles(formats: list[str]) -> bytes:
    own = b"".join(_record(44, pack("<H", 164 + number) + _text(code)) for number, code in enumerate(formats))
    used = b"".join(
        _record(47, pack("<HHHHHBBHH", 0, 164 + number, 0, 0, 0, 0, 0, 0, 1))
        for number in range(len(formats))
    )
    return b"".join(
        [
            _record(278, b""),
            _record(615, pack("<I", len(formats))) + own + _record(616, b""),
            _record(617, pack("<I", len(formats))) + used + _record(618, b""),
            _record(279, b""),
        ]
    )


def _packed(book: bytes, sheet: bytes, styles: bytes) -> bytes:
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def links(*targets: tuple[str, str]) -> str:
        body = "".join(
            f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        return f'<Relationships xmlns="{package}/relationships">{body}</Relationships>'

    types = "".join(
        f'<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part, kind in (
            ("workbook.bin", "sheet.binary.macroEnabled.main"),
            ("worksheets/sheet1.bin", "worksheet"),
            ("styles.bin", "styles"),
        )
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{package}/content-types">{rels}{types}</Types>'
        )
        archive.writestr("_rels/.rels", links(("officeDocument", "xl/workbook.bin")))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            links(("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")),
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/styles.bin", styles)
    return buffer.getvalue()
