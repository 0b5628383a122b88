"""The day on which the example takes place: without it everything in it would be overdue."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from budget.model.months import CLOCK

FOLDER = "voorbeeld"
ORDER = "volgorde.toml"
TODAY = "vandaag"


@dataclass(frozen=True, slots=True)
class ExampleClock:
    """The day that the example calls today, and the moment of its first file."""

    today: date
    first: datetime

    def holds(self, first: datetime | None) -> bool:
        """Whether a database whose first file came at `first` holds only the example."""
        return first == self.first

    def at(self, now: datetime) -> datetime:
        """The time of `now` on the day of the example, both in UTC; the time of day in Amsterdam stays."""
        local = now.replace(tzinfo=UTC).astimezone(CLOCK)
        return datetime.combine(self.today, local.time(), CLOCK).astimezone(UTC).replace(tzinfo=None)


def read_example_clock(programme_folder: Path) -> ExampleClock | None:
    """The clock of this programme's example; None without an example, or if it states no day."""
    order = programme_folder / FOLDER / ORDER
    if not order.is_file():
        return None
    stated = tomllib.loads(order.read_text(encoding="utf-8"))
    return ExampleClock(stated[TODAY], stated["steps"][0]["on"]) if TODAY in stated else None
