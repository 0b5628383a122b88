"""Text slides: the summary, and further sentences."""

from __future__ import annotations

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from budget.export.imprint import Imprint
from budget.export.pptx.figures import key_figures
from budget.export.pptx.fitted import fitted
from budget.export.pptx.parts import (
    BODY_TOP,
    FOOT_TOP,
    LEFT,
    RIGHT,
    Box,
    Words,
    framed_slide,
    put_table,
    put_text,
)
from budget.export.row_by_format import as_told
from budget.snapshot.content import Content

WIDE = RIGHT - LEFT
BODY = FOOT_TOP - BODY_TOP - 0.1
LONG_TEXT = 330
"""Letters of the sentences in short past which they are set smaller."""


def put_body(content: Content, slide: Slide, width: float, lines: list[list[Words]], gap: float) -> None:
    """The text of a slide, below its title."""
    room = Box(LEFT, BODY_TOP + 0.1, width, BODY - 0.1)
    shown = fitted(lines, room, gap) if content.is_fitted else lines
    put_text(slide, Box(LEFT, BODY_TOP + 0.1, width, BODY), shown, gap=gap)


def put_in_short(deck: Deck, content: Content, marks: Imprint) -> None:
    """The answer as a title, the sentences below it, the key figures beside them."""
    first, *others = content.in_short[0] if content.answers_first else content.sentences
    slide = framed_slide(deck, first, marks)
    is_long = content.has_short_report and sum(map(len, others)) > LONG_TEXT
    size = 17 if is_long else 22
    gap = 7 if content.is_fitted else 14
    put_body(content, slide, 7.2, [[Words(text, size)] for text in others], gap=gap)
    put_table(
        slide,
        Box(8.3, BODY_TOP + 0.1, RIGHT - 8.3, 3.9),
        (1.5, 1.4, 0.95),
        [
            ("", f"in {content.year}", "van budget"),
            *key_figures(as_told(content, content.total).measures, content.tells_silent),
        ],
        size=18,
        alt="Kerncijfers van het programma.",
    )


def put_more(deck: Deck, content: Content, marks: Imprint) -> None:
    """The sentences that a board does not need first."""
    if more := content.in_short[1]:
        slide = framed_slide(deck, "Wat is er nog meer te weten?", marks)
        put_body(content, slide, WIDE, [[Words(text, 18)] for text in more], gap=7)
