"""What each role may do: one table, used by the use cases and by the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from budget.model.words import Role


class Action(StrEnum):
    """What a person can do; the values complete the Dutch sentence 'mag ...'."""

    VIEW = "de cijfers bekijken"
    REVIEW = "inzendingen bekijken"
    CHECK = "een bestand laten controleren"
    SUBMIT = "indienen"
    ACCEPT = "vaststellen"
    STEER = "acties voor bijsturing vastleggen"
    DECIDE = "vastleggen wat het bestuur heeft besloten"
    FREEZE = "een momentopname voorstellen"
    SIGN = "een momentopname ondertekenen"
    CLOSE = "een jaar of maand afsluiten"
    PUBLISH = "de openbare site maken"
    REMOVE = "leveranciers verwijderen"
    SHARE = "de cijfers landelijk delen"
    VERIFY = "de database laten nakijken"
    LOG = "het logboek bekijken"
    TOKENS = "sleutels voor een systeem maken"
    MAINTAIN = "de database beheren"
    PROPOSE_PROGRAMME = "een wijziging van het programma voorstellen"
    ACCEPT_PROGRAMME = "een wijziging van het programma vaststellen"

    @property
    def refused(self) -> str:
        """The denial that completes 'mag ...', in Dutch word order."""
        if self.startswith("een "):
            return f"g{self}"
        return _REFUSED.get(self.name, f"niet {self}")


_REFUSED = {
    "VIEW": "de cijfers niet bekijken",
    "REVIEW": "geen inzendingen bekijken",
    "STEER": "geen acties voor bijsturing vastleggen",
    "PUBLISH": "de openbare site niet maken",
    "REMOVE": "geen leveranciers verwijderen",
    "SHARE": "de cijfers niet landelijk delen",
    "VERIFY": "de database niet laten nakijken",
    "LOG": "het logboek niet bekijken",
    "TOKENS": "geen sleutels voor een systeem maken",
    "MAINTAIN": "de database niet beheren",
}
PROGRAMME_CHANGES = frozenset({Action.PROPOSE_PROGRAMME, Action.ACCEPT_PROGRAMME})
"""Changing people, meetings and rules."""
ADMINISTRATION = frozenset({Action.TOKENS, Action.MAINTAIN}) | PROGRAMME_CHANGES
"""Managing the installation; never allowed with a token."""
LOOKING = frozenset({Action.VIEW, Action.REVIEW, Action.VERIFY, Action.LOG})
"""Actions that change nothing."""
_DELIVER = LOOKING | {Action.CHECK, Action.SUBMIT, Action.STEER}
RIGHTS: dict[Role, frozenset[Action]] = {
    Role.BUDGET_HOLDER: _DELIVER,
    Role.MANAGER: _DELIVER,
    Role.CONTROLLER: (frozenset(Action) - ADMINISTRATION) | PROGRAMME_CHANGES,
    Role.SECRETARY: (frozenset(Action) - {Action.CHECK, Action.SUBMIT} - ADMINISTRATION) | PROGRAMME_CHANGES,
    Role.BOARD: LOOKING,
    Role.READER: frozenset({Action.VIEW}),
    Role.ADMINISTRATOR: frozenset({Action.VERIFY, Action.LOG, *ADMINISTRATION}) - {Action.ACCEPT_PROGRAMME},
}
WHOLE_PROGRAMME = PROGRAMME_CHANGES | {
    *(Action.FREEZE, Action.SIGN, Action.CLOSE, Action.PUBLISH, Action.REMOVE, Action.SHARE)
}
"""Actions over every domain at once: refused to a person of some domains."""


def role_may(role: Role, own_domains: Collection[str], action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether a person of this role may do `action` for all of `domains`; `own_domains` are his (empty: all).

    The domain '' is money of an unknown domain: only a person of all domains may act on it.
    """
    if action not in RIGHTS[role]:
        return False
    return not own_domains or (action not in WHOLE_PROGRAMME and set(domains) <= set(own_domains))


@dataclass(frozen=True, slots=True)
class Capacity:
    """A right to act: the person's own, or that of `of`, whom he replaces; empty `domains`: all.

    `of` is an id in its normal form.
    """

    of: str
    role: Role
    domains: Collection[str] = ()


def parties(
    person: str, capacities: Iterable[Capacity], actions: Collection[Action], domains: Iterable[str] = ()
) -> list[frozenset[str]]:
    """The persons behind an act, for each capacity that allows one of `actions` for all of `domains`.

    A party is `person` (an id in its normal form) and the owner of the right. Empty when nothing allows it.
    """
    domains = tuple(domains)
    return [
        frozenset({person, capacity.of})
        for capacity in capacities
        if any(role_may(capacity.role, capacity.domains, action, domains) for action in actions)
    ]


def are_two(first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]) -> bool:
    """Whether two acts are of two parties: some pair of their rights shares no person.

    So a deputy and the person he replaces count as two only where each had the right himself.
    """
    return any(party.isdisjoint(other_party) for party in first for other_party in second)
