"""Texts set so small that they stay inside their box on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from budget.export.pptx.parts import Box, Words

LETTER = 0.52
"""How wide a letter is in its size; Arial and what stands in for it need a little less."""
LINE = 1.2
"""How high a line is in its size."""
POINTS = 72
"""In an inch."""
SMALLEST = 11
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


def fitted(lines: Sequence[list[Words]], box: Box, gap: float) -> list[list[Words]]:
    """The paragraphs in the largest size at which they stay inside `box`; never smaller than can be read."""
    for part in STEPS:
        found = [[word._replace(size=max(word.size * part, SMALLEST)) for word in words] for words in lines]
        if height_of(found, box.width, gap) <= box.height:
            break
    return found
