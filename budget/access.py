"""Who may do what: one table, consulted by every use case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from budget.labels import listed
from budget.model.months import local_day
from budget.model.persons import person_key
from budget.model.programme import Person, Programme
from budget.model.rights import ADMINISTRATION, LOOKING, RIGHTS, Action, Capacity, are_two, parties, role_may
from budget.model.words import BudgetError
from budget.security_log import note_refusal

__all__ = [
    "ADMINISTRATION", "RIGHTS", "VISITING", "VISITOR", "Action", "Actor", "First", "NotAllowedError", "Who",
    "actor_of", "capacities", "may", "may_act", "may_second", "require", "require_second",
]  # fmt: skip


VISITING = LOOKING | {Action.CHECK}
"""What can be done without being anyone, in a demonstration: look, and decide nothing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: the id of a person, and what his way in leaves of his rights (None: all of them).

    His role and domains are never carried along: the programme is asked each time.
    `on` is the day on which he acts, to know whom he replaces then; without it he has his own rights alone.
    `token` is the hash of the token that he acts with; empty for who acts as himself.
    """

    id: str
    scope: frozenset[Action] | None = None
    on: date | None = None
    token: str = field(default="", compare=False, repr=False)


VISITOR = Actor("")
"""Who looks at a demonstration and has not said who he is; also the program itself, when it looks."""

Who: TypeAlias = Actor | str
"""An actor; a call in Python may name a person by id, who then acts with all his rights."""


class NotAllowedError(BudgetError):
    """This actor may not do this; the sentence may name the people who may."""


def actor_of(who: Who) -> Actor:
    """The actor that this names."""
    return Actor(who) if isinstance(who, str) else who


def may(person: Person, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether `person` may by himself do `action` for all of `domains`, as role_may() says."""
    return role_may(person.role, person.domains, action, domains)


def capacities(programme: Programme, person: str, on: date | None) -> tuple[Capacity, ...]:
    """The rights of a person on a day, his own first. Raises UnknownNameError for an unknown id."""
    own = [person, *(one.person for one in programme.replaced_by(person, on))]
    people = map(programme.person, own)
    return tuple(Capacity(person_key(one.id), one.role, one.domains) for one in people)


def may_act(programme: Programme, who: Who, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether this actor may do `action`. Raises UnknownNameError for someone who is not in the programme."""
    actor = actor_of(who)
    if actor == VISITOR:
        return action in VISITING
    allowed = parties(person_key(actor.id), capacities(programme, actor.id, actor.on), (action,), domains)
    return bool(allowed) and (actor.scope is None or action in actor.scope)


def require(programme: Programme, who: Who, action: Action, domains: Iterable[str] = ()) -> str:
    """The id of the actor. Raises BudgetError when he may not do `action`, naming those who may."""
    actor, domains = actor_of(who), tuple(domains)
    if may_act(programme, actor, action, domains):
        return actor.id
    if actor == VISITOR:
        raise NotAllowedError("Zeg eerst wie u bent. Zonder naam kunt u alleen kijken.")
    person = programme.person(actor.id)
    note_refusal("geweigerde handeling", role=person.role.value, act=action.name, domains=str(len(domains)))
    if may_act(programme, Actor(actor.id, on=actor.on), action, domains):
        raise NotAllowedError(f"Met deze sleutel kunt u {action.refused}. Daar is hij niet voor gemaakt.")
    others = [p.name for p in programme.people if may(p, action, domains)]
    names = [programme.domain(code).name if code else "regels zonder opgavedomein" for code in domains]
    which = f" voor {listed(names)}" if names else ""
    told = f"Dat kan wel: {listed(others)}." if others else "Niemand in dit programma mag dat."
    raise NotAllowedError(f"{person.name} mag {action.refused}{which}. {told}")


@dataclass(frozen=True, slots=True)
class First:
    """The act of the first person that a second one is asked to agree with; `at` is its moment in UTC."""

    person: str
    at: datetime
    action: Action


def may_second(
    programme: Programme, who: Who, action: Action, first: First, domains: Iterable[str] = ()
) -> bool:
    """Whether this actor may agree with what `first` did: he may, and they are not one party.

    A deputy never agrees by the right of whoever handed it in, nor does anyone with what his deputy handed
    in by his right.
    """
    actor, domains = actor_of(who), tuple(domains)
    if person_key(actor.id) == person_key(first.person) or not may_act(programme, actor, action, domains):
        return False
    known = any(one.id == first.person for one in programme.people)
    rights = capacities(programme, first.person, local_day(first.at)) if known else ()
    by = parties(person_key(first.person), rights, (first.action,), (code for code in domains if code))
    found = parties(person_key(actor.id), capacities(programme, actor.id, actor.on), (action,), domains)
    return are_two(by or [frozenset({person_key(first.person)})], found)


def require_second(
    programme: Programme, who: Who, action: Action, first: First, domains: Iterable[str] = ()
) -> str:
    """The id of the actor, as require() says. Raises BudgetError when he and `first` are one party.

    That someone does not agree with himself is left to the store, which says so in words of its own.
    """
    domains = tuple(domains)
    person = require(programme, who, action, domains)
    if person_key(person) == person_key(first.person) or may_second(programme, who, action, first, domains):
        return person
    raise NotAllowedError(
        f"U en {programme.name_of(first.person)} zijn hier samen één partij: de een vervangt de ander. "
        "Een derde moet dit doen."
    )
