"""Who must still deliver what before a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.insight.facts import Resolver
from budget.model import Knowledge, Meeting, Programme, Role, SheetKind


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is missing: a domain, a kind of sheet, who holds the budget, and the last day for it."""

    domain: str
    kind: SheetKind
    people: tuple[str, ...]
    deadline: date


def list_due(programme: Programme, knowledge: Knowledge, meeting: Meeting) -> list[Due]:
    """Per domain with a plan: bookings and progress up to the meeting's reference date, where missing."""
    resolver = Resolver(knowledge, programme)
    booked = _latest(resolver, knowledge.reported)
    told = _latest(resolver, [(note.code, note.as_of) for _, note in knowledge.progress])
    missing = []
    for domain in programme.domains:
        if domain.code not in resolver.in_force:
            missing.append(_due(programme, meeting, domain.code, SheetKind.PLAN))
            continue
        for kind, known in ((SheetKind.LEDGER, booked), (SheetKind.PROGRESS, told)):
            if known.get(domain.code, date.min) < meeting.as_of:
                missing.append(_due(programme, meeting, domain.code, kind))
    return missing


def _latest(resolver: Resolver, days) -> dict[str, date]:
    latest: dict[str, date] = {}
    for code, day in days:
        domain = resolver.domain_of(code)
        latest[domain] = max(latest.get(domain, date.min), day)
    return latest


def _due(programme: Programme, meeting: Meeting, domain: str, kind: SheetKind) -> Due:
    holders = [p.name for p in programme.people if p.role is Role.BUDGET_HOLDER and domain in p.domains]
    return Due(domain, kind, tuple(holders), meeting.deliver_by)
