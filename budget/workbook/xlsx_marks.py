"""Information in .xlsx XML that value readers drop, and whether its cells are well-formed.

Grammar of a sheet: ECMA-376, part 1, SpreadsheetML.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from budget.workbook.cells import MOST_MARKS, Broken, Marks, Place
from budget.workbook.places import column_number
from budget.workbook.plain_rows import count_plain

_PREFIX = re.compile(rb"<(\w+):worksheet\b")
_REF = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v>", re.DOTALL)
_COLUMN = re.compile(rb"<col\b[^>]*>")
_ROW = re.compile(rb"<row\b[^>]*>")
_HIDDEN = re.compile(rb"\b(?:hidden=[\"'](?:1|true)|(?:ht|width)=[\"']0(?:\.\d*)?)[\"']")
_HIDDEN_SIGNS = b"hidden=", b'ht="0', b"ht='0"
_NUMBER = {name: re.compile(rb"\b" + name + rb"=[\"'](\d+)[\"']") for name in (b"r", b"min", b"max")}
_ZERO_HEIGHT = re.compile(rb"<sheetFormatPr\b[^>]*\bzeroHeight=[\"'](?:1|true)[\"']")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/])>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_PLACE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_IS_CELL = re.compile(rb"<c[\s>]")
_FULL_CELL = re.compile(rb"<c\b[^>]*[^/]>.*?</c>", re.DOTALL)
_FORMULA = re.compile(rb"<f[\s/>]")
_FOREIGN = re.compile(rb"<\w+:(?:row|c|v)[\s>]")
"""Rows and cells in another namespace than the sheet's own."""
_ANCHOR = re.compile(rb"</(\w+):colOff>\s*<\1:row>\s*\d+\s*</\1:row>")
"""The row of a corner of a button or an embedded object."""
_MERGED = re.compile(rb"<mergeCells\b.*?</mergeCells>", re.DOTALL)
_MERGE = re.compile(rb"<mergeCell\b[^>]*?\bref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_CONDITIONAL = re.compile(
    rb"<conditionalFormatting\b[^>]*?\bsqref=[\"']([A-Z0-9: ]+)[\"'][^>]*>(.*?)</conditionalFormatting>",
    re.DOTALL,
)
_DIFFERENCE = re.compile(rb"\bdxfId=[\"'](\d{1,6})[\"']")
_SHARED = re.compile(rb"<(?:\w+:)?si[\s/>]")
_DECIMAL = rb"-?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?"
_ODD = (
    re.compile(rb"<v(?:>-?+(?:[0-9]++(?:\.[0-9]++)?+(?!</v></c>)|(?![0-9]))|\s)"),
    re.compile(rb"</is>(?!\s*+</c>)"),
)
"""Cells that do not simply end after a number or a text of their own; fixed bytes in front are fast."""
_LEGAL = {
    b"n": re.compile(rb"\s*(?:" + _DECIMAL + rb")?\s*"),
    b"s": re.compile(rb"\s*\d*\s*"),
    b"b": re.compile(rb"\s*(?:0|1|true|false)?\s*"),
    b"d": re.compile(rb"[^<]*"),
    b"e": re.compile(rb"[^<]*"),
    b"str": re.compile(rb"[^<]*"),
    b"inlineStr": re.compile(rb"[^<]*"),
}
"""What `<v>` may hold, by the type of the cell."""
MOST_CONDITIONS = 1_000
"""Most conditional formats of a sheet that are judged."""
_LONGEST_ROW = 16 * 1024 * 1024


