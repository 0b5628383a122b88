"""The day that the statements of each domain reach, and the day for which open commitments count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from budget.model.coverage import Coverage

MOST_DAYS_AFTER = 31
"""Commitments drawn up more days than this after a day say nothing about that day."""


def pace_dates(
    statements: Iterable[Coverage],
    year: int,
    as_of: date,
    domain_of: Callable[[str], str],
    domains_about: Callable[[Iterable[str]], set[str]],
) -> dict[str, date]:
    """For each domain with a statement about `year`, the day up to which `statements` reach.

    A ledger is drawn up after its last day, so only its period matters. The latest end counts: a later
    statement that corrects an early month does not hide a later month. A statement for a few lines does not
    move its domain, or the other lines would look slow.
    """
    whole: dict[str, date] = {}
    lines: dict[str, dict[str, date]] = defaultdict(dict)
    stated: set[str] = set()
    for statement in statements:
        end = min(statement.last, as_of)
        if statement.first > end or end.year < year:
            continue
        for domain in statement.domains:
            whole[domain] = max(whole.get(domain, end), end)
        about = statement.domains or domains_about(statement.codes)
        for code in statement.codes:
            if (domain := domain_of(code)) in about:
                lines[domain][code] = max(lines[domain].get(code, end), end)
        stated |= about if statement.first.year <= year else set()
    day_by_domain = {domain: _for_most(lines[domain].values(), whole.get(domain)) for domain in stated}
    return {domain: day for domain, day in day_by_domain.items() if day}


def _for_most(reached_days: Iterable[date], whole: date | None) -> date | None:
    """The last day that at least half of the named lines reach; all of them reach `whole`, if known."""
    days = sorted((max(day, whole or day) for day in reached_days), reverse=True)
    return days[(len(days) - 1) // 2] if days else whole


def counts_on(drawn_up: date, last: date | None, as_of: date) -> date | None:
    """The day for which a statement of commitments counts at `as_of`; None while it does not count.

    A ledger up to `last` is drawn up some days later. Until then its commitments count at the end of its
    period, like its bookings.
    """
    if drawn_up <= as_of:
        return drawn_up
    is_about = last is not None and last <= as_of and (drawn_up - as_of).days <= MOST_DAYS_AFTER
    return last if is_about else None
