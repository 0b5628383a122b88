"""Builds a plotly figure: traces are collected in lists and handed over once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import NamedTuple

from plotly.basedatatypes import BaseFigure
from plotly.io import templates

from budget.charts.colours import Palette
from budget.model.words import Colour

Look = dict[str, object]
"""Attributes as plotly.js knows them."""
FONT = '"Source Sans 3", "Source Sans", "Segoe UI", Arial, sans-serif'
TEXT = 14
SMALL = 13
LEGEND_ROOM = 50
SIDE = 14
CLEAR = "rgba(0,0,0,0)"
DRAWN = ("bar", "scatter")
FLAT = ("font", "hoverlabel", "xaxis", "yaxis", "shapedefaults", "annotationdefaults", "title")
"""Plotly's defaults for what is drawn here; it has more for maps, globes and scenes."""


class Size(NamedTuple):
    """The height of a picture, of which `top` and `bottom` are outside the plot; px."""

    height: int
    top: int
    bottom: int


class Figure(BaseFigure):
    """A figure in the attributes of plotly.js, sent to the browser as drawn.

    Plotly's own figure validates, copies and converts all attributes: a third of the time of a click in a
    chart. The tests validate each figure with it.
    """

    def __init__(self, traces: list[Look], layout: Look, notes: list[Look], size: Size) -> None:
        """`layout` is without its notes and its size."""
        self._traces, self._rest, self._notes, self._size = traces, layout, notes, size

    def to_dict(self) -> Look:
        """Traces and layout by their names in plotly.js."""
        margin = {"l": SIDE, "r": SIDE, "t": self._size.top, "b": self._size.bottom, "pad": 0}
        layout = self._rest | {"height": self._size.height, "margin": margin}
        if self._notes:
            layout["annotations"] = self._notes
        return {"data": self._traces, "layout": layout}

    def with_caption(self, caption: Look, room: int, background: str) -> Figure:
        """This figure with `room` px more under it, where `caption` starts."""
        size = self._size._replace(height=self._size.height + room, bottom=self._size.bottom + room)
        note = caption | {"yshift": -self._size.bottom - 2}
        return Figure(self._traces, self._rest | {"paper_bgcolor": background}, [*self._notes, note], size)


class Canvas:
    """A figure of `height` px without a title; it does not zoom, so that a finger can scroll past it."""

    def __init__(
        self, colours: Palette, height: int, top: int, bottom: int, depth: float | None = None
    ) -> None:
        """Starts empty, with `top` and `bottom` px around the plot; with `depth`, y is px from its top."""
        axis: Look = {"fixedrange": True, "zeroline": False, "gridcolor": colours.grid, "showline": False}
        self.xaxis, self.yaxis, self.legend = dict(axis), dict(axis), _legend(colours)
        if depth is not None:
            self.yaxis |= {"range": [depth, 0], "visible": False}
        self.layout = _layout(colours)
        self._size = Size(height, top, bottom)
        self._traces: list[Look] = []
        self._notes: list[Look] = []
        self._lines: list[Look] = []

    def add_bar(self, **look: object) -> None:
        """Add a bar trace."""
        self._traces.append({"type": "bar", **look})

    def add_scatter(self, **look: object) -> None:
        """Add a trace of points, lines or filled areas."""
        self._traces.append({"type": "scatter", **look})

    def add_note(self, text: str, x: object, y: object, **where: object) -> None:
        """Add a text without an arrow."""
        self._notes.append({"text": text, "x": x, "y": y, "showarrow": False, **where})

    def add_line(self, **where: object) -> None:
        """Add a straight line that is not a trace."""
        self._lines.append({"type": "line", **where})

    def figure(self) -> Figure:
        """What was drawn so far."""
        layout = self.layout | {"xaxis": self.xaxis, "yaxis": self.yaxis, "legend": self.legend}
        if self._lines:
            layout["shapes"] = self._lines
        return Figure(self._traces, layout, self._notes, self._size)


def _layout(colours: Palette) -> Look:
    font = {"family": FONT, "size": TEXT, "color": colours.ink}
    return {
        "font": font,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "separators": ",.",
        "dragmode": False,
        "hovermode": "closest",
        "barmode": "overlay",
        "template": _template(colours.realised),
        "hoverlabel": {
            "bgcolor": colours.paper,
            "bordercolor": colours.budget_line,
            "font": font,
            "align": "left",
        },
    }


@cache
def _template(colour: str) -> Look:
    """Plotly's defaults, with `colour` for everything without a colour."""
    template: dict[str, Look] = templates["plotly"].to_plotly_json()
    data = {kind: template["data"][kind] for kind in DRAWN}
    layout = {name: template["layout"][name] for name in FLAT}
    return {"data": data, "layout": layout | {"colorway": [colour]}}


def _legend(colours: Palette) -> Look:
    return {
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
        "bgcolor": CLEAR,
        "itemclick": False,
        "itemdoubleclick": False,
        "traceorder": "normal",
    }


def safe(text: str) -> str:
    """User text for plotly, shown literally and not as markup."""
    return escape(text, quote=False)


def lines(words: Iterable[str]) -> str:
    """Lines of text below each other."""
    return "<br>".join(words)


def hatched(fill: str, stripe: str | list[str]) -> Look:
    """The fill of a bar with stripes, to be recognised without colour."""
    return {"pattern": _pattern("/", fill, stripe, 0.32), "line": {"width": 1, "color": stripe}}


def crossed(fill: str, stripe: str) -> Look:
    """The fill of a bar with crosses, to be recognised without colour."""
    return {"pattern": _pattern("x", fill, stripe, 0.25), "line": {"width": 1, "color": fill}}


def _pattern(shape: str, fill: str, stripe: str | list[str], solidity: float) -> Look:
    # All colours are stated: versions of plotly.js differ in how they treat the marker's colour.
    look = {"bgcolor": fill, "fgcolor": stripe, "fgopacity": 1, "fillmode": "replace"}
    return {"shape": shape, "size": 6, "solidity": solidity} | look


def signal_mark(shape: str, colour: Colour, colours: Palette) -> str:
    """The shape of a signal in its colour, as markup."""
    return f'<span style="color:{colours.signal[colour]};font-size:17px">{shape}</span>'


def tick_mark(length: float, width: float, colour: str) -> Look:
    """An upright line of `length` px; plotly draws this symbol 1.4 times its size."""
    return {"symbol": "line-ns", "size": length / 1.4, "line": {"width": width, "color": colour}}