class SheetScanner:
    """Scans a sheet in chunks of any size, parsing only rows with something to report."""

    def __init__(self) -> None:
        """A scanner that has seen nothing yet."""
        self._marks = Marks()
        self._rest = b""
        self._prefix: bytes | None = None
        self._tables = 0
        self._plain_rows: dict[bytes, int] = {}

    def feed(self, chunk: bytes) -> None:
        """Scan the next bytes of the part."""
        text = self._rest + chunk
        cut = text.rfind(b"</row>") + 6 if self._plain(text) else text.rfind(b":row>") + 5
        if cut < 10 and len(text) < _LONGEST_ROW:
            self._rest = text
            return
        cut = cut if cut >= 10 else len(text)
        self._rest = text[cut:]
        rows = text[:cut]
        cells = count_plain(rows, self._plain_rows) if self._tables == 1 else None
        if cells is None:
            self._look(rows)
        else:
            self._marks.filled += cells

    def close(self) -> Marks:
        """All marks, after the last chunk."""
        self._look(self._rest)
        self._after(_bare(self._rest, self._prefix) if self._prefix else self._rest)
        return self._marks

    def _after(self, text: bytes) -> None:
        """What stands behind the rows: merged cells, and formats that depend on a condition."""
        marks = self._marks
        marks.merged.extend(merge[1].decode() for merge in islice(_MERGE.finditer(text), MOST_MARKS))
        for block in islice(_CONDITIONAL.finditer(text), MOST_CONDITIONS):
            reference = block[1].decode("ascii", "replace")
            marks.conditional.extend((reference, int(number)) for number in _DIFFERENCE.findall(block[2]))

    def _plain(self, text: bytes) -> bool:
        if self._prefix is None:
            prefix = _PREFIX.search(text[:4096])
            self._prefix = prefix[1] if prefix else b""
        return not self._prefix

    def _look(self, text: bytes) -> None:
        if self._prefix:
            text = _bare(text, self._prefix)
        if (b":v>" in text or b":row" in text) and _FOREIGN.search(_ANCHOR.sub(b"", text)):
            self._marks.is_damaged = True
        if self._tables == 0:
            self._columns(text.partition(b"<sheetData")[0])
        # Searching for a single letter first is many times faster, and most rows have no match.
        if b"D" in text:
            self._tables += text.count(b"<sheetData")
            self._marks.is_damaged |= self._tables > 1
        self._marks.filled += text.count(b"</v>")
        if b"h" in text and any(sign in text for sign in _HIDDEN_SIGNS):
            self._rows(text)
        for odd in _ODD if b"i" in text else _ODD[:1]:
            for match in odd.finditer(text):
                self._cell_around(text, match.start())
        if b"i" in text:
            own = text.count(b"</is>")
            self._marks.filled += own
            if own != text.count(b"inlineStr"):
                self._cells(text, b"<is>")
        if b"f" in text and b"<f" in text:
            self._cells(text, b"<f")
        if b"e" in text and (b't="e"' in text or b"t='e'" in text):
            self._cells(text, b't="e"')
            self._cells(text, b"t='e'")

    def _columns(self, text: bytes) -> None:
        if _ZERO_HEIGHT.search(text) and not self._marks.hidden_rows:
            self._marks.hidden_rows.extend(range(_LAST_ROW))
        # A small file can hide every column thousands of times.
        hidden = bytearray(_LAST_COLUMN)
        for match in _COLUMN.finditer(text):
            if _HIDDEN.search(match[0]):
                first, last = (_NUMBER[name].search(match[0]) for name in (b"min", b"max"))
                if first and last:
                    start, end = int(first[1]) - 1, min(int(last[1]), _LAST_COLUMN)
                    hidden[start:end] = b"\1" * (end - start)
        self._marks.hidden_columns.extend(column for column, is_hidden in enumerate(hidden) if is_hidden)

    def _rows(self, text: bytes) -> None:
        for match in _ROW.finditer(text):
            if _HIDDEN.search(match[0]) and (number := _NUMBER[b"r"].search(match[0])):
                self._marks.hidden_rows.append(int(number[1]) - 1)

    def _cells(self, text: bytes, sign: bytes) -> None:
        """Every cell with `sign` in it."""
        at = text.find(sign)
        while at >= 0:
            self._cell_around(text, at)
            at = text.find(sign, at + 1)

    def _cell_around(self, text: bytes, at: int) -> None:
        """Judge the cell around `at`: `<c ...>...</c>`."""
        start, end = text.rfind(b"<c", 0, at), text.find(b"</c>", at)
        if start < 0 or end < 0 or not _IS_CELL.match(text, start):
            return
        if text.find(b"</c>", start, at) >= 0 or _closed(text, start, at):
            return
        place, broken = judge_cell(text[start:end])
        if broken and place and len(self._marks.broken) < MOST_MARKS:
            self._marks.broken[place] = broken
        elif broken and not place:
            self._marks.is_damaged = True


