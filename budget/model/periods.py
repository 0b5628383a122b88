"""Closed years and months, and where money dated in one of them counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeAlias

_INTO_NEXT = timedelta(days=31)
"""Added to the first of a month, always lands in the next month."""
Place: TypeAlias = tuple[int, date]
"""Fiscal year and day on which money counts."""


class Period(NamedTuple):
    """A fiscal year (month 0), or month 1..12 of a calendar year."""

    year: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class Closed:
    """The closed periods. A year holds the money of that fiscal year, a month the money dated in it."""

    periods: frozenset[Period] = frozenset()

    def holding(self, year: int, day: date) -> Period | None:
        """The closed period with money of fiscal `year` dated `day`; the year is checked before the month."""
        if not self.periods:
            return None
        both = Period(year), Period(day.year, day.month)
        return next((period for period in both if period in self.periods), None)

    def moved(self, year: int, day: date) -> Place | None:
        """Fiscal year and first open day on which that money counts instead; None in an open period."""
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
    """A proposal to close a period, or to reopen it (`closes` False), and the second person's decision.

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
    """The periods that are closed after these acts, given oldest first."""
    periods: set[Period] = set()
    for act in history:
        if act.accepted:
            (periods.add if act.closes else periods.discard)(act.period)
    return Closed(frozenset(periods))
