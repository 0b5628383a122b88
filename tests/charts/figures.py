"""How a test reads a plotly figure."""

from __future__ import annotations

import plotly.graph_objects as go


def texts(figure: go.Figure) -> str:
    """All words that stand in the picture."""
    return " ".join(annotation.text for annotation in figure.layout.annotations)


def trace(figure: go.Figure, name: str) -> go.Figure:
    """The trace with this name in the legend."""
    return next(found for found in figure.data if found.name == name)