def _closed(text: bytes, start: int, at: int) -> bool:
    """Whether the tag at `start` ended as an empty cell before `at`."""
    end = text.find(b">", start, at)
    return end >= 0 and text[end - 1 : end] == b"/"


def judge_cell(cell: bytes, strings: int | None = None) -> tuple[Place | None, Broken | None]:
    """Position of a cell and its fault, if any; `cell` is `<c ...>...` without the closing tag.

    `strings` is the number of shared strings; an index beyond it is a fault.
    """
    head, _, body = cell.partition(b">")
    reference, kind = _REF.search(head), _TYPE.search(head)
    place = (int(reference[2]) - 1, column_number(reference[1].decode())) if reference else None
    return place, _fault(body, kind[1] if kind else b"n", strings)


def _fault(body: bytes, kind: bytes, strings: int | None) -> Broken | None:
    values = _VALUE.findall(body)
    text = values[0] if values else b""
    own = body.count(b"<is>")
    is_sound = len(values) + own <= 1 and (not own or kind == b"inlineStr")
    if not is_sound or kind not in _LEGAL or not _LEGAL[kind].fullmatch(text):
        value = b" ".join(values) or kind
        return Broken("cell-damaged", html.unescape(value.decode("utf-8", "replace")))
    if kind == b"e":
        return Broken("cell-error", html.unescape(text.decode("utf-8", "replace")) or "#?")
    if kind == b"s" and strings is not None and text.strip() and int(text) >= strings:
        return Broken("cell-damaged", text.decode())
    if _FORMULA.search(body) and not text.strip() and not (kind == b"str" and b"<v" in body):
        return Broken("cell-formula", "")
    return None


def without_broken(xml: bytes, strings: bytes) -> tuple[bytes, dict[Place, Broken]]:
    """A sheet without the cells that may stop a reader, and the broken cells among those.

    `strings` is the part with shared strings. Merged ranges are removed as well: whole columns have no rows,
    and no value depends on them.
    """
    xml, count = _MERGED.sub(b"", _without_prefix(xml)), len(_SHARED.findall(strings))
    cut: dict[Place, Broken] = {}

    def judged(cell: re.Match[bytes]) -> bytes:
        place, broken = judge_cell(cell[0][: -len(b"</c>")], count)
        if place and broken:
            cut[place] = broken
            return b""
        return cell[0]

    return _FULL_CELL.sub(judged, xml), cut


def doubled_cells(xml: bytes) -> list[Place]:
    """The cells that occur more than once in a sheet.

    Cells are in order, so only one that is out of order can be a duplicate.
    """
    late: set[tuple[int, int, bytes]] = set()
    last = 0, 0, b""
    for place in _places(xml):
        if place <= last:
            late.add(place)
        else:
            last = place
    counts = Counter(place for place in _places(xml) if place in late) if late else Counter()
    return [(row - 1, column_number(name.decode())) for (row, _, name), n in counts.items() if n > 1]


def _places(xml: bytes) -> Iterator[tuple[int, int, bytes]]:
    return ((int(match[2]), len(match[1]), match[1]) for match in _PLACE.finditer(xml))


def _without_prefix(xml: bytes) -> bytes:
    prefix = _PREFIX.search(xml[:4096])
    if not prefix:
        return xml
    return _bare(xml, prefix[1]).replace(b"xmlns:" + prefix[1] + b"=", b"xmlns=", 1)


def _bare(text: bytes, prefix: bytes) -> bytes:
    return text.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")


def raw_cells(xml: bytes, places: set[str]) -> dict[str, tuple[int, str]]:
    """Style number and stored text of the wanted cells, by name."""
    cells: dict[str, tuple[int, str]] = {}
    for cell in _CELL.finditer(xml):
        place, style = _REF.search(cell[1]), _STYLE.search(cell[1])
        name = (place[1] + place[2]).decode() if place else ""
        if name in places:
            cells[name] = (int(style[1]) if style else 0, cell[2].decode("utf-8", "replace"))
    return cells
