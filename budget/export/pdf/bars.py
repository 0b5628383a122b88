"""A chart of bars on paper, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from budget.charts.bullets import BulletChart
from budget.export.cells import Cell


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars; `beside` are texts per bar, its result last; `longest` the most letters of a name."""

    chart: BulletChart
    is_narrow: bool = False
    beside: tuple[tuple[Cell, ...], ...] = ()
    longest: int | None = None
