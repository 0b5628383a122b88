"""The pieces of a slide: its frame with the imprint, texts and tables, readable from the back of a room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.text import CT_RegularTextRun
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from budget.charts.colours import LIGHT
from budget.export.cells import Cell, written
from budget.export.imprint import Imprint
from budget.export.safe_text import one_line

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.733
TITLE_TOP, BODY_TOP, FOOT_TOP = 0.55, 1.55, 6.82
TITLE_ONLY = 5
LANGUAGE = "nl-NL"
TYPEFACE = "Arial"
HEAD_SMALLER = 1
"""Points that a table header is smaller than its rows."""
MOST_CHARACTERS = 255
"""Most characters in one document property."""


class Words(NamedTuple):
    """A piece of text with its look; sizes in points."""

    text: str
    size: float = 18
    bold: bool = False
    colour: str = LIGHT.ink


class Box(NamedTuple):
    """A position and size, in inches."""

    left: float
    top: float
    width: float
    height: float


def empty_deck(marks: Imprint) -> Deck:
    """A 16:9 presentation with one layout, a title, and no slide."""
    deck = Presentation()
    _widen(deck)
    _set_typeface(deck)
    for layout in [layout for n, layout in enumerate(deck.slide_layouts) if n != TITLE_ONLY]:
        deck.slide_layouts.remove(layout)
    about = deck.core_properties
    about.title = f"{marks.programme}: {marks.title}"[:MOST_CHARACTERS]
    about.author = about.last_modified_by = marks.programme[:MOST_CHARACTERS]
    about.comments = f"{marks.scope} {marks.notice}"[:MOST_CHARACTERS]
    about.language = LANGUAGE
    return deck


def _widen(deck: Deck) -> None:
    """The template is made for 4:3: stretch its placeholders to 16:9."""
    was, deck.slide_width, deck.slide_height = deck.slide_width, Inches(WIDTH), Inches(HEIGHT)
    share = deck.slide_width / was
    for holder in (deck.slide_master, deck.slide_layouts[TITLE_ONLY]):
        for shape in holder.shapes:
            shape.left, shape.width = Emu(round(shape.left * share)), Emu(round(shape.width * share))


def _set_typeface(deck: Deck) -> None:
    """Set a typeface that every office program has, or one with the same widths: texts then fit as drawn."""
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = re.sub(rb'(<a:latin typeface=")[^+"]+"', rb"\g<1>" + TYPEFACE.encode() + b'"', theme.blob)


def framed_slide(deck: Deck, title: str, marks: Imprint) -> Slide:
    """A slide with its message as title and the imprint around it."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    _title(slide, title)
    kicker = f"{marks.programme} · {marks.meeting} · {marks.title}"
    put_text(slide, Box(LEFT, 0.22, 9.6, 0.34), [[Words(kicker, 12, colour=LIGHT.quiet)]])
    if marks.is_concept:
        box = Box(9.2, 0.2, RIGHT - 9.2, 0.36)
        put_text(slide, box, [[Words(marks.status, 14, True, LIGHT.over)]], PP_ALIGN.RIGHT)
    _foot(slide, marks)
    return slide


def _title(slide: Slide, title: str) -> None:
    holder = slide.shapes.title
    _place(holder, Box(LEFT, TITLE_TOP, RIGHT - LEFT, 0.95))
    size = 28 if len(title) <= 52 else 25 if len(title) <= 112 else 22 if len(title) <= 132 else 18
    fill(holder.text_frame, [[Words(title, size, True)]], PP_ALIGN.LEFT)
    holder.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _foot(slide: Slide, marks: Imprint) -> None:
    rule = slide.shapes.add_connector(1, Inches(LEFT), Inches(FOOT_TOP), Inches(RIGHT), Inches(FOOT_TOP))
    rule.line.color.rgb, rule.line.width = rgb(LIGHT.grid), Pt(1)
    rule._element.remove(rule._element.find(qn("p:style")))  # The template's own line has a shadow.
    _decorative(rule)
    scope = [Words(marks.scope, 11, True, LIGHT.quiet)]
    below = " ".join(part for part in (marks.notice, marks.correction, f"{marks.status}.") if part)
    texts = [scope, [Words(below, 11, colour=LIGHT.quiet)]]
    put_text(slide, Box(LEFT, FOOT_TOP + 0.05, 9.9, 0.5), texts, gap=0)
    mark = put_text(slide, Box(10.5, FOOT_TOP + 0.05, RIGHT - 10.5, 0.5), [[], []], PP_ALIGN.RIGHT, gap=0)
    first, second = mark.text_frame.paragraphs
    add_run(first, Words(f"kenmerk {marks.reference}", 11, colour=LIGHT.quiet))
    add_run(second, Words("dia ", 11, colour=LIGHT.quiet))
    _number(second)


