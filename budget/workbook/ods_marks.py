"""Information in OpenDocument XML that value readers drop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized
from contextlib import suppress
from itertools import islice, product
from xml.parsers import expat

from budget.workbook.cells import LONGEST, MOST_MARKS, POWER, SHARE, Broken, Logical, Marks, Place, is_blank
from budget.workbook.limits import RefusedError
from budget.workbook.number_format import TEXT
from budget.workbook.ods_styles import OdsStyles, read_ods_styles
from budget.workbook.ods_text import OTHERWISE, display_flags
from budget.workbook.places import cell_name

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_APPLIED = _CALC + "apply-style-name"
_TYPES = (_OFFICE + "value-type", _CALC + "value-type")
_QUOTED = re.compile(r"'(?:[^']|'')*'")
"""The name of a sheet in an address such as 'Plan 2024'.I2."""
_NAME = _TABLE + "name"
_STYLE = _TABLE + "style-name"
_FORMULA, _HIDDEN = _TABLE + "formula", _TABLE + "visibility"
_ROWS, _COLUMNS = _TABLE + "number-rows-repeated", _TABLE + "number-columns-repeated"
_DEFAULT_STYLE = _TABLE + "default-cell-style-name"
_SPANS = (_TABLE + "number-rows-spanned", _TABLE + "number-columns-spanned")
_COVERED = _TABLE + "covered-table-cell"
_CELLS = (_TABLE + "table-cell", _COVERED)
_NUMBERS = ("float", "currency")
FADES = 0
"""The number, in Marks.conditional, of a format that turns a text white."""
_SIGNS = re.compile(
    rb"formula=|visibility=|>0\d+<|\dE[+-]\d+<|\"percentage\"|>(?:TRUE|FALSE|WAAR|ONWAAR)<"
    rb"|covered-table-cell[^<>]*(?:value|[^<>/]>)|string-value=|-spanned",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    rb"office:value=\"([^\"]*)\"[^<>]*>\s*<text:p(?:\s[^<>]*)?(?:/>|>([^<]*)</text:p>\s*</table:table-cell>|(>))"
)
"""A number with the text it shows; the last group for a text in parts or paragraphs."""
_STATED = re.compile(rb":value\s*=")
_VALUES = re.compile(rb"office:value=\"([^\"]*)\"")
_IS_NUMBER = re.compile(rb"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")
_INDENTATION = re.compile(rb"(</?table:[^<>]*>|</text:p>)\s+(?=<)|(?<=>)\s+(?=</?table:)")
"""White space between cells, rows and paragraphs; inside a paragraph it is text."""
_TRUE = {"TRUE", "WAAR"}
_TRUTHS = {*_TRUE, "FALSE", "ONWAAR"}
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]|#N/A|Err:\d{3}")
_POWER = re.compile(r"-?\d[\d.,]*E[+-]\d+")
_ZEROS = re.compile(r"0\d+")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PREFIXES = re.compile(rb"xmlns:(office|table|text)\s*=\s*[\"']([^\"']*)")
_REPEATS = re.compile(rb"[\w-]:(number-rows-repeated|number-columns-repeated|c)=[\"'](\d{5,})[\"']")
_MOST_REPEATS = {b"number-rows-repeated": _LAST_ROW, b"number-columns-repeated": _LAST_COLUMN, b"c": LONGEST}


def check_prefixes(content: bytes) -> None:
    """Raises RefusedError if a prefix stands for something else than OpenDocument says.

    The value reader reads `office:value` whatever the prefix stands for; other programs read the meaning.
    """
    for name, meaning in _PREFIXES.findall(content):
        if meaning != b"urn:oasis:names:tc:opendocument:xmlns:%s:1.0" % name:
            raise RefusedError("file-unsafe", reason="een voorvoegsel betekent iets anders")


def check_repeats(content: bytes) -> None:
    """Raises RefusedError if cells or spaces are repeated more often than a sheet can hold.

    The value reader expands all repeats.
    """
    for match in _REPEATS.finditer(content):
        if int(match[2]) > _MOST_REPEATS[match[1]]:
            raise RefusedError(
                "file-size",
                what="herhalingen",
                size=match[2].decode(),
                limit=str(_MOST_REPEATS[match[1]]),
            )


def readable_content(content: bytes) -> bytes:
    """The same `content.xml` without what stops the value reader: broken numbers and indentation."""
    return _INDENTATION.sub(rb"\1", _without_broken_values(content))


def _without_broken_values(content: bytes) -> bytes:
    """With 0 for every invalid number; the marks name the cells."""
    return _VALUES.sub(
        lambda match: match[0] if _IS_NUMBER.fullmatch(match[1]) else b'office:value="0"', content
    )


def ods_marks(content: bytes, styles: bytes = b"") -> dict[str, Marks]:
    """The marks of every sheet by its name, from `content.xml` and `styles.xml`.

    Damaged XML ends the scan: the value reader judges the file.
    """
    styles_read = read_ods_styles(styles, content)
    is_plain = not (styles_read or _SIGNS.search(content) or _without_broken_values(content) != content)
    return {} if is_plain and _shows_its_numbers(content) else _Sheets(styles_read).read(content)


def _shows_its_numbers(content: bytes) -> bool:
    """Whether each number is seen to show itself: sooner asked of the distinct ones than of every cell."""
    pairs = _SHOWN.findall(content)
    return len(pairs) == len(_STATED.findall(content)) and not any(
        in_parts or display_flags(value.decode(), text.decode("utf-8", "replace"))
        for value, text, in_parts in set(pairs)
    )


class _Sheets:
    """Tracks the positions of rows and cells, which OpenDocument counts but never names."""

    def __init__(self, styles: OdsStyles) -> None:
        self._styles = styles
        self._sheets: dict[str, Marks] = {}
        self._marks = Marks()
        self._depth = self._row = self._rows = self._column = self._columns = 0
        self._row_style = ""
        self._column_styles: list[str] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._ranges = ""
        self._in_text = self._has_text = self._is_covered = False
        self._nested = 0

    def read(self, content: bytes) -> dict[str, Marks]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        with suppress(expat.ExpatError):
            parser.Parse(content, True)
        return self._sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _TABLE + "table":
            self._depth += 1
            if self._depth == 1:
                self._marks = self._sheets[attributes.get(_NAME, "")] = Marks()
                self._row = self._rows = self._column = 0
                self._column_styles = []
        elif self._depth != 1:
            return
        elif self._cell is not None:
            # A remark or a drawing in a cell has paragraphs of its own.
            if name == _TEXT and not self._nested:
                self._in_text = self._has_text = True
            self._nested += 1
        elif name in _CELLS:
            self._cell, self._text, self._is_covered = attributes, [], name == _COVERED
            self._has_text, self._nested = False, 0
            self._columns = _count(attributes, _COLUMNS)
        elif name == _TABLE + "table-row":
            self._start_row(attributes)
        elif name == _TABLE + "table-column":
            first, self._column = self._column, self._column + _count(attributes, _COLUMNS)
            repeats = min(self._column, _LAST_COLUMN) - first
            self._column_styles += [attributes.get(_DEFAULT_STYLE, "")] * repeats
            if attributes.get(_HIDDEN, "visible") != "visible":
                self._marks.hidden_columns.extend(range(first, min(self._column, _LAST_COLUMN)))
        elif name == _CALC + "conditional-format":
            self._ranges = _ranges(attributes.get(_CALC + "target-range-address", ""))
        elif name == _CALC + "condition" and attributes.get(_APPLIED) in self._styles.pale_titles:
            self._marks.conditional.append((self._ranges, FADES))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row, self._rows = self._row + self._rows, _count(attributes, _ROWS)
        self._column, self._row_style = 0, attributes.get(_DEFAULT_STYLE, "")
        if attributes.get(_HIDDEN, "visible") != "visible":
            self._marks.hidden_rows.extend(range(self._row, min(self._row + self._rows, _LAST_ROW)))

    def _characters(self, text: str) -> None:
        if self._in_text and self._cell is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name == _TABLE + "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif self._nested:
            self._nested -= 1
            self._in_text = self._in_text and self._nested > 0
        elif name in _CELLS and self._cell is not None:
            self._look(self._cell, "".join(self._text))
            self._span(self._cell)
            self._column += self._columns
            self._cell = None

    def _look(self, cell: dict[str, str], text: str) -> None:
        is_filled = _is_filled(cell, text)
        broken, kind = _broken(cell, text), _display_kind(cell, text)
        style = self._style(cell) if is_filled else ""
        flags = _flags(cell, text) if not broken and (self._has_text or _is_text(cell)) else 0
        if is_filled and style in self._styles.repeated:
            flags = OTHERWISE | TEXT
        is_struck = text != "" and style in self._styles.struck
        is_unseen = is_filled and (self._is_covered or style in self._styles.pale)
        # A repeated label or a zero is often made white on purpose.
        is_unseen |= style in self._styles.fading and cell.get(_TYPES[0]) in _NUMBERS and not _is_zero(cell)
        if not (broken or kind or flags or is_struck or is_unseen):
            return
        marks = self._marks
        rows = range(self._row, min(self._row + self._rows, _LAST_ROW))
        columns = range(self._column, min(self._column + self._columns, _LAST_COLUMN))

        def first(known: Sized) -> Iterator[Place]:
            """The places of the cell, as far as there is room for marks of its kind."""
            return islice(product(rows, columns), max(MOST_MARKS - len(known), 0))

        if broken:
            # Beyond the bound a broken number would be read as 0.
            marks.is_damaged |= len(marks.broken) + len(rows) * len(columns) > MOST_MARKS
            marks.broken.update(dict.fromkeys(first(marks.broken), broken))
        elif kind:
            marks.display_kinds.update(dict.fromkeys(first(marks.display_kinds), kind))
        if flags:
            marks.shown.update(dict.fromkeys(first(marks.shown), flags))
        if is_struck:
            marks.struck.update(first(marks.struck))
        if is_unseen:
            marks.unseen.update(first(marks.unseen))

    def _span(self, cell: dict[str, str]) -> None:
        """Keep the range of a merged cell: not every cell below it is written as covered."""
        rows, columns = (_count(cell, name) for name in _SPANS)
        if rows * columns > 1 and len(self._marks.merged) < MOST_MARKS:
            last = cell_name(self._row + rows - 1, self._column + columns - 1)
            self._marks.merged.append(f"{cell_name(self._row, self._column)}:{last}")

    def _style(self, cell: dict[str, str]) -> str:
        """The style of a cell: its own, else that of its row, else that of its column."""
        columns, number = self._column_styles, self._column
        column = columns[number] if number < len(columns) else ""
        return cell.get(_STYLE) or self._row_style or column or "Default"


def _is_filled(cell: dict[str, str], text: str) -> bool:
    kind, stated = cell.get(_TYPES[0], "string"), cell.get(_OFFICE + "string-value", text)
    return kind != "string" or not is_blank(stated)


def _is_text(cell: dict[str, str]) -> bool:
    """Whether a number is stated for a cell that shows its text as it stands."""
    return _OFFICE + "value" in cell and cell.get(_TYPES[0], "string") in ("string", "boolean")


def _is_zero(cell: dict[str, str]) -> bool:
    return not cell.get(_OFFICE + "value", "").strip("-+.0")


def _ranges(address: str) -> str:
    """The ranges of an address, written as Excel does: I2:I9 K2."""
    bare = _QUOTED.sub("", address).replace("$", "")
    return " ".join(
        ":".join(corner.rpartition(".")[2] for corner in span.split(":")) for span in bare.split()
    )


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return min(int(text), _LAST_ROW) if text.isascii() and text.isdigit() else 1


def _broken(cell: dict[str, str], text: str) -> Broken | Logical | None:
    """A formula error, a formula never computed, or a truth value stored as 1 or 0."""
    if "error" in (cell.get(name) for name in _TYPES):
        return Broken("cell-error", text or "#?")
    if cell.get(_TYPES[0]) == "float" and text.strip().upper() in _TRUTHS:
        return Logical(text.strip().upper() in _TRUE)
    value = cell.get(_OFFICE + "value")
    if value is not None and not _IS_NUMBER.fullmatch(value.encode()):
        return Broken("cell-damaged", value)
    if _FORMULA not in cell:
        return None
    if _ERROR.fullmatch(text):
        return Broken("cell-error", text)
    return None if cell.get(_TYPES[0]) else Broken("cell-formula", "")


def _display_kind(cell: dict[str, str], text: str) -> int:
    """The display kind (see Marks), from the value type and the displayed text."""
    kind = cell.get(_TYPES[0])
    if kind == "percentage":
        return SHARE
    if kind == "float" and _POWER.fullmatch(text):
        return POWER
    return len(text) if kind == "float" and _ZEROS.fullmatch(text) else 0


def _flags(cell: dict[str, str], text: str) -> int:
    """The flags of `number_format` for a cell that shows something else than its value."""
    kind, value = cell.get(_TYPES[0]), cell.get(_OFFICE + "value", "")
    # The value reader takes any number that is stated, also of a cell that is said to be a text.
    if (kind in _NUMBERS or _is_text(cell)) and _IS_NUMBER.fullmatch(value.encode()):
        return display_flags(value, text)
    stated = cell.get(_OFFICE + "string-value", text)
    # Spaces and new lines of a text are elements of their own.
    return TEXT if kind == "string" and _bare(stated) != _bare(text) else 0


def _bare(text: str) -> str:
    return "".join(text.split())
