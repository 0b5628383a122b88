"""The scope line inside a picture, so that a copy of the picture keeps it."""

from __future__ import annotations

from html import escape
from textwrap import wrap

from budget.charts.colours import palette
from budget.charts.plotly.canvas import Figure, Look, lines

ROOM = 26
LINE = 14
LINE_LENGTH = 46


def add_scope(figure: Figure, words: str, dark: bool = False) -> Figure:
    """`figure` with `words` under it and its own background."""
    colours, escaped_lines = palette(dark), [escape(line) for line in wrap(words, LINE_LENGTH)]
    caption: Look = {
        "text": lines(escaped_lines),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": 11, "color": colours.quiet},
    }
    return figure.with_caption(caption, ROOM + max(len(escaped_lines) - 1, 0) * LINE, colours.paper)
