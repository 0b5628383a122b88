"""What the template reads of the pages: charts drawn, cells in words, all else by its fields."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from budget.charts.bullets import BulletChart
from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart
from budget.charts.svg.bars import DrawnBars, Strip, bullets_on_paper, sources_on_paper
from budget.charts.svg.pace import pace_on_paper
from budget.export.cells import Phrase, Short, Typed, written
from budget.export.domain_parts import BarNotes

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars, with the texts beside them, if any, and the most letters of a name, if limited."""

    chart: BulletChart
    strip: Strip
    beside: tuple[BarNotes, ...] = ()
    longest: int | None = None


def view(part: DataclassInstance) -> dict[str, object]:
    """The fields of a dataclass as JSON values."""
    return {field.name: _seen(getattr(part, field.name)) for field in fields(part)}


def _seen(part: object) -> object:
    if isinstance(part, Typed):
        return written(part)
    if isinstance(part, PaceChart):
        return view(pace_on_paper(part))
    if isinstance(part, SourcesChart):
        return view(sources_on_paper(part))
    if isinstance(part, Bars):
        return view(_drawn(part))
    if is_dataclass(part) and not isinstance(part, type):
        return view(part)
    return [*map(_seen, part)] if isinstance(part, tuple) else part


def _drawn(bars: Bars) -> DrawnBars:
    """The bars, with the texts beside them in their text alternative."""
    drawn, longest = bullets_on_paper(bars.chart, bars.strip), bars.longest
    told = [
        f"{row.name}: {written(Phrase((*one.left, one.result), ', '))}."
        for row, one in zip(bars.chart.rows, bars.beside, strict=False)
        if written(one.result)
    ]
    rows = drawn.rows
    if longest is not None:
        rows = tuple(replace(row, name=written(Short(row.name, longest))) for row in rows)
    return replace(drawn, alt=" ".join((drawn.alt, *told)), rows=rows)
