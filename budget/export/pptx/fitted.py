"""Shrinks texts so that they fit their box on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from budget.export.pptx.parts import Box, Words

LETTER = 0.52
"""Width of a letter as a share of its size; Arial and its substitutes need slightly less."""
LINE = 1.2
"""Height of a line as a multiple of its size."""
POINTS = 72
"""Points per inch."""
SMALLEST = 11
STEPS = tuple(n / 20 for n in range(20, 8, -1))
"""The scale factors that a text may be set in."""


def lines_of(words: Sequence[Words], width: float) -> int:
    """The number of lines of a paragraph in `width` inches; at least one."""
    points = sum(len(piece.text) * piece.size for piece in words) * LETTER
    return max(ceil(points / (width * POINTS)), 1)


def height_of(lines: Sequence[Sequence[Words]], width: float, gap: float) -> float:
    """Height in inches of paragraphs `width` inches wide, with `gap` points below each."""
    sizes = (max((piece.size for piece in words), default=0) for words in lines)
    return (
        sum(lines_of(words, width) * size * LINE + gap for words, size in zip(lines, sizes, strict=True))
        / POINTS
    )


def fitted(lines: Sequence[list[Words]], box: Box, gap: float) -> list[list[Words]]:
    """The paragraphs at the largest size that fits `box`, but never smaller than readable."""
    for part in STEPS:
        found = [[word._replace(size=max(word.size * part, SMALLEST)) for word in words] for words in lines]
        if height_of(found, box.width, gap) <= box.height:
            break
    return found
