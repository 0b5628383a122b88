"""What the template reads of the pages: charts drawn, cells in words, all else by its fields."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart
from budget.charts.svg.bars import PAPER, PAPER_BESIDE, DrawnBars, bullets_on_paper, sources_on_paper
from budget.charts.svg.pace import pace_on_paper
from budget.export.cells import Phrase, Short, Typed, written
from budget.export.pdf.bars import Bars

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


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
    drawn = bullets_on_paper(bars.chart, PAPER_BESIDE if bars.is_narrow else PAPER)
    row_sentences = [
        f"{row.name}: {written(Phrase(texts, ', '))}."
        for row, texts in zip(bars.chart.rows, bars.beside, strict=False)
        if written(texts[-1])
    ]
    rows, longest = drawn.rows, bars.longest
    if longest is not None:
        rows = tuple(replace(row, name=written(Short(row.name, longest))) for row in rows)
    return replace(drawn, alt=" ".join((drawn.alt, *row_sentences)), rows=rows)
