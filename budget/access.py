"""Who may do what: one table, consulted by every use case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from budget.labels import listed
from budget.model.programme import Person, Programme
from budget.model.rights import ADMINISTRATION, LOOKING, RIGHTS, Action, role_may
from budget.model.words import BudgetError
from budget.security_log import note_refusal

__all__ = [
    "ADMINISTRATION", "RIGHTS", "VISITING", "VISITOR", "Action", "Actor", "NotAllowedError", "Who",
    "actor_of", "may", "may_act", "require",
]  # fmt: skip


VISITING = LOOKING | {Action.CHECK}
"""What can be done without being anyone, in a demonstration: look, and decide nothing."""



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


class NotAllowedError(BudgetError):
    """This actor may not do this; the sentence may name the people who may."""


def actor_of(who: Who) -> Actor:
    """The actor that this names."""
    return Actor(who) if isinstance(who, str) else who


def may(person: Person, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether `person` may do `action` for all of `domains`, as role_may() says."""
    return role_may(person.role, person.domains, action, domains)


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
        raise NotAllowedError("Zeg eerst wie u bent. Zonder naam kunt u alleen kijken.")
    person = programme.person(actor.id)
    note_refusal("geweigerde handeling", role=person.role.value, act=action.name, domains=str(len(domains)))
    if may(person, action, domains):
        raise NotAllowedError(f"Met deze sleutel kunt u niet {action}. Daar is hij niet voor gemaakt.")
    others = [p.name for p in programme.people if may(p, action, domains)]
    names = [programme.domain(code).name if code else "regels zonder opgavedomein" for code in domains]
    which = f" voor {listed(names)}" if names else ""
    told = f"Dat kan wel: {listed(others)}." if others else "Niemand in dit programma mag dat."
    raise NotAllowedError(f"{person.name} mag niet {action}{which}. {told}")
