"""Finds lines, partners, documents, files and decisions by a few letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from budget.access import Action, Who, may_act, require
from budget.labels import day_short, euro, euro_exact
from budget.model.words import By
from budget.standing.moment import Standing
from budget.store import Store
from budget.store.bookings import find_bookings
from budget.usecases.deliver import submissions

LEAST = 2
"""Minimum number of letters: one would find everything."""
MOST = 20
"""Most results listed per kind."""


class HitKind(StrEnum):
    """The kind of a result; the values are Dutch headings."""

    LINE = "Regels en activiteiten"
    PARTNER = "Partners"
    DOCUMENT = "Boekstukken"
    FILE = "Bestanden"
    DECISION = "Besluiten"


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what it is, in words, and the domain and line whose page shows it ('' for none)."""

    kind: HitKind
    text: str
    domain: str = ""
    code: str = ""


def search(store: Store, standing: Standing, who: Who, text: str) -> tuple[Hit, ...]:
    """Everything with all words of `text` in it, in order of kind, at most MOST + 1 of each.

    Case and accents are ignored. Files only for those who may see submissions. Raises BudgetError without the
    right to look.
    """
    require(standing.programme, who, Action.VIEW)
    words = simple(text).split()
    if len("".join(words)) < LEAST:
        return ()
    kinds = (
        _lines(standing),
        _partners(standing),
        _documents(store, standing, text),
        _files(store, standing, who),
        _decisions(standing),
    )
    hits_by_kind = [
        [hit for hit, searchable in kind if all(word in simple(searchable) for word in words)]
        for kind in kinds
    ]
    return tuple(hit for hits in hits_by_kind for hit in hits[: MOST + 1])


def simple(text: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


_Said = Iterable[tuple[Hit, str]]


def _lines(standing: Standing) -> _Said:
    programme = standing.programme
    facts = {line.key.code: line for line in standing.facts.lines if line.planned}
    for row in standing.rows(By.LINE):
        if row.key:
            line = facts[row.key]
            holder = programme.name_of(line.budget_holder) if line.budget_holder else ""
            text = f"{row.name}, {programme.domain(line.domain).name}: {euro(row.measures.budget)} begroot"
            yield Hit(HitKind.LINE, text, line.domain, row.key), f"{text} {line.action_line} {holder}"


def _partners(standing: Standing) -> _Said:
    for contribution in standing.partners:
        if contribution.year == standing.facts.year:
            text = f"{contribution.partner}: {contribution.description} ({contribution.form})"
            yield Hit(HitKind.PARTNER, text, contribution.domain), f"{text} {contribution.action_line}"


def _documents(store: Store, standing: Standing, text: str) -> _Said:
    facts = standing.facts
    with store.read() as connection:
        rows = find_bookings(
            connection, standing.programme.id, facts.year, facts.as_of, facts.known_at, text.split(), MOST + 1
        )
    for row in rows:
        booking_text = f"{row.document}, {day_short(row.date)}: {row.description} {euro_exact(row.amount)}"
        yield (
            Hit(HitKind.DOCUMENT, booking_text, standing.domain_of(row.code), row.code),
            f"{booking_text} {row.code}",
        )


def _files(store: Store, standing: Standing, who: Who) -> _Said:
    if not may_act(standing.programme, who, Action.REVIEW):
        return
    for file in reversed(submissions(store, standing.programme, who)):
        by = standing.programme.name_of(file.submitted_by)
        text = f"Inzending {file.id}: {file.file}, van {by}, {file.state}"
        yield Hit(HitKind.FILE, text, file.domains[0] if len(file.domains) == 1 else ""), text


def _decisions(standing: Standing) -> _Said:
    for decision in standing.decisions:
        amount = f", {euro(decision.amount)}" if decision.amount is not None else ""
        text = f"{day_short(decision.date)}: {decision.decision}{amount}"
        yield Hit(HitKind.DECISION, text, decision.domain), f"{text} {decision.criteria} {decision.code}"
