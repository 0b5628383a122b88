"""What the records of a binary .xlsb workbook say that a reader of values does not.

Record numbers and layouts: [MS-XLSB], Excel (.xlsb) Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from struct import unpack_from
from xml.etree import ElementTree

from budget.workbook.cell_marks import BUILT_IN_LOOKS, ERRORS, Marks, is_late, look_of
from budget.workbook.cells import Broken
from budget.workbook.zip_guard import Archive, link_targets

_ROW, _SHORT_NUMBER, _ERROR, _NUMBER, _FORMULA_NUMBER, _FORMULA_ERROR, _COLUMNS = 0, 2, 3, 5, 9, 11, 60
_FORMAT, _STYLE, _SHEET, _STYLES, _STYLES_END = 44, 47, 156, 617, 618
_CELLS = range(1, 12)
_WITH_MARKS = frozenset((_SHORT_NUMBER, _ERROR, _NUMBER, _FORMULA_NUMBER, _FORMULA_ERROR))
_ON_SHEET = frozenset((_ROW, *_CELLS, _COLUMNS))
_IN_STYLES = frozenset((_FORMAT, _STYLE, _STYLES, _STYLES_END))
_HIDDEN_ROW = 0x10
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def xlsb_marks(archive: Archive) -> dict[str, Marks]:
    """The marks of every sheet by its name.

    Damaged records end the look at that part: the reader of values judges the file.
    """
    try:
        targets = link_targets(archive.read("xl/_rels/workbook.bin.rels"))
    except ElementTree.ParseError:
        return {}
    looks = _styled_looks(archive.read("xl/styles.bin"))
    books = _records(archive.read("xl/workbook.bin"), frozenset((_SHEET,)))
    links = ((_text(body, 8), body) for _, body in books)
    return {
        _text(body, 12 + 2 * len(link)): _sheet(archive.read(targets.get(link, "")), looks)
        for link, body in links
    }


def _records(stream: bytes, wanted: frozenset[int]) -> Iterator[tuple[int, bytes]]:
    """Kind and body of the wanted records; both numbers before a body are in groups of seven bits."""
    at, end = 0, len(stream)
    try:
        while at < end:
            kind = stream[at]
            at += 1
            if kind & 0x80:
                kind = kind & 0x7F | (stream[at] & 0x7F) << 7
                at += 1
            size = shift = 0
            while True:
                part = stream[at]
                at += 1
                size |= (part & 0x7F) << shift
                if part < 0x80:
                    break
                shift += 7
            if kind in wanted:
                yield kind, stream[at : at + size]
            at += size
    except IndexError:
        return


def _text(body: bytes, at: int) -> str:
    length = int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _styled_looks(styles: bytes) -> dict[int, int]:
    """The look by style number, for the styles that have one."""
    formats = dict(BUILT_IN_LOOKS)
    used: list[int] = []
    in_cells = False
    for kind, body in _records(styles, _IN_STYLES):
        if kind in (_STYLES, _STYLES_END):
            in_cells = kind == _STYLES
        elif kind == _FORMAT:
            formats[int.from_bytes(body[:2], "little")] = look_of(_text(body, 2).encode())
        elif in_cells:
            used.append(int.from_bytes(body[2:4], "little"))
    return {style: formats[number] for style, number in enumerate(used) if formats.get(number)}


def _sheet(stream: bytes, looks: dict[int, int]) -> Marks:
    marks, row, column = Marks(), -1, -1
    with suppress(struct.error, IndexError):
        for kind, body in _records(stream, _ON_SHEET):
            if kind == _ROW:
                column = -1
                before, row = row, unpack_from("<I", body)[0]
                # Rows stand in order; the reader of values passes over one that does not.
                marks.is_damaged |= not before < row <= _LAST_ROW
                if body[11] & _HIDDEN_ROW:
                    marks.hidden_rows.append(row)
            elif kind == _COLUMNS:
                first, last = unpack_from("<II", body)
                if body[16] & 1:
                    marks.hidden_columns.extend(range(first, min(last, _LAST_COLUMN) + 1))
            else:
                before, column = column, int.from_bytes(body[:4], "little")
                if column <= before:
                    marks.broken[row, column] = Broken("cell-double", "")
                elif kind in _WITH_MARKS:
                    _cell(kind, body, row, marks, looks)
    return marks


def _cell(kind: int, body: bytes, row: int, marks: Marks, looks: dict[int, int]) -> None:
    column, style = unpack_from("<II", body)
    if kind in (_ERROR, _FORMULA_ERROR):
        marks.broken[row, column] = Broken("cell-error", ERRORS.get(body[8], "#?"))
        return
    if look := looks.get(style & 0xFFFFFF):
        marks.looks[row, column] = look
    if kind != _SHORT_NUMBER and is_late(unpack_from("<d", body, 8)[0]):
        marks.late.append((row, column))
