"""Who may do what: one table, consulted by every use case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from budget.labels import listed
from budget.model.programme import Person, Programme
from budget.model.words import BudgetError, Role
from budget.security_log import note_refusal


class Action(StrEnum):
    """What a person can do; the values complete the Dutch sentence 'mag niet ...'."""

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
    VERIFY = "de database laten nakijken"
    LOG = "het logboek bekijken"
    TOKENS = "sleutels voor een systeem maken"
    MAINTAIN = "de database beheren"


ADMINISTRATION = frozenset({Action.TOKENS, Action.MAINTAIN})
"""What is done around the program; never with a token."""
_LOOK = frozenset({Action.VIEW, Action.REVIEW, Action.VERIFY, Action.LOG})
_DELIVER = _LOOK | {Action.CHECK, Action.SUBMIT, Action.STEER}
RIGHTS: dict[Role, frozenset[Action]] = {
    Role.BUDGET_HOLDER: _DELIVER,
    Role.MANAGER: _DELIVER,
    Role.CONTROLLER: frozenset(Action) - ADMINISTRATION,
    Role.SECRETARY: frozenset(Action) - {Action.CHECK, Action.SUBMIT} - ADMINISTRATION,
    Role.BOARD: _LOOK,
    Role.READER: frozenset({Action.VIEW}),
    Role.ADMINISTRATOR: frozenset({Action.VERIFY, Action.LOG}) | ADMINISTRATION,
}
VISITING = _LOOK | {Action.CHECK}
"""What can be done without being anyone, in a demonstration: look, and decide nothing."""

WHOLE_PROGRAMME = frozenset({Action.FREEZE, Action.SIGN, Action.CLOSE})
"""A snapshot holds every domain, and so does a period: a person of some domains may do none of these."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: the id of a person, and what his way in leaves of his rights (None: all of them).

    His role and domains are never carried along: the programme is asked each time.
    """

    id: str
    scope: frozenset[Action] | None = None


VISITOR = Actor("")
"""Who looks at a demonstration and has not said who he is; also the program itself, when it looks."""

Who: TypeAlias = Actor | str
"""An actor; a call in Python may name a person by id, who then acts with all his rights."""


def actor_of(who: Who) -> Actor:
    """The actor that this names."""
    return Actor(who) if isinstance(who, str) else who


def may(person: Person, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether `person` may do `action` for all of `domains`; a person without domains has them all.

    The domain '' is money of unknown domain: only a person who has them all may act for it.
    """
    if action not in RIGHTS[person.role]:
        return False
    return not person.domains or (action not in WHOLE_PROGRAMME and set(domains) <= set(person.domains))


def may_act(programme: Programme, who: Who, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether this actor may do `action`. Raises UnknownNameError for someone who is not in the programme."""
    actor = actor_of(who)
    if actor == VISITOR:
        return action in VISITING
    allowed = may(programme.person(actor.id), action, domains)
    return allowed and (actor.scope is None or action in actor.scope)


def require(programme: Programme, who: Who, action: Action, domains: Iterable[str] = ()) -> str:
    """The id of the actor. Raises BudgetError when he may not do `action`, naming those who may."""
    actor, domains = actor_of(who), tuple(domains)
    if may_act(programme, actor, action, domains):
        return actor.id
    if actor == VISITOR:
        raise BudgetError("Zeg eerst wie u bent. Zonder naam kunt u alleen kijken.")
    person = programme.person(actor.id)
    note_refusal("geweigerde handeling", role=person.role.value, act=action.name, domains=str(len(domains)))
    if may(person, action, domains):
        raise BudgetError(f"Met deze sleutel kunt u niet {action}. Daar is hij niet voor gemaakt.")
    others = [p.name for p in programme.people if may(p, action, domains)]
    names = [programme.domain(code).name if code else "regels zonder opgavedomein" for code in domains]
    which = f" voor {listed(names)}" if names else ""
    told = f"Dat kan wel: {listed(others)}." if others else "Niemand in dit programma mag dat."
    raise BudgetError(f"{person.name} mag niet {action}{which}. {told}")
