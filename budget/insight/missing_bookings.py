"""The domains whose bookings end long before the reference date."""

from __future__ import annotations

from datetime import date

from budget.insight.facts import Resolver
from budget.model.content import Knowledge
from budget.model.figures import MissingBookings
from budget.model.programme import Programme

MOST_DAYS = 31
"""A gap of more days than this between the bookings and the reference date is reported."""


def list_missing_bookings(
    programme: Programme, knowledge: Knowledge, as_of: date
) -> tuple[MissingBookings, ...]:
    """The domains with a plan in this year whose bookings end more than 31 days before `as_of`."""
    resolver = Resolver(knowledge, programme)
    days = resolver.known_until(as_of)
    planned = [d for d in programme.domains if (v := resolver.in_force.get(d.code)) and v.lines]
    missing = (MissingBookings(domain.code, domain.name, days.get(domain.code)) for domain in planned)
    return tuple(gap for gap in missing if (as_of - gap.ends_on(knowledge.year)).days > MOST_DAYS)
