"""Recognises rows of an .xlsx sheet with nothing but numbers and shared strings, many at a time."""

from __future__ import annotations

import re
from collections import Counter

_DIGITS = b"0123456789"
_ROW = re.compile(
    rb'\s*<row r=""(?: (?:spans=":"|s=""|customFormat=""|x?ac:dyDescent="\.?"))*>'
    rb'(?:<c r="[A-Z]{1,3}"(?: s="")?(?:/>|(?: t="s")?><v>-?\.?</v></c>))*'
)
"""A row without its digits and its end."""
_ODD_DOT = re.compile(rb"\.(?:(?![0-9])|(?<![0-9]\.))")
_ODD_DASH = re.compile(rb"-(?:(?![0-9])|(?<!<v>-))")
"""A dot without a digit on both sides; a dash that is no sign before a number."""
_END, _CELL = b"</row>", b"</v></c>"
_MOST_SHAPES = 1_000


def count_plain(rows: bytes, cells_by_shape: dict[bytes, int]) -> int | None:
    """How many cells have a value, if all `rows` are plain; None if any may be otherwise.

    A plain row has cells without a value, or with one number or shared string: nothing is hidden, calculated,
    written out or damaged. Rows are compared without their digits, so that most are alike; `cells_by_shape`
    keeps the number of cells in those seen before.
    """
    if _ODD_DOT.search(rows) or _ODD_DASH.search(rows):
        return None
    *whole, remainder = rows.translate(None, _DIGITS).split(_END)
    if remainder:
        return None
    cells = 0
    for row, times in Counter(whole).items():
        if row not in cells_by_shape:
            if len(cells_by_shape) >= _MOST_SHAPES or not _ROW.fullmatch(row):
                return None
            cells_by_shape[row] = row.count(_CELL)
        cells += cells_by_shape[row] * times
    # A digit may have been in a tag itself.
    return cells if rows.count(_CELL) == cells else None
