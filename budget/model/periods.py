"""Closed years and months, and where money counts that is dated in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeAlias

_INTO_NEXT = timedelta(days=31)
"""From the first of a month: always into the next one."""
Place: TypeAlias = tuple[int, date]
"""Fiscal year and day on which money counts."""


class Period(NamedTuple):
    """A fiscal year (month 0), or month 1..12 of a calendar year."""

    year: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class Closed:
    """The periods that are closed. A year holds what has it as fiscal year, a month what is dated in it."""

    periods: frozenset[Period] = frozenset()

    def holding(self, year: int, day: date) -> Period | None:
        """The closed period that holds money of fiscal `year` dated `day`; the year goes before the month."""
        if not self.periods:
            return None
        both = Period(year), Period(day.year, day.month)
        return next((period for period in both if period in self.periods), None)

    def moved(self, year: int, day: date) -> Place | None:
        """Where that money counts instead: the first open day after it; None where it counts as it says."""
        if self.holding(year, day) is None:
            return None
        while self.holding(year, day):
            if Period(year) in self.periods:
                year, day = year + 1, max(day, date(year + 1, 1, 1))
            else:
                day = (day.replace(day=1) + _INTO_NEXT).replace(day=1)
        return year, day


OPEN = Closed()
"""Nothing is closed."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A proposal to close a period or (`closes` False) to open it again, and what a second person made of it.

    `accepted` is None while it waits; moments are naive UTC.
    """

    id: int
    period: Period
    closes: bool
    reason: str
    proposed_by: str
    proposed_at: datetime
    accepted: bool | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    answer: str = ""


def closed_by(history: tuple[Closing, ...]) -> Closed:
    """What is closed after these acts, the oldest first."""
    found: set[Period] = set()
    for act in history:
        if act.accepted:
            (found.add if act.closes else found.discard)(act.period)
    return Closed(frozenset(found))