def _number(paragraph: _Paragraph) -> None:
    """The slide number, as a field."""
    colour = f'<a:solidFill><a:srgbClr val="{LIGHT.quiet.lstrip("#")}"/></a:solidFill>'
    paragraph._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}" sz="1100">{colour}</a:rPr><a:t>0</a:t></a:fld>'
        )
    )


def put_text(
    slide: Slide, box: Box, lines: Sequence[Sequence[Words]], align: PP_ALIGN = PP_ALIGN.LEFT, gap: float = 6
) -> BaseShape:
    """A text box with a paragraph per line; `gap` is the space below each, in points."""
    shape = slide.shapes.add_textbox(*map(Inches, box))
    fill(shape.text_frame, lines, align, gap)
    return shape


def fill(
    frame: TextFrame, lines: Sequence[Sequence[Words]], align: PP_ALIGN = PP_ALIGN.LEFT, gap: float = 0
) -> None:
    """Fill with a paragraph per line; `gap` is the space below each, in points."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for n, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(gap)
        for piece in words:
            add_run(paragraph, piece)
        if words:
            paragraph._p.get_or_add_endParaRPr().set("sz", str(round(words[-1].size * 100)))


def add_run(paragraph: _Paragraph, words: Words) -> None:
    """Add text as literal text: nothing in it can become anything else."""
    run = deepcopy(_run(words.size, words.bold, words.colour))
    run.text = one_line(words.text)
    paragraph._p.append(run)


@cache
def _run(size: float, bold: bool, colour: str) -> CT_RegularTextRun:
    """A run of this look without text, to copy: setting each property anew takes several times as long."""
    look = f'sz="{Pt(size).centipoints}" b="{int(bold)}" lang="{LANGUAGE}"'
    fill = f'<a:solidFill><a:srgbClr val="{rgb(colour)}"/></a:solidFill>'
    return parse_xml(f"<a:r {nsdecls('a')}><a:rPr {look}>{fill}</a:rPr><a:t/></a:r>")


def put_table(
    slide: Slide,
    box: Box,
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    size: float = 14,
    header: bool = True,
    total: bool = False,
    alt: str = "",
    words: int = 1,
) -> None:
    """A native table: the first `words` columns are left-aligned, amounts right-aligned."""
    frame = slide.shapes.add_table(len(rows), len(widths), *map(Inches, box))
    describe(frame, alt)
    table = frame.table
    table.first_row, table.horz_banding, table.last_row = header, False, total
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Inches(box.width * share / sum(widths))
    for n, values in enumerate(rows):
        table.rows[n].height = Inches(box.height / len(rows))
        strong = (header and n == 0) or (total and n == len(rows) - 1)
        for place, value in enumerate(values):
            is_head = header and n == 0
            _cell(table.cell(n, place), written(value), size, strong, place, is_head, place < words)


PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The built-in style without fills and lines."""


def _cell(
    cell: _Cell, value: str, size: float, strong: bool, place: int, is_head: bool, is_text: bool
) -> None:
    align = PP_ALIGN.LEFT if is_text else PP_ALIGN.RIGHT
    size = size - HEAD_SMALLER if is_head else size
    words = Words(value or "\u00a0", size, strong, LIGHT.quiet if is_head else LIGHT.ink)
    fill(cell.text_frame, [[words]], align)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    cell.margin_left, cell.margin_right = Inches(0 if place == 0 else 0.04), Inches(0.04)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell._tc.get_or_add_tcPr().append(deepcopy(_line_below()))


@cache
def _line_below() -> BaseOxmlElement:
    colour = f'<a:solidFill><a:srgbClr val="{rgb(LIGHT.grid)}"/></a:solidFill>'
    return parse_xml(f'<a:lnB {nsdecls("a")} w="9525">{colour}</a:lnB>')


def describe(shape: BaseShape, alt: str) -> None:
    """Give a drawing its text alternative."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def _decorative(shape: BaseShape) -> None:
    """Mark it as decorative for screen readers."""
    place = shape._element.xpath(".//p:cNvPr")[0]
    place.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
            f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/></a:ext></a:extLst>'
        )
    )


def _place(shape: BaseShape, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)


def rgb(colour: str) -> RGBColor:
    """`#RRGGBB` as the library's colour type."""
    return RGBColor.from_string(colour.lstrip("#"))
