"""What each domain must still deliver before a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from budget.insight.facts import Resolver
from budget.model.content import Knowledge
from budget.model.programme import Meeting, Programme
from budget.model.words import Role, SheetKind


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """What a domain must still deliver: kinds of sheet, by whom, and the deadline."""

    domain: str
    kinds: tuple[SheetKind, ...]
    people: tuple[str, ...]
    deadline: date


def list_due_deliveries(programme: Programme, knowledge: Knowledge, meeting: Meeting) -> list[DueDelivery]:
    """What each domain lacks up to the reference date of the meeting: bookings, progress, or any plan."""
    resolver = Resolver(knowledge, programme)
    booked = resolver.reached()
    progress_days = _latest_by_domain(resolver, [(note.code, note.as_of) for _, note in knowledge.progress])
    missing = []
    for domain in programme.domains:
        if domain.code not in resolver.in_force:
            missing.append(_due(programme, meeting, domain.code, (SheetKind.PLAN,)))
            continue
        known = {SheetKind.LEDGER: booked, SheetKind.PROGRESS: progress_days}
        kinds = tuple(k for k, days in known.items() if days.get(domain.code, date.min) < meeting.as_of)
        if kinds:
            missing.append(_due(programme, meeting, domain.code, kinds))
    return missing


def _due(programme: Programme, meeting: Meeting, domain: str, kinds: tuple[SheetKind, ...]) -> DueDelivery:
    holders = [p.name for p in programme.people if p.role is Role.BUDGET_HOLDER and domain in p.domains]
    return DueDelivery(domain, kinds, tuple(holders), meeting.deliver_by)


def _latest_by_domain(resolver: Resolver, days: Iterable[tuple[str, date]]) -> dict[str, date]:
    """The latest day per domain code ('' where unknown) of (line code, day) pairs."""
    latest: dict[str, date] = {}
    for code, day in days:
        domain = resolver.domain_of(code)
        latest[domain] = max(latest.get(domain, day), day)
    return latest
