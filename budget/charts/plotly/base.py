"""The empty plotly figure that every chart on screen starts from, with its texts made safe."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import plotly.graph_objects as go

from budget.charts.colours import Palette
from budget.model import Colour

FONT = '"Source Sans 3", "Source Sans", "Segoe UI", Arial, sans-serif'
TEXT = 14
SMALL = 13
LEGEND_ROOM = 50
SIDE = 14


def empty_figure(colours: Palette, height: int, top: int, bottom: int) -> go.Figure:
    """A figure of `height` px without a title; it does not zoom, so that a finger can scroll past it."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": SIDE, "r": SIDE, "t": top, "b": bottom, "pad": 0},
        font={"family": FONT, "size": TEXT, "color": colours.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=",.",
        dragmode=False,
        hovermode="closest",
        barmode="overlay",
        template={"layout": {"colorway": [colours.realised]}},
        hoverlabel={
            "bgcolor": colours.paper,
            "bordercolor": colours.budget_line,
            "font": {"family": FONT, "size": TEXT, "color": colours.ink},
            "align": "left",
        },
        legend={
            "orientation": "h",
            "entrywidth": 62,
            "entrywidthmode": "pixels",
            "x": 0,
            "xanchor": "left",
            "xref": "paper",
            "y": 1,
            "yanchor": "top",
            "yref": "container",
            "font": {"size": 12, "color": colours.ink},
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
        },
    )
    figure.update_xaxes(fixedrange=True, zeroline=False, gridcolor=colours.grid, showline=False)
    figure.update_yaxes(fixedrange=True, zeroline=False, gridcolor=colours.grid, showline=False)
    return figure


def safe(text: str) -> str:
    """User text as plotly must show it: literally, without its markup."""
    return escape(text, quote=False)


def lines(words: Iterable[str]) -> str:
    return "<br>".join(words)


def hatched(fill: str, stripe: str | list[str]) -> dict[str, Any]:
    """A bar that is told apart by its stripes as well as by its colour."""
    return {"pattern": _pattern("/", fill, stripe, 0.32), "line": {"width": 1, "color": stripe}}


def crossed(fill: str, stripe: str) -> dict[str, Any]:
    """A bar that is told apart by its crosses as well as by its colour."""
    return {"pattern": _pattern("x", fill, stripe, 0.25), "line": {"width": 1, "color": fill}}


def _pattern(shape: str, fill: Any, stripe: Any, solidity: float) -> dict[str, Any]:
    # Said in full: versions of plotly.js differ in what they do with the marker's own colour.
    look = {"bgcolor": fill, "fgcolor": stripe, "fgopacity": 1, "fillmode": "replace"}
    return {"shape": shape, "size": 6, "solidity": solidity} | look


def signal_mark(shape: str, colour: Colour, colours: Palette) -> str:
    return f'<span style="color:{colours.signal[colour]};font-size:17px">{shape}</span>'


def tick_mark(length: float, width: float, colour: str) -> dict[str, Any]:
    """An upright line of `length` px; plotly draws this symbol 1.4 times its size."""
    return {"symbol": "line-ns", "size": length / 1.4, "line": {"width": width, "color": colour}}


def note(figure: go.Figure, text: str, x: Any, y: Any, **where: Any) -> None:
    """A text in the picture, without an arrow."""
    figure.add_annotation(text=text, x=x, y=y, showarrow=False, **where)
