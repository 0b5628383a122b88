"""The text of a slide: slides of sentences, with the font size reduced until they fit their box."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from budget.charts.colours import LIGHT
from budget.export.imprint import Imprint
from budget.export.pptx.figures import key_figures
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
from budget.export.row_by_format import row_in_format
from budget.export.wording import ask_words
from budget.snapshot.content import Content
from budget.snapshot.question_words import open_questions_in_words

LETTER = 0.52
"""Width of a letter as a fraction of its size; Arial and its substitutes are slightly narrower."""
LINE = 1.2
"""Height of a line as a multiple of its size."""
POINTS = 72
"""In an inch."""
SMALLEST, MOST_ASKS = 11, 6
STEPS = tuple(n / 20 for n in range(20, 8, -1))
"""Parts of its own size that a text may be set in."""


def lines_of(words: Sequence[Words], width: float) -> int:
    """How many lines a paragraph takes in `width` inches; at least one."""
    points = sum(len(piece.text) * piece.size for piece in words) * LETTER
    return max(ceil(points / (width * POINTS)), 1)


def height_of(lines: Sequence[Sequence[Words]], width: float, gap: float) -> float:
    """Inches that paragraphs take in `width` inches, with `gap` points below each."""
    sizes = (max((piece.size for piece in words), default=0) for words in lines)
    return (
        sum(lines_of(words, width) * size * LINE + gap for words, size in zip(lines, sizes, strict=True))
        / POINTS
    )


def fit_text(lines: Sequence[list[Words]], box: Box, gap: float) -> list[list[Words]]:
    """The paragraphs in the largest size at which they stay inside `box`; never smaller than can be read."""
    for part in STEPS:
        smaller = [[word._replace(size=max(word.size * part, SMALLEST)) for word in words] for words in lines]
        if height_of(smaller, box.width, gap) <= box.height:
            break
    return smaller


WIDE = RIGHT - LEFT
BODY = FOOT_TOP - BODY_TOP - 0.1
LONG_TEXT = 330
"""Letters of the sentences in short past which they are set smaller."""


def put_body(content: Content, slide: Slide, width: float, lines: list[list[Words]], gap: float) -> None:
    """The text of a slide, below its title."""
    room = Box(LEFT, BODY_TOP + 0.1, width, BODY - 0.1)
    shown = fit_text(lines, room, gap) if content.is_fitted else lines
    put_text(slide, Box(LEFT, BODY_TOP + 0.1, width, BODY), shown, gap=gap)


def put_in_short(deck: Deck, content: Content, marks: Imprint) -> None:
    """The answer as a title, the sentences below it, the key figures beside them."""
    first, *others = content.summary_and_rest[0] if content.answers_first else content.sentences
    slide = framed_slide(deck, first, marks)
    is_long = content.has_short_report and sum(map(len, others)) > LONG_TEXT
    size = 17 if is_long else 22
    gap = 7 if content.is_fitted else 14
    put_body(content, slide, 7.2, [[Words(text, size)] for text in others], gap=gap)
    put_table(
        slide,
        Box(8.3, BODY_TOP + 0.1, RIGHT - 8.3, 3.9),
        (1.35, 1.6, 0.9) if content.answers_first else (1.5, 1.4, 0.95),
        [
            ("", f"in {content.year}", "van budget"),
            *key_figures(row_in_format(content, content.total).measures, content.hides_silent),
        ],
        size=16 if content.answers_first else 18,
        alt="Kerncijfers van het programma.",
    )


def put_more(deck: Deck, content: Content, marks: Imprint) -> None:
    """The sentences that a board does not need first."""
    if more := content.summary_and_rest[1]:
        slide = framed_slide(deck, "Wat is er nog meer te weten?", marks)
        put_body(content, slide, WIDE, [[Words(text, 18)] for text in more], gap=7)


def ask_lines(content: Content, size: int, small: int) -> list[list[Words]]:
    """The requests other than questions, then the domains proposed for the agenda; sizes in points."""
    asks, lines = content.asks, []
    begin = len(open_questions_in_words(content)) if content.answers_first else 0
    for number, ask in enumerate(asks[:MOST_ASKS], begin + 1):
        lines.append([Words(f"{number}. ", size, True), Words(ask.text, size)])
        lines.append([Words(ask_words(ask), small, colour=LIGHT.quiet)])
    if agenda_text := content.agenda_sentence:
        lines.append([Words(agenda_text, small)])
    if len(asks) > MOST_ASKS:
        lines.append([Words(f"En nog {len(asks) - MOST_ASKS} andere.", small, colour=LIGHT.quiet)])
    return lines
