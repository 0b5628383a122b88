"""Open commitments from a statement older than the newest one of their domain."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from budget.insight.facts import Resolver
from budget.insight.pace_dates import counts_on
from budget.model.content import Knowledge
from budget.model.figures import OldCommitments
from budget.model.programme import Programme

MOST_DAYS = 31
"""Commitments more than this many days older than the end of the bookings are reported as old."""


def list_old_commitments(
    programme: Programme, knowledge: Knowledge, as_of: date
) -> tuple[OldCommitments, ...]:
    """For each domain that has any, what is open from statements of earlier days, oldest first.

    Earlier means before the newest statement of the domain that counts at `as_of`, or more than 31 days
    before the end of its bookings.
    """
    resolver = Resolver(knowledge, programme)
    newest, reached = _newest(resolver, knowledge, as_of), resolver.known_until(as_of)
    older: dict[str, Counter[date]] = defaultdict(Counter)
    for key, commitment in resolver.stated_commitments(as_of).items():
        domain = resolver.domain_of(key.code)
        behind = (reached.get(domain, date.min) - commitment.date).days
        if commitment.cents and (commitment.date < newest.get(domain, date.min) or behind > MOST_DAYS):
            older[domain][commitment.date] += commitment.cents
    return tuple(
        OldCommitments(d.code, d.name, tuple(sorted(older[d.code].items())))
        for d in programme.domains
        if d.code in older
    )


def _newest(resolver: Resolver, knowledge: Knowledge, as_of: date) -> dict[str, date]:
    """For each domain, the day of its newest statement that counts at `as_of`."""
    statements: list[tuple[date, date, str]] = []
    for each in knowledge.coverage:
        if each.seq <= resolver.known_at and each.date <= as_of:
            domains = each.domains or resolver.covered_by_codes(each.codes)
            statements += ((each.date, each.date, domain) for domain in domains)
    for later in knowledge.commitments:
        counts = counts_on(later.date, later.last, as_of) if later.date > as_of else None
        if counts and later.seq <= resolver.known_at:
            domains = later.domains or resolver.covered_by_codes(later.codes)
            statements += ((counts, later.date, domain) for domain in domains)
    return {domain: drawn_up for _, drawn_up, domain in sorted(statements)}
