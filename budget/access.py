"""Who may do what: asks `model/rights.py`, on behalf of every use case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeAlias, TypeVar, cast

from budget.labels import join_words
from budget.model.capacities import capacities, may
from budget.model.months import local_day
from budget.model.persons import person_key
from budget.model.programme import Programme
from budget.model.rights import ADMINISTRATION, LOOKING, RIGHTS, Action, are_two, parties
from budget.model.words import BudgetError
from budget.security_log import note_refusal

__all__ = [
    "ADMINISTRATION", "DECLARED", "RIGHTS", "VISITING", "VISITOR", "Action", "Actor", "FirstAct",
    "NotAllowedError", "Who", "actor_of", "may_act", "may_second", "require",
    "require_second", "requires",
]  # fmt: skip
P = ParamSpec("P")
R = TypeVar("R")
DECLARED: dict[str, Action] = {}
"""The right that each use case declares, by its module and name."""
VISITING = LOOKING | {Action.CHECK}
"""What an unnamed visitor of a demonstration may do: look and check, decide nothing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the id of a person, and the actions that his login or token allows (None: all of them).

    His role and domains are not stored here: they are looked up in the programme each time. `on` is the day
    on which he acts, to find whom he replaces; without it he has only his own rights. `token` is the hash of
    the token he acts with; empty for a person who acts as himself.
    """

    id: str
    scope: frozenset[Action] | None = None
    on: date | None = None
    token: str = field(default="", compare=False, repr=False)


VISITOR = Actor("")
"""A visitor of a demonstration who has not said who he is; also the program itself when it only reads."""

Who: TypeAlias = Actor | str
"""An actor; Python callers may pass the id of a person, who then acts with all his rights."""


class NotAllowedError(BudgetError):
    """The actor may not do this; the Dutch message may name the people who may."""


def actor_of(who: Who) -> Actor:
    """The actor, made from an id if needed."""
    return Actor(who) if isinstance(who, str) else who


def may_act(programme: Programme, who: Who, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether this actor may do `action`. Raises UnknownNameError for someone who is not in the programme."""
    actor = actor_of(who)
    if actor == VISITOR:
        return action in VISITING
    allowed = parties(person_key(actor.id), capacities(programme, actor.id, actor.on), (action,), domains)
    return bool(allowed) and (actor.scope is None or action in actor.scope)


def require(programme: Programme, who: Who, action: Action, domains: Iterable[str] = ()) -> str:
    """The id of the actor. Raises NotAllowedError when he may not do `action`, naming those who may."""
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
    about = f" voor {join_words(names)}" if names else ""
    who_may = f"Dat kan wel: {join_words(others)}." if others else "Niemand in dit programma mag dat."
    raise NotAllowedError(f"{person.name} mag {action.refused}{about}. {who_may}")


def requires(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declares the right that a use case asks of its `actor` in its `programme`, before any of its work."""

    def declare(use_case: Callable[P, R]) -> Callable[P, R]:
        names = tuple(signature(use_case).parameters)
        DECLARED[f"{use_case.__module__}.{use_case.__name__}"] = action

        @wraps(use_case)
        def allowed(*args: P.args, **kwargs: P.kwargs) -> R:
            arguments = dict(zip(names, args, strict=False)) | kwargs
            require(cast(Programme, arguments["programme"]), cast(Who, arguments["actor"]), action)
            return use_case(*args, **kwargs)

        return allowed

    return declare


@dataclass(frozen=True, slots=True)
class FirstAct:
    """The act of the first person that a second one must agree with; `at` is a naive UTC moment."""

    person: str
    at: datetime
    action: Action


def may_second(
    programme: Programme, who: Who, action: Action, first: FirstAct, domains: Iterable[str] = ()
) -> bool:
    """Whether this actor may agree with what `first` did: he has the right, and they are two parties.

    A right borrowed from the first person does not count, and nobody may agree with an act that his own
    deputy did by his right.
    """
    actor, domains = actor_of(who), tuple(domains)
    if person_key(actor.id) == person_key(first.person) or not may_act(programme, actor, action, domains):
        return False
    known = any(person.id == first.person for person in programme.people)
    rights = capacities(programme, first.person, local_day(first.at)) if known else ()
    by = parties(person_key(first.person), rights, (first.action,), (code for code in domains if code))
    own_parties = parties(person_key(actor.id), capacities(programme, actor.id, actor.on), (action,), domains)
    return are_two(by or [frozenset({person_key(first.person)})], own_parties)


def require_second(
    programme: Programme, who: Who, action: Action, first: FirstAct, domains: Iterable[str] = ()
) -> str:
    """The id of the actor. Raises NotAllowedError when he has no right, or when he and `first` are one party.

    Agreeing with one's own act is refused by the store, in its own words.
    """
    domains = tuple(domains)
    person = require(programme, who, action, domains)
    if person_key(person) == person_key(first.person) or may_second(programme, who, action, first, domains):
        return person
    raise NotAllowedError(
        f"U en {programme.name_of(first.person)} zijn hier samen één partij: de een vervangt de ander. "
        "Een derde moet dit doen."
    )
