"""Where the money comes from: what is spent, committed and left per funding source or theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from budget import labels
from budget.charts.bullets import bars_of, is_planned, spoken
from budget.charts.tables import Cells, Column, Tabular, room, unknown_lines
from budget.model.figures import Row

NO_COLOUR = "#5F6B7A"


@dataclass(frozen=True, slots=True)
class SourcesChart(Tabular):
    """One stacked bar in euros per row, in the order given; `colours` has a colour per row."""

    rows: tuple[Row, ...]
    colours: tuple[str, ...]
    as_of: date

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Naam", str),
        Column("Begroot", labels.euro),
        Column("Vrijgegeven", labels.euro),
        Column("Vrijgave onbekend", unknown_lines),
        Column("Besteed", labels.euro),
        Column("Verplicht", labels.euro),
        Column("Vrije ruimte", room),
        Column("Besteed %", labels.percent),
    )

    @classmethod
    def of(cls, rows: Sequence[Row], as_of: date, colours: Mapping[str, str]) -> SourcesChart:
        """The chart of rows by source or theme; `colours` gives #RRGGBB by the code of a source."""
        codes = (row.key.partition("/")[0] for row in rows)
        return cls(tuple(rows), tuple(colours.get(code, NO_COLOUR) for code in codes), as_of)

    @property
    def scale(self) -> tuple[int, int]:
        """Least and most amount that the axis shows, in cents."""
        measures = [row.measures for row in self.rows]
        low = min([0, *(m.realised for m in measures)])
        return low, max([0, *(max(m.budget, m.used, m.realised) for m in measures)])

    @property
    def title(self) -> str:
        planned = [row for row in self.rows if is_planned(row)]
        short = [row for row in planned if row.measures.free < 0]
        if short:
            most = min(short, key=lambda row: row.measures.free)
            return f"{most.name} komt {labels.euro_short(-most.measures.free)} tekort"
        left = [row for row in planned if row.measures.free > 0]
        if not left:
            return "Er is geen vrije ruimte meer"
        most = max(left, key=lambda row: row.measures.free)
        amounts = f"{labels.euro_short(most.measures.free)} van {labels.euro_short(most.measures.budget)}"
        return f"De meeste vrije ruimte zit bij {most.name}: {amounts}"

    @property
    def alt(self) -> str:
        if not self.rows:
            return "Lege staafgrafiek."
        return " ".join((bars_of(self.rows[0].by, self.as_of), *map(spoken, self.rows)))

    def cells(self) -> Cells:
        return [_cells(row) for row in self.rows]


def _cells(row: Row) -> tuple[object, ...]:
    m = row.measures
    return row.name, m.budget, m.released, m.released_unknown, m.realised, m.committed, m.free, m.depletion
