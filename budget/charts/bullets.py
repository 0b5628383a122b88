"""Use per group: budget, released, realised, committed and planned, as shares of its budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from budget import labels
from budget.charts.tables import (
    GROUPS,
    Cell,
    Cells,
    Column,
    Tabular,
    bar_chart_intro,
    describe_row,
    euro_or_undelivered,
    is_planned,
    measured_only,
    number_in_words,
    pace_message,
    sentence_case,
    unknown_lines,
)
from budget.labels import room
from budget.model.figures import Measures, Row
from budget.model.urgency import judged_rows
from budget.model.words import Colour

MOST_SHOWN = 1.6
LEAST_SHOWN = -0.6


class Part(StrEnum):
    """The kind of a piece of a bar."""

    REALISED = "besteed"
    COMMITTED = "verplicht"
    OVER = "tekort"


class Segment(NamedTuple):
    """A piece of a bar from `start` to `end`, as fractions of the budget; `cents` is its amount."""

    part: Part
    start: float
    end: float
    cents: int


def segments(m: Measures) -> tuple[Segment, ...]:
    """The pieces of one bar; the part above the budget is a piece of its own. Empty without a budget."""
    if m.budget <= 0:
        return ()
    within = min(m.realised, m.budget)
    used = min(m.used, m.budget)
    pieces = (
        (Part.REALISED, 0, within),
        (Part.COMMITTED, within, used),
        (Part.OVER, m.budget, max(m.used, m.budget)),
    )
    return tuple(Segment(p, a / m.budget, b / m.budget, b - a) for p, a, b in pieces if a != b)


@dataclass(frozen=True, slots=True)
class BulletChart(Tabular):
    """One bar per row, in the order given; the row with key '' is money in no plan.

    `is_before`: from a snapshot that still counted and judged groups without a colour. `hides_silent`:
    domains that delivered nothing have no measured amounts or shares; snapshots before format 8 had them.
    """

    rows: tuple[Row, ...]
    as_of: date
    is_before: bool = False
    hides_silent: bool = True

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Naam", str),
        Column("Signaal", str),
        Column("Begroot", labels.euro),
        Column("Vrijgegeven", labels.euro),
        Column("Vrijgave onbekend", unknown_lines),
        Column("Besteed", euro_or_undelivered),
        Column("Verplicht", euro_or_undelivered),
        Column("Vrije ruimte", room),
        Column("Besteed %", labels.percent),
        Column("Gepland %", labels.percent),
        Column("Beslag %", labels.percent),
        Column("Uitleg", str),
    )

    @classmethod
    def of(
        cls, rows: Sequence[Row], as_of: date, is_before: bool = False, hides_silent: bool = True
    ) -> BulletChart:
        """The chart of `rows` at the reference date; `rows` may be empty."""
        return cls(tuple(rows), as_of, is_before, hides_silent)

    @property
    def scale(self) -> tuple[float, float]:
        """Lowest and highest share on the axis; at least 0 to 100 %, never beyond the limits."""
        edges = [edge for row in self.rows for piece in segments(row.measures) for edge in piece[1:3]]
        return max(min([0.0, *edges]), LEAST_SHOWN), min(max([1.0, *edges]), MOST_SHOWN)

    @property
    def title(self) -> str:
        """The message of the chart."""
        planned = [row for row in self.rows if is_planned(row)]
        counted = planned if self.is_before else judged_rows(planned) or planned
        if len(counted) == 1:
            return pace_message(counted[0].name, counted[0].measures, self.is_before)
        red = [row for row in counted if row.signal.colour is Colour.RED]
        orange = [row for row in counted if row.signal.colour is Colour.ORANGE]
        if red:
            return _groups_sentence(red, counted, "vraagt om bijsturen", "vragen om bijsturen")
        if orange:
            return _groups_sentence(orange, counted, "vraagt aandacht", "vragen aandacht")
        if planned and not self.is_before and not judged_rows(planned):
            is_silent = any(row.measures.budget for row in planned)
            return "Er zijn nog geen uitgaven aangeleverd" if is_silent else "Er is nog geen budget"
        return f"Geen van de {_many(counted)} vraagt om bijsturen" if counted else "Er is niets om te tonen"

    @property
    def alt(self) -> str:
        """The text alternative."""
        if not self.rows:
            return "Lege staafgrafiek."
        sentences = (describe_row(row, self.is_before, self.hides_silent) for row in self.rows)
        return " ".join((bar_chart_intro(self.rows[0].by, self.as_of), *sentences))

    def cells(self) -> Cells:
        """The rows of the table."""
        return [_cells(row, self.hides_silent) for row in self.rows]


def _cells(row: Row, hides_silent: bool) -> tuple[Cell, ...]:
    m, colour = row.measures, row.signal.colour
    signal = f"{labels.SIGNAL_SHAPE[colour]} {labels.signal_word(colour, m.budget, row.is_outside_plan)}"
    measured = (measured_only(m, cents, hides_silent) for cents in (m.realised, m.committed))
    shares = (measured_only(m, share, hides_silent) for share in (m.depletion, m.norm_share, m.used_share))
    amounts = (m.budget, m.released, m.released_unknown, *measured, m.free)
    return (row.name, signal, *amounts, *shares, row.signal.reason)


def _groups_sentence(rows: list[Row], planned_rows: list[Row], singular: str, plural: str) -> str:
    if len(rows) == 1:
        m = rows[0].measures
        shares = f"{labels.percent(m.depletion)} besteed, {labels.percent(m.norm_share)} gepland"
        return f"{rows[0].name} {singular}: {shares}"
    if len(rows) == 2 and not any(" en " in row.name for row in rows):
        return f"{labels.join_words([row.name for row in rows])} {plural}"
    if len(rows) == len(planned_rows):
        return f"Alle {number_in_words(len(planned_rows))} de {GROUPS[planned_rows[0].by][1]} {plural}"
    return f"{sentence_case(number_in_words(len(rows)))} van de {_many(planned_rows)} {plural}"


def _many(planned_rows: list[Row]) -> str:
    return f"{number_in_words(len(planned_rows))} {GROUPS[planned_rows[0].by][1]}"
