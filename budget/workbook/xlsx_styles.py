"""How the styles of an .xlsx file change what its cells show: number formats, strikethrough, colour."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from budget.workbook.cells import BUILT_IN_DISPLAY_KINDS, MOST_MARKS, Place, display_kind
from budget.workbook.number_format import ABOVE, BELOW, TEXT, ZERO, display_flags
from budget.workbook.places import column_number

_FORMATS = re.compile(rb"<(?:\w+:)?numFmts\b.*?</(?:\w+:)?numFmts>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\b(?:[^>]*/>|[^>]*>.*?</(?:\w+:)?xf>)", re.DOTALL)
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?font>)", re.DOTALL)
_FILLS = re.compile(rb"<(?:\w+:)?fills\b.*?</(?:\w+:)?fills>", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?fill>)", re.DOTALL)
_SOLID = re.compile(rb"patternType=[\"']solid[\"']")
_PAINT = re.compile(rb"<(?:\w+:)?fgColor\b[^>]*>")
_GRADIENT = re.compile(rb"<(?:\w+:)?gradientFill\b|patternType=[\"'](?!none|solid)\w")
_INK = re.compile(rb"<(?:\w+:)?color\b[^>]*>")
_COLOUR = re.compile(rb"\b(rgb|theme|indexed)=[\"'](\w+)[\"']")
_TINT = re.compile(rb"\btint=[\"'](-[^\"']*)[\"']")
_SIZE = re.compile(rb"<(?:\w+:)?sz\s+val=[\"'][0-2](?:\.\d*)?[\"']")
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?:\s*/?>|\s+val=[\"'](?:1|true)[\"'])")
_REPEATED = re.compile(rb"\bhorizontal=[\"']fill[\"']")
_NUMBER = {
    name: re.compile(rb"\b" + name.encode() + rb"=[\"'](\d{1,9})[\"']")
    for name in ("fontId", "fillId", "numFmtId")
}
_FORMAT_CODE = re.compile(rb"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
_DIFFERENCES = re.compile(rb"<(?:\w+:)?dxfs\b.*?</(?:\w+:)?dxfs>", re.DOTALL)
_DIFFERENCE = re.compile(rb"<(?:\w+:)?dxf(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?dxf>)", re.DOTALL)
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^<>]*)>")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,9})[\"']")
_REF = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_WHITES = {b"FFFFFFFF", b"00FFFFFF", b"FFFFFF", b"theme0", b"indexed1", b"indexed9"}
_WHITE = b"white"
_ALL = ABOVE | BELOW | ZERO | TEXT


@dataclass(slots=True)
class Styles:
    """The styles of a workbook, by number. Numbers not in a field have nothing of the kind.

    `display_kinds`: see Marks. `shown`: the flags of `number_format`; `conditional` has those of the formats
    that a condition applies, and `fading` those that turn a text white. `struck` have a line through, `pale`
    the colour of what is behind them, or no size.
    """

    display_kinds: dict[int, int] = field(default_factory=dict)
    shown: dict[int, int] = field(default_factory=dict)
    conditional: dict[int, int] = field(default_factory=dict)
    fading: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    pale: frozenset[int] = frozenset()


def read_styles(xml: bytes) -> Styles:
    """The styles of `xl/styles.xml`."""
    codes = dict(_codes(part[0])) if (part := _FORMATS.search(xml)) else {}
    formats = BUILT_IN_DISPLAY_KINDS | {number: display_kind(code) for number, code in codes.items()}
    fonts, fills = _parts(xml, _FONTS, _FONT), _parts(xml, _FILLS, _FILL)
    struck = {number for number, font in enumerate(fonts) if _STRIKE.search(font)}
    inks, papers = [_ink(font) for font in fonts], [_paper(fill) for fill in fills]
    styles_read = Styles(conditional=_conditional(xml), fading=_fading(xml))
    lined, pale = set[int](), set[int]()
    for style, xf in enumerate(_parts(xml, _STYLES, _XF)):
        number = _number(xf, "numFmtId")
        if look := formats.get(number):
            styles_read.display_kinds[style] = look
        flags = _ALL if _REPEATED.search(xf) else display_flags(codes.get(number, "General"))
        if flags:
            styles_read.shown[style] = flags
        font, fill = _number(xf, "fontId"), _number(xf, "fillId")
        if font in struck:
            lined.add(style)
        ink = inks[font] if font < len(inks) else None
        paper = papers[fill] if fill < len(papers) else _WHITE
        if ink == b"" or (ink is not None and ink == paper):
            pale.add(style)
    styles_read.struck, styles_read.pale = frozenset(lined), frozenset(pale)
    return styles_read


def styled_cells(xml: bytes, styles: Collection[int]) -> dict[Place, int]:
    """The filled cells of a sheet in one of these styles, with their style."""
    style_by_place: dict[Place, int] = {}
    row, column = -1, -1
    for tag in _TAG.finditer(xml):
        style_number = tag[2]
        if tag[1] == b"row":
            number = _ROW_NUMBER.search(style_number)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        # A cell without a reference follows the one before it.
        at = _REF.search(style_number)
        row, column = (int(at[2]) - 1, column_number(at[1].decode())) if at else (row, column + 1)
        named = _STYLE.search(style_number)
        style = int(named[1]) if named else 0
        if style in styles and not style_number.endswith(b"/"):
            if len(style_by_place) >= MOST_MARKS:
                break
            style_by_place[row, column] = style
    return style_by_place


def _codes(part: bytes) -> Iterator[tuple[int, str]]:
    for tag in _FORMAT.findall(part):
        code = _FORMAT_CODE.search(tag)
        if code and _NUMBER["numFmtId"].search(tag):
            text = (code[1] or code[2] or b"").decode("utf-8", "replace")
            yield _number(tag, "numFmtId"), html.unescape(text)


def _conditional(xml: bytes) -> dict[int, int]:
    """The flags of the number formats that conditional formats apply, by their number."""
    flags: dict[int, int] = {}
    for number, part in enumerate(_parts(xml, _DIFFERENCES, _DIFFERENCE)):
        for _, code in _codes(part):
            if display := display_flags(code):
                flags[number] = display
    return flags


def _fading(xml: bytes) -> frozenset[int]:
    """The numbers of the conditional formats that turn a text white and leave the paper as it is."""
    parts = enumerate(_parts(xml, _DIFFERENCES, _DIFFERENCE))
    return frozenset(
        number for number, difference in parts if b"fill>" not in difference and _ink(difference) == _WHITE
    )


def _parts(xml: bytes, section_pattern: re.Pattern[bytes], part_pattern: re.Pattern[bytes]) -> list[bytes]:
    match = section_pattern.search(xml)
    return part_pattern.findall(match[0]) if match else []


def _number(tag: bytes, name: str) -> int:
    match = _NUMBER[name].search(tag)
    return int(match[1]) if match else 0


def _ink(font: bytes) -> bytes | None:
    """The colour of a font, b'' for one too small to see; None for what is not known to be pale."""
    if _SIZE.search(font):
        return b""
    tag = _INK.search(font)
    return _colour(tag[0]) if tag else None


def _paper(fill: bytes) -> bytes | None:
    """The colour behind a cell; None for a pattern."""
    if _GRADIENT.search(fill):
        return None
    tag = _PAINT.search(fill) if _SOLID.search(fill) else None
    return _colour(tag[0]) if tag else _WHITE


def _colour(tag: bytes) -> bytes | None:
    match = _COLOUR.search(tag)
    if not match:
        return None
    name = match[2].upper() if match[1] == b"rgb" else match[1] + match[2]
    if _TINT.search(tag):
        return name + b" tinted"
    return _WHITE if name in _WHITES else name
