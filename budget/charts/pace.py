"""The spending pace: cumulative realised against planned, with the forecast to year end."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar

from budget import labels
from budget.charts.tables import Cells, Column, Tabular, euro_or_dash, pace_message, released_words
from budget.model.figures import Interval, Measures, Pace
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class PaceChart(Pace, Tabular):
    """The pace of one group as a chart.

    `is_before`: from a snapshot that also judged the pace of a group that delivered nothing.
    """

    is_before: bool = False

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Tot en met", labels.day_short),
        Column("Gepland", euro_or_dash),
        Column("Besteed", euro_or_dash),
        Column("Prognose laag", euro_or_dash),
        Column("Prognose", euro_or_dash),
        Column("Prognose hoog", euro_or_dash),
    )

    @classmethod
    def of(cls, pace: Pace, is_before: bool = False) -> PaceChart:
        """The chart of this pace."""
        chart = cls(*(getattr(pace, field.name) for field in fields(Pace)))
        return replace(chart, is_before=is_before)

    @property
    def is_silent(self) -> bool:
        """Whether nothing was delivered, so that there is nothing to compare with the plan."""
        return self.measures.is_silent and not self.is_before

    @property
    def start(self) -> date:
        """The day before the year, when nothing is spent yet."""
        return date(self.year - 1, 12, 31)

    @property
    def end(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def today(self) -> date | None:
        """The reference date on the axis; None if it lies before the year."""
        return self.realised[-1].day if self.realised else None

    @property
    def today_label(self) -> str:
        """The reference date as a label, with its year if that is another one."""
        shown = min(self.as_of, self.today or self.as_of)
        return labels.day_month(shown) if self.as_of.year == self.year else labels.day(self.as_of)

    @property
    def measures_at_end(self) -> Measures:
        """The measures at the end of the realised line, on its day if part of the bookings end earlier."""
        m, today = self.measures, self.today
        if today is None:
            return m
        spent, norm = self.realised[-1].cents, m.norm
        if m.known_until and today <= m.known_until:
            norm = next((point.cents for point in self.planned if point.day == today), norm)
        return replace(m, realised=spent, norm=norm, realised_later=0)

    @property
    def realised_label(self) -> str:
        """`38 % besteed`, or the amount without a budget."""
        m = self.measures_at_end
        if self.is_silent:
            return "geen cijfers"
        return f"{labels.percent(m.depletion) if m.budget else labels.euro_short(m.realised)} besteed"

    @property
    def planned_label(self) -> str:
        """`55 % gepland`, or '' without a budget."""
        return f"{labels.percent(self.measures_at_end.norm_share)} gepland" if self.measures.budget else ""

    @property
    def run_out(self) -> date | None:
        """The expected run-out date; None if not within the year."""
        return self.measures.run_out.p50

    @property
    def amounts(self) -> list[Cents]:
        """Every amount that must fit in the picture."""
        m = self.measures_at_end
        edges = [edge for point in self.fan for edge in (point.expected.p10, point.expected.p90)]
        return [m.budget, m.used, *(point.cents for point in (*self.planned, *self.realised)), *edges]

    @property
    def title(self) -> str:
        """The message of the chart."""
        return pace_message(self.name, self.measures, self.is_before)

    @property
    def alt(self) -> str:
        """The text alternative."""
        m = self.measures
        known = f"Daarnaast is {labels.euro(m.committed)} verplicht. Vrijgegeven: {released_words(m)}."
        expected = _expected(m) if self.fan else "Het jaar is voorbij."
        return " ".join(
            (f"Lijngrafiek van {self.name} in {self.year}.", self._position_sentence(), known, expected)
        )

    def _position_sentence(self) -> str:
        m, until = self.measures_at_end, self.measures.known_until
        shown = self.today if self.today and until and self.today <= until else self.as_of
        if self.is_silent:
            return f"Er zijn nog geen uitgaven aangeleverd. Begroot is {labels.euro(m.budget)}."
        return (
            f"Op {labels.day(shown)} is {_part(m.realised, m.depletion)} besteed;"
            f" gepland was {_part(m.norm, m.norm_share)}. Begroot is {labels.euro(m.budget)}."
        )

    def cells(self) -> Cells:
        """The rows of the table."""
        planned = {point.day: point.cents for point in self.planned[1:]}
        realised = {point.day: point.cents for point in self.realised[1:]}
        fan = {point.day: point.expected for point in self.fan[1:]}
        if self.today and self.today > self.start:
            planned.setdefault(self.today, self.measures_at_end.norm)
        return [(day, planned[day], realised.get(day), *_interval(fan.get(day))) for day in sorted(planned)]


def _part(cents: Cents, share: float | None) -> str:
    return f"{labels.euro(cents)} ({labels.percent(share)})"


def _expected(m: Measures) -> str:
    outturn = (
        f"Naar verwachting is op 31 december {labels.euro(m.forecast.p50)} besteed"
        f" (tussen {labels.euro(m.forecast.p10)} en {labels.euro(m.forecast.p90)})."
    )
    if m.run_out.p50 is None:
        return outturn
    return f"{outturn} Het geld is naar verwachting op rond {labels.day(m.run_out.p50)}."


def _interval(expected: Interval | None) -> tuple[Cents | None, ...]:
    return (expected.p10, expected.p50, expected.p90) if expected else (None, None, None)
