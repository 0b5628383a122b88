"""Released money through the year against what is used: a stepped line above a line that must stay below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from budget import labels
from budget.charts.tables import Cells, Column, Tabular, euro_or_dash
from budget.model.releases import ReleasePath


@dataclass(frozen=True, slots=True)
class ReleasesChart(Tabular):
    """The path of one domain as a chart."""

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Op", labels.day_short),
        Column("Vrijgegeven", euro_or_dash),
        Column("Besteed en verplicht", euro_or_dash),
    )
    name: str
    path: ReleasePath

    @property
    def days(self) -> tuple[date, date]:
        """The day before the year and 31 December."""
        return date(self.path.year - 1, 12, 31), date(self.path.year, 12, 31)

    @property
    def released(self) -> int:
        """Released at the reference date, in cents."""
        known = [point.cents for point in self.path.released if point.day <= self.path.as_of]
        return known[-1] if known else 0

    @property
    def used(self) -> int:
        """Used at the reference date, in cents."""
        return self.path.used[-1].cents if self.path.used else 0

    @property
    def title(self) -> str:
        """The message of the chart."""
        beyond = sum(part.cents for part in self.path.unreleased)
        if beyond:
            count = labels.count(len(self.path.unreleased), "regel", "regels")
            return f"{labels.euro(beyond)} is gebruikt zonder vrijgave, bij {count}"
        return f"Van {labels.euro(self.path.budget)} is {labels.euro(self.released)} vrijgegeven"

    @property
    def alt(self) -> str:
        """The text alternative."""
        steps = [f"{labels.day_short(day)} {labels.euro(cents)}" for day, cents in self.steps()]
        return (
            f"Lijngrafiek van {self.name} in {self.path.year}. Vrijgegeven: {labels.join_words(steps)}. "
            f"Op {labels.day(self.path.as_of)} is {labels.euro(self.used)} besteed en verplicht."
        )

    def steps(self) -> list[tuple[date, int]]:
        """The days on which the released amount changes, with the first day: (day, cents)."""
        path = self.path.released
        return [
            (point.day, point.cents)
            for n, point in enumerate(path)
            if n == 0 or point.cents != path[n - 1].cents
        ]

    def cells(self) -> Cells:
        """The rows of the table."""
        used = {point.day: point.cents for point in self.path.used}
        return [(point.day, point.cents, used.get(point.day)) for point in self.path.released]
