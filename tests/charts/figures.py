"""How a test reads a plotly figure."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import plotly.graph_objects as go

from budget.charts import plotly

P = ParamSpec("P")


def texts(figure: go.Figure) -> str:
    """All texts in the figure."""
    return " ".join(annotation.text for annotation in figure.layout.annotations)


def trace(figure: go.Figure, name: str) -> go.Figure:
    """The trace with this name in the legend."""
    return next(found for found in figure.data if found.name == name)


def as_plotly(figure: plotly.Figure) -> go.Figure:
    """A drawn figure in plotly's own class, which can read its attributes; not validated yet."""
    return go.Figure(**figure.to_dict(), _validate=False)


def _read(draw: Callable[P, plotly.Figure]) -> Callable[P, go.Figure]:
    @wraps(draw)
    def figure(*args: P.args, **kwargs: P.kwargs) -> go.Figure:
        return as_plotly(draw(*args, **kwargs))

    return figure


draw_bullets = _read(plotly.draw_bullets)
draw_flows = _read(plotly.draw_flows)
draw_heat = _read(plotly.draw_heat)
draw_left = _read(plotly.draw_variance)
draw_pace = _read(plotly.draw_pace)
draw_releases = _read(plotly.draw_releases)
draw_sources = _read(plotly.draw_sources)
draw_waterfall = _read(plotly.draw_waterfall)
"""The drawing functions of the product, with figures that can be read."""
