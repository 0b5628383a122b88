"""What a sheet's own XML says that a reader of values does not: broken formulas, errors, what is hidden."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from budget.intake.cells import Broken, Logical
from budget.intake.limits import MB
from budget.intake.places import column_number

_PREFIX = re.compile(rb"<(\w+):worksheet\b")
_REF = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_COLUMN = re.compile(rb"<col\b[^>]*>")
_ROW = re.compile(rb"<row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = {name: re.compile(rb"\b" + name + rb"=[\"'](\d+)[\"']") for name in (b"r", b"min", b"max")}
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/])>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_FORMULA = re.compile(rb"<f[\s/>]")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FORMAT_ID = re.compile(rb"\bnumFmtId=[\"'](\d+)[\"']")
_FORMAT_CODE = re.compile(rb"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
SHARE = -1
"""What a cell looks like that shows its number as a percentage; other looks are a number of digits."""
BUILT_IN_LOOKS = {9: SHARE, 10: SHARE}
_QUOTED = re.compile(rb'"[^"]*"|\\.')
MOST = 200_000
_HALF_MILLISECOND = 0.5 / 86_400_000
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
_LONGEST_ROW = 16 * MB


@dataclass(slots=True)
class Marks:
    """Cells by (row, column) and rows and columns, all counted from 0.

    `broken` are cells that the reader shows as something else. `looks` are number cells that show more
    than a number: SHARE for a percentage, else the digits they show where those have zeros in front.
    `late` are moments so close to midnight that a reader of values may give the next day.
    """

    broken: dict[tuple[int, int], Broken | Logical] = field(default_factory=dict)
    looks: dict[tuple[int, int], int] = field(default_factory=dict)
    late: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


class SheetScanner:
    """Takes a sheet in chunks of any size and looks only at rows with something to say."""

    def __init__(self) -> None:
        self._marks = Marks()
        self._rest = b""
        self._prefix: bytes | None = None

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the part."""
        text = self._rest + chunk
        cut = text.rfind(b"</row>") + 6 if self._plain(text) else text.rfind(b":row>") + 5
        if cut < 10 and len(text) < _LONGEST_ROW:
            self._rest = text
            return
        cut = cut if cut >= 10 else len(text)
        self._rest = text[cut:]
        self._look(text[:cut])

    def close(self) -> Marks:
        """All marks, after the last chunk."""
        self._look(self._rest)
        return self._marks

    def _plain(self, text: bytes) -> bool:
        if self._prefix is None:
            found = _PREFIX.search(text[:4096])
            self._prefix = found[1] if found else b""
        return not self._prefix

    def _look(self, text: bytes) -> None:
        if self._prefix:
            text = text.replace(b"<" + self._prefix + b":", b"<").replace(b"</" + self._prefix + b":", b"</")
        if b"hidden=" in text:
            self._hidden(text)
        if b"<f" in text:
            self._cells(text, b"<f")
        if b't="e"' in text or b"t='e'" in text:
            self._cells(text, b't="e"')
            self._cells(text, b"t='e'")

    def _hidden(self, text: bytes) -> None:
        for found in _COLUMN.finditer(text):
            if _HIDDEN.search(found[0]):
                first, last = (_NUMBER[name].search(found[0]) for name in (b"min", b"max"))
                if first and last:
                    self._marks.hidden_columns.extend(range(int(first[1]) - 1, min(int(last[1]), 16_384)))
        for found in _ROW.finditer(text):
            if _HIDDEN.search(found[0]) and (number := _NUMBER[b"r"].search(found[0])):
                self._marks.hidden_rows.append(int(number[1]) - 1)

    def _cells(self, text: bytes, sign: bytes) -> None:
        """Every cell with `sign` in it: `<c ...>...</c>`."""
        at = text.find(sign)
        while at >= 0 and len(self._marks.broken) < MOST:
            start, end = text.rfind(b"<c ", 0, at), text.find(b"</c>", at)
            if start >= 0 and end >= 0 and text.find(b"</c>", start, at) < 0 and not _closed(text, start, at):
                self._cell(text[start:end])
            at = text.find(sign, at + 1)

    def _cell(self, cell: bytes) -> None:
        place, kind = _REF.search(cell[:200]), _TYPE.search(cell.partition(b">")[0])
        if not place:
            return
        broken = _broken(cell, kind[1] if kind else b"n")
        if broken:
            self._marks.broken[int(place[2]) - 1, column_number(place[1].decode())] = broken


def _closed(text: bytes, start: int, at: int) -> bool:
    """Whether the tag at `start` ended as an empty cell before `at`."""
    end = text.find(b">", start, at)
    return end >= 0 and text[end - 1 : end] == b"/"


def raw_cells(xml: bytes, wanted: set[str]) -> dict[str, tuple[int, str]]:
    """Style number and stored text of the wanted cells, by name."""
    found: dict[str, tuple[int, str]] = {}
    for cell in _CELL.finditer(xml):
        place, style = _REF.search(cell[1]), _STYLE.search(cell[1])
        name = (place[1] + place[2]).decode() if place else ""
        if name in wanted:
            found[name] = (int(style[1]) if style else 0, cell[2].decode("utf-8", "replace"))
    return found


def styled_looks(styles: bytes) -> dict[int, int]:
    """The look by style number, for the styles of `xl/styles.xml` that have one."""
    formats = dict(BUILT_IN_LOOKS)
    for tag in _FORMAT.findall(styles):
        number, code = _FORMAT_ID.search(tag), _FORMAT_CODE.search(tag)
        if number and code:
            text = html.unescape((code[1] or code[2] or b"").decode("utf-8", "replace"))
            formats[int(number[1])] = look_of(text.encode())
    cells = _STYLES.search(styles)
    used = [_FORMAT_ID.search(tag) for tag in _XF.findall(cells[0])] if cells else []
    numbers = [int(found[1]) if found else 0 for found in used]
    return {style: formats[number] for style, number in enumerate(numbers) if formats.get(number)}


def look_of(code: bytes) -> int:
    """The look of a number format: SHARE with a percent sign, the digits of 00000, 0 for any other."""
    if b"%" in _QUOTED.sub(b"", code):
        return SHARE
    return len(code) if len(code) > 1 and not code.strip(b"0") else 0


def is_late(moment: float) -> bool:
    """Whether a number of days lies less than half a millisecond before midnight."""
    return 0 < -moment % 1 < _HALF_MILLISECOND


def _broken(cell: bytes, kind: bytes) -> Broken | None:
    value = _VALUE.search(cell)
    if kind == b"e":
        return Broken("cell-error", html.unescape(value[1].decode("utf-8", "replace")) if value else "#?")
    if _FORMULA.search(cell) and not (value and value[1].strip()) and not (kind == b"str" and b"<v" in cell):
        return Broken("cell-formula", "")
    return None
