"""The slide with promises, requests, decisions and changed codes."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck

from budget import labels
from budget.export.imprint import Imprint
from budget.export.pptx.parts import BODY_TOP, LEFT, RIGHT, Box, Words, framed_slide, put_table, put_text
from budget.export.record_lists import HEADERS, INTRO, TITLE, supplementary_rows
from budget.snapshot.content import Content

MOST_ROWS = 9
HEIGHT = 0.4
"""Row height in inches."""


def put_beside(deck: Deck, content: Content, marks: Imprint) -> None:
    """The most urgent rows, with how many are left out; no slide without any."""
    rows = supplementary_rows(content)
    if not rows:
        return
    more = len(rows) - MOST_ROWS
    intro = f"Dit telt nergens in mee. En nog {labels.count(more, 'rij', 'rijen')}: zie het rekenblad."
    intro = intro if more > 0 else INTRO
    slide = framed_slide(deck, TITLE, marks)
    put_text(slide, Box(LEFT, BODY_TOP + 0.05, RIGHT - LEFT, 0.4), [[Words(intro, 14)]])
    shown = [HEADERS, *rows[:MOST_ROWS]]
    put_table(
        slide,
        Box(LEFT, BODY_TOP + 0.5, RIGHT - LEFT, HEIGHT * len(shown)),
        (1.1, 2.2, 4.4, 1.2, 1.1, 1.3),
        shown,
        size=12,
        words=3,
        alt="Toezeggingen, aanvragen, besluiten en regelcodes die veranderden.",
    )
