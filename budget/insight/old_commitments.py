"""Open commitments that stand by a statement older than the newest one of their domain."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from budget.insight.facts import Resolver
from budget.model.content import Knowledge
from budget.model.figures import OldCommitments
from budget.model.programme import Programme

MOST_DAYS = 31
"""Commitments that are older than this when the bookings end are said to be old."""


def list_old_commitments(
    programme: Programme, knowledge: Knowledge, as_of: date
) -> tuple[OldCommitments, ...]:
    """Per domain what is open by the word of an earlier day, oldest first; domains without are left out.

    Older than the newest statement of the domain that was drawn up by `as_of`, or more than 31 days older
    than its bookings reach.
    """
    resolver = Resolver(knowledge, programme)
    newest, reached = _newest(resolver, knowledge, as_of), resolver.known_until(as_of)
    older: dict[str, Counter[date]] = defaultdict(Counter)
    for key, found in resolver.stated_commitments(as_of).items():
        domain = resolver.domain_of(key.code)
        behind = (reached.get(domain, date.min) - found.date).days
        if found.cents and (found.date < newest.get(domain, date.min) or behind > MOST_DAYS):
            older[domain][found.date] += found.cents
    return tuple(
        OldCommitments(d.code, d.name, tuple(sorted(older[d.code].items())))
        for d in programme.domains
        if d.code in older
    )


def _newest(resolver: Resolver, knowledge: Knowledge, as_of: date) -> dict[str, date]:
    newest: dict[str, date] = {}
    for said in knowledge.coverage:
        if said.seq <= resolver.known_at and said.date <= as_of:
            for domain in said.domains or resolver.domains_about(said.codes):
                newest[domain] = max(said.date, newest.get(domain, said.date))
    return newest
