"""What the records of an old .xls workbook say that a reader of values does not.

Record numbers and layouts: [MS-XLS], Excel Binary File Format (.xls) Structure.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from struct import pack, unpack, unpack_from

import olefile

from budget.workbook.cell_marks import BUILT_IN_LOOKS, ERRORS, POWER, Marks, is_late, look_of
from budget.workbook.cells import Broken

_FORMULA, _EOF, _COLUMNS, _BOOL_OR_ERROR, _ROW, _SHEET, _BOF = 0x06, 0x0A, 0x7D, 0x205, 0x208, 0x85, 0x809
_PASSWORD, _FIRST_RECORDS = 0x2F, 20
_CODE_PAGE, _VERSION_8 = 0x42, b"\x00\x06"
_CODE_PAGES = {10_000: "mac_roman", 32_768: "mac_roman", 32_769: "cp1252", 1200: "utf-16-le"}
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMAT, _STYLE = 0x203, 0x27E, 0xBD, 0x41E, 0xE0
_HIDDEN_ROW, _IS_ERROR, _LAST_COLUMN = 0x20, 2, 255
_MACROS = "_VBA_PROJECT_CUR"
Record = tuple[int, bytes]


def xls_marks(data: bytes) -> dict[str, Marks]:
    """The marks of every sheet by its name.

    Damaged records end the look at that sheet: the reader of values judges the file.
    """
    stream, _ = _open(data)
    looks = _styled_looks(stream)
    return {name: _sheet(stream, start, looks) for name, start in _sheets(stream)}


def xls_has_macros(data: bytes) -> bool:
    """Whether an .xls workbook carries macros."""
    return _open(data)[1]


def xls_has_password(data: bytes) -> bool:
    """Whether the records of an .xls workbook are encrypted."""
    stream, _ = _open(data)
    return any(kind == _PASSWORD for kind, _ in islice(_records(stream, 0), _FIRST_RECORDS))


def _open(data: bytes) -> tuple[bytes, bool]:
    """The stream with the workbook's records, and whether there are macros beside it."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            return container.openstream(name).read() if name else b"", container.exists(_MACROS)
    except (OSError, ValueError, IndexError):
        return b"", False


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records of one substream, without those of charts inside it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Name of every sheet, and where its records start."""
    is_wide, code_page = stream[4:6] == _VERSION_8, "cp1252"
    with suppress(struct.error, LookupError):
        for kind, body in _records(stream, 0):
            if kind == _CODE_PAGE:
                code_page = _CODE_PAGES.get(number := unpack_from("<H", body)[0], f"cp{number}")
            elif kind == _SHEET:
                yield _name(body[6:], is_wide, code_page), unpack_from("<I", body)[0]


def _name(body: bytes, is_wide: bool, code_page: str) -> str:
    """A text behind its length; since 1997 a flag between them tells two bytes a letter from one."""
    if not is_wide:
        return body[1 : 1 + body[0]].decode(code_page, "replace")
    letters = body[2:]
    return letters[: 2 * body[0]].decode("utf-16-le") if body[1] & 1 else letters[: body[0]].decode("latin-1")


def _styled_looks(stream: bytes) -> dict[int, int]:
    """The look by style number, for the styles that have one."""
    formats = dict(BUILT_IN_LOOKS)
    styles: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FORMAT and len(body) > 5:
            formats[unpack_from("<H", body)[0]] = look_of(body[5:].replace(b"\0", b""))
        elif kind == _STYLE and len(body) >= 4:
            styles.append(unpack_from("<H", body, 2)[0])
    return {style: formats[number] for style, number in enumerate(styles) if formats.get(number)}


def _sheet(stream: bytes, start: int, looks: dict[int, int]) -> Marks:
    marks = Marks()
    with suppress(struct.error, IndexError):
        for kind, body in _records(stream, start):
            if kind in (_ROW, _COLUMNS):
                _hidden(kind, body, marks)
            elif kind in (_BOOL_OR_ERROR, _FORMULA):
                _result(kind, body, marks, looks)
            else:
                _value(kind, body, marks, looks)
    return marks


def _hidden(kind: int, body: bytes, marks: Marks) -> None:
    first, last = unpack_from("<HH", body)
    if kind == _ROW and body[12] & _HIDDEN_ROW:
        marks.hidden_rows.append(first)
    elif kind == _COLUMNS and body[8] & 1:
        marks.hidden_columns.extend(range(first, min(last, _LAST_COLUMN) + 1))


def _result(kind: int, body: bytes, marks: Marks, looks: dict[int, int]) -> None:
    """A truth value or error, or what a formula gave."""
    if kind == _FORMULA and body[12:14] != b"\xff\xff":
        _number(body, marks, looks)
    elif body[7] if kind == _BOOL_OR_ERROR else body[6] == _IS_ERROR:
        error = body[6] if kind == _BOOL_OR_ERROR else body[8]
        marks.broken[unpack_from("<HH", body)] = Broken("cell-error", ERRORS.get(error, "#?"))


def _value(kind: int, body: bytes, marks: Marks, looks: dict[int, int]) -> None:
    if kind == _NUMBER:
        _number(body, marks, looks)
    elif looks and kind == _SHORT_NUMBER:
        row, column, style, short = unpack_from("<HHHi", body)
        _pad(row, column, style, _long(short), marks, looks)
    elif looks and kind == _SHORT_NUMBERS:
        row, column = unpack_from("<HH", body)
        for number, at in enumerate(range(4, len(body) - 2, 6)):
            style, short = unpack_from("<Hi", body, at)
            _pad(row, column + number, style, _long(short), marks, looks)


def _number(body: bytes, marks: Marks, looks: dict[int, int]) -> None:
    row, column, style, value = unpack_from("<HHHd", body)
    _pad(row, column, style, value, marks, looks)
    if is_late(value) and looks.get(style) != POWER:
        marks.late.append((row, column))


def _pad(row: int, column: int, style: int, value: float, marks: Marks, looks: dict[int, int]) -> None:
    if style in looks:
        marks.looks[row, column] = looks[style]
        if looks[style] == POWER:
            # The reader of values takes the E of the number format for that of a Japanese year.
            marks.broken[row, column] = value


def _long(short: int) -> float:
    """The number that is packed in 30 bits: of an integer or of the head of a float, perhaps of hundreds."""
    value = float(short >> 2) if short & 2 else unpack("<d", pack("<Ii", 0, short & ~3))[0]
    return value / 100 if short & 1 else value
