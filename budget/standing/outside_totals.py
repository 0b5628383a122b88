"""Requests without cover, and promises, at a reference date; outside every total."""

from __future__ import annotations

from budget.labels import count, day, euro
from budget.model.domain_records import Promise, Request
from budget.standing.moment import Standing


def open_requests(standing: Standing, domain: str | None = None) -> tuple[Request, ...]:
    """Requests neither covered nor refused, by deadline."""
    requests = [r for r in standing.requests if r.is_open and domain in (None, r.domain)]
    return tuple(sorted(requests, key=lambda r: (r.deadline, r.domain, r.request)))


def promises_of(standing: Standing, domain: str | None = None) -> tuple[Promise, ...]:
    """Promises made in meetings up to the reference date: open ones first, by deadline."""
    as_of = standing.facts.as_of
    promises = [p for p in standing.promises if p.meeting <= as_of and domain in (None, p.domain)]
    return tuple(sorted(promises, key=lambda p: (not p.is_open, p.due, p.domain, p.promise)))


def requests_sentence(standing: Standing, domain: str | None = None) -> str:
    """How much is requested without cover, and the deadline for the next P&C document; '' if nothing."""
    requests = open_requests(standing, domain)
    if not requests:
        return ""
    number_words = count(len(requests), "aanvraag heeft", "aanvragen hebben")
    sentence = f"{number_words} geen dekking, samen {euro(sum(r.amount for r in requests))}."
    coming = next((r for r in requests if r.deadline >= standing.facts.as_of), None)
    when = f" Eerstvolgende: {coming.moment}, uiterlijk {day(coming.deadline)}." if coming else ""
    return f"{sentence}{when or ' De uiterste dagen zijn voorbij.'}"


def promises_sentence(standing: Standing, domain: str | None = None) -> str:
    """How many promises are open, and how many of those are late; '' without any."""
    promises = [p for p in promises_of(standing, domain) if p.is_open]
    late = sum(p.is_overdue(standing.facts.as_of) for p in promises)
    if not promises:
        return ""
    opened = count(len(promises), "toezegging staat", "toezeggingen staan")
    return f"{opened} open" + (f", waarvan {late} te laat." if late else ".")
