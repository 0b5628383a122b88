"""Spent, committed and left per funding source or theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from budget import labels
from budget.charts.tables import (
    Cell,
    Cells,
    Column,
    Tabular,
    bar_chart_intro,
    describe_row,
    euro_or_undelivered,
    is_planned,
    measured_only,
    unknown_lines,
)
from budget.labels import room
from budget.model.figures import Row

NO_COLOUR = "#5F6B7A"
_FIRST = (
    Column("Naam", str),
    Column("Begroot", labels.euro),
    Column("Vrijgegeven", labels.euro),
    Column("Vrijgave onbekend", unknown_lines),
    Column("Besteed", euro_or_undelivered),
    Column("Verplicht", euro_or_undelivered),
)
_APART = Column("Ruimte", labels.euro), Column("Tekort", labels.euro)


@dataclass(frozen=True, slots=True)
class SourcesChart(Tabular):
    """One stacked bar in euros per row, in the order given; `colours` has a colour per row.

    `hides_silent`: domains that delivered nothing have no measured amounts; snapshots before format 8 had
    them.
    """

    rows: tuple[Row, ...]
    colours: tuple[str, ...]
    as_of: date
    hides_silent: bool = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """With separate columns for room and shortage if a row has both."""
        room_columns = _APART if self._has_room_and_shortage else (Column("Vrije ruimte", room),)
        return *_FIRST, *room_columns, Column("Besteed %", labels.percent)

    @property
    def _has_room_and_shortage(self) -> bool:
        return any(row.measures.has_room_and_shortage for row in self.rows)

    @classmethod
    def of(
        cls, rows: Sequence[Row], as_of: date, colours: Mapping[str, str], hides_silent: bool = True
    ) -> SourcesChart:
        """The chart of rows by source or theme; `colours` gives #RRGGBB by source code."""
        codes = (row.key.partition("/")[0] for row in rows)
        return cls(tuple(rows), tuple(colours.get(code, NO_COLOUR) for code in codes), as_of, hides_silent)

    @property
    def scale(self) -> tuple[int, int]:
        """Lowest and highest amount on the axis, in cents."""
        measures = [row.measures for row in self.rows]
        low = min([0, *(m.realised for m in measures)])
        return low, max([0, *(max(m.budget, m.used, m.realised) for m in measures)])

    @property
    def title(self) -> str:
        """The message of the chart."""
        planned = [row for row in self.rows if is_planned(row)]
        over = [row for row in planned if row.measures.free < 0 and not row.measures.has_room_and_shortage]
        if over:
            most = min(over, key=lambda row: row.measures.free)
            return f"{most.name} komt {labels.euro_short(-most.measures.free)} tekort"
        apart = [row for row in planned if row.measures.has_room_and_shortage]
        if apart:
            most = max(apart, key=lambda row: row.measures.short)
            room_words, short = labels.euro_short(most.measures.room), labels.euro_short(most.measures.short)
            return f"{most.name}: {room_words} vrij, maar {short} tekort in een andere pot"
        with_room = [row for row in planned if row.measures.free > 0]
        if not with_room:
            return "Er is geen vrije ruimte meer"
        most = max(with_room, key=lambda row: row.measures.free)
        amounts = f"{labels.euro_short(most.measures.free)} van {labels.euro_short(most.measures.budget)}"
        return f"De meeste vrije ruimte zit bij {most.name}: {amounts}"

    @property
    def alt(self) -> str:
        """The text alternative."""
        if not self.rows:
            return "Lege staafgrafiek."
        sentences = (describe_row(row, hides_silent=self.hides_silent) for row in self.rows)
        return " ".join((bar_chart_intro(self.rows[0].by, self.as_of), *sentences))

    def cells(self) -> Cells:
        """The rows of the table."""
        return [self._row(row) for row in self.rows]

    def _row(self, row: Row) -> tuple[Cell, ...]:
        m = row.measures
        room_cells = (m.room, m.short) if self._has_room_and_shortage else (m.free,)
        used = (measured_only(m, cents, self.hides_silent) for cents in (m.realised, m.committed))
        share = measured_only(m, m.depletion, self.hides_silent)
        return row.name, m.budget, m.released, m.released_unknown, *used, *room_cells, share
