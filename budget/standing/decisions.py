"""Decisions in domains: the open escalations, and the criteria that domains share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from budget.labels import count
from budget.model.domain_records import CriterionUse, Decision
from budget.standing.moment import Standing


def decisions_of(standing: Standing, domain: str | None = None) -> tuple[Decision, ...]:
    """The decisions taken on or before the reference date, newest first, of all domains or one."""
    as_of = standing.facts.as_of
    decisions = [d for d in standing.decisions if d.date <= as_of and domain in (None, d.domain)]
    return tuple(sorted(decisions, key=lambda d: (d.date, d.domain, d.code, d.decision), reverse=True))


def open_escalations(standing: Standing, domain: str | None = None) -> tuple[Decision, ...]:
    """The decisions whose conflict of interest is unresolved at the reference date."""
    as_of = standing.facts.as_of
    return tuple(d for d in decisions_of(standing, domain) if d.is_open(as_of))


def criteria_library(decisions: Iterable[Decision]) -> tuple[CriterionUse, ...]:
    """Each criterion (case-insensitive) with every decision that used it; by name, newest use first."""
    used: dict[str, tuple[str, list[Decision]]] = {}
    for decision in sorted(decisions, key=lambda d: (d.date, d.domain), reverse=True):
        for name in decision.criteria_used:
            used.setdefault(name.casefold(), (name, []))[1].append(decision)
    return tuple(CriterionUse(name[:1].upper() + name[1:], tuple(d)) for _, (name, d) in sorted(used.items()))


def escalations_sentence(decisions: Iterable[Decision], on: date) -> str:
    """The number of decisions with a conflict of interest open on the day `on`; '' without any."""
    number = sum(decision.is_open(on) for decision in decisions)
    taken = count(number, "besluit", "besluiten")
    return f"Bij {taken} is nog niet opgelost dat iemand er een eigen belang bij heeft." if number else ""
