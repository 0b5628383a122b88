"""Each line's spending per month in the example, and its open commitments at each statement."""

from __future__ import annotations

from budget.model import MONTHS, Cents
from scripts.example.behaviour import (
    ADDED_IN_JULY,
    BEHAVIOURS,
    FIRST_ADDED_MONTH,
    PROFILES,
    STATEMENT_DATES,
    divide,
    random_for,
    share,
)
from scripts.example.catalogue import Entry

COVER = 45
"""Per cent of a line's remaining spending that is already contracted."""

_BY_DOMAIN = {behaviour.domain: behaviour for behaviour in BEHAVIOURS}
_MOST_USED = 97


def monthly_spending(entry: Entry) -> tuple[Cents, ...]:
    """The line's spending in each of the months January to September."""
    rolls = random_for("months", entry.code, entry.source)
    rhythm = _BY_DOMAIN[entry.domain].months
    profile = PROFILES[entry.profile]
    begins = FIRST_ADDED_MONTH if entry.code in ADDED_IN_JULY else 1
    weights = tuple(
        max(profile[month] * 100, 30) * factor * rolls.randrange(75, 126) // 100 if month + 1 >= begins else 0
        for month, factor in enumerate(rhythm)
    )
    return divide(entry.budget * _spent_permille(entry) // 1000, weights)


def open_at(entry: Entry) -> tuple[Cents, ...]:
    """Open commitments of the line at each of the four statements."""
    spent = monthly_spending(entry)
    total = sum(spent)
    return tuple(
        _open_at_last(entry) + share(total - sum(spent[: day.month]), COVER) for day in STATEMENT_DATES
    )


def planned_to(entry: Entry, month: int) -> Cents:
    """Planned spending up to the end of `month`."""
    return sum(divide(entry.budget, PROFILES[entry.profile])[:month])


def spent_to(entry: Entry, month: int) -> Cents:
    return sum(monthly_spending(entry)[:month])


def _spent_permille(entry: Entry) -> int:
    rolls = random_for("spent", entry.code, entry.source)
    if entry.spent is not None:
        return entry.spent * 10 + rolls.randrange(-4, 5)
    planned = sum(PROFILES[entry.profile][:9]) * 1000 // sum(PROFILES[entry.profile])
    return planned * _BY_DOMAIN[entry.domain].pace * rolls.randrange(94, 107) // 10_000


def _open_at_last(entry: Entry) -> Cents:
    """Open commitments at the last statement; a line without its own percentage stays within its budget."""
    rolls = random_for("open", entry.code, entry.source)
    if entry.open is not None:
        return share(entry.budget, entry.open)
    if rolls.randrange(100) < 12:
        return 0
    usual = _BY_DOMAIN[entry.domain].open * rolls.randrange(80, 131) // 100
    room = _MOST_USED - _spent_permille(entry) // 10
    return share(entry.budget, max(0, min(usual, room)))


def outturn(entry: Entry, month: int) -> Cents:
    """A simple expectation at the end of `month`: spent, plus the rest of the plan at the pace so far."""
    spent, planned = spent_to(entry, month), planned_to(entry, month)
    pace = min(110, max(85, spent * 100 // planned)) if planned else 100
    return spent + share(entry.budget - planned, pace) if month < MONTHS else spent
