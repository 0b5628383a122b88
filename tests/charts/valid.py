"""Checks for every plotly figure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

HOSTILE = "<b>vet</b> & <a href='javascript:x'>klik</a> $x$ %{x}"


def assert_valid(figure: go.Figure) -> None:
    """Plotly knows every attribute; no value is missing; zoom is off; the title is left to the page."""
    assert json.loads(figure.to_json()) == json.loads(go.Figure(figure.to_dict()).to_json())
    assert all(math.isfinite(number) for number in _numbers(figure.to_dict()))
    assert figure.layout.xaxis.fixedrange
    assert figure.layout.yaxis.fixedrange
    assert figure.layout.separators == ",."
    assert figure.layout.title.text is None
    assert figure.layout.height > 0


def assert_escaped(figure: go.Figure) -> None:
    """HOSTILE is in the texts and hover texts, escaped."""
    shown = "".join(_texts(figure.to_dict()))
    assert "&lt;b&gt;vet" in shown
    assert "<b>vet" not in shown
    assert "<a " not in shown
    assert all(found.hovertemplate is None for found in figure.data)


def _numbers(value: Any) -> Iterator[float]:
    for part in _leaves(value):
        if isinstance(part, int | float):
            yield part


def _texts(value: Any) -> Iterator[str]:
    """Every text that a reader sees; customdata is used by the page and never shown."""
    for part in _leaves(value):
        if isinstance(part, str):
            yield part


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name != "customdata":
                yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    else:
        yield value
