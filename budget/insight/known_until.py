"""Up to which day the bookings of a domain are known, and which domains that leaves far behind."""

from __future__ import annotations

from datetime import date

from budget.insight.facts import Resolver, reached_by_domain
from budget.model.content import Knowledge
from budget.model.figures import Unreached
from budget.model.programme import Programme

MOST_DAYS = 31
"""Bookings that end longer than this before the reference date leave a gap that must be said."""


def known_until(resolver: Resolver, knowledge: Knowledge, as_of: date) -> dict[str, date]:
    """Per domain with a statement in the year the day up to which it is known, never later than `as_of`."""
    reached = reached_by_domain(resolver, knowledge)
    return {domain: min(day, as_of) for domain, day in reached.items() if day.year >= knowledge.year}


def list_unreached(programme: Programme, knowledge: Knowledge, as_of: date) -> tuple[Unreached, ...]:
    """The domains with a plan in this year that end more than 31 days before `as_of`."""
    resolver = Resolver(knowledge, programme)
    days = known_until(resolver, knowledge, as_of)
    planned = [d for d in programme.domains if (v := resolver.in_force.get(d.code)) and v.lines]
    found = (Unreached(domain.code, domain.name, days.get(domain.code)) for domain in planned)
    return tuple(one for one in found if (as_of - one.ends_on(knowledge.year)).days > MOST_DAYS)
