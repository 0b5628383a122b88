"""The scope line inside a picture, so that a copy of the picture keeps it."""

from __future__ import annotations

from html import escape
from textwrap import wrap

from plotly.graph_objects import Figure

from budget.charts.colours import palette
from budget.charts.plotly.canvas import lines

ROOM = 26
LINE = 14
LINE_LENGTH = 46


def add_scope(figure: Figure, words: str, dark: bool = False) -> Figure:
    """`figure` with `words` under it and its own background."""
    colours, bottom = palette(dark), figure.layout.margin.b or 0
    told = [escape(line) for line in wrap(words, LINE_LENGTH)]
    room = ROOM + max(len(told) - 1, 0) * LINE
    note = {
        "text": lines(told),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -bottom - 2,
        "align": "left",
        "showarrow": False,
        "font": {"size": 11, "color": colours.quiet},
    }
    figure.layout.height += room
    figure.layout.margin.b = bottom + room
    figure.layout.paper_bgcolor = colours.paper
    figure.layout.annotations = [*figure.layout.annotations, note]
    return figure
