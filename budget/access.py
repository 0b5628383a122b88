"""Who may do what: one table, consulted by every use case."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from budget.labels import listed
from budget.model.programme import Person, Programme
from budget.model.words import BudgetError, Role
from budget.security_log import note_refusal


class Action(StrEnum):
    """What a person can do; the values complete the Dutch sentence 'mag niet ...'."""

    VIEW = "bekijken"
    SUBMIT = "indienen"
    ACCEPT = "vaststellen"
    STEER = "acties voor bijsturing vastleggen"
    DECIDE = "vastleggen wat het bestuur heeft besloten"
    FREEZE = "een momentopname voorstellen"
    SIGN = "een momentopname ondertekenen"


RIGHTS: dict[Role, frozenset[Action]] = {
    Role.BUDGET_HOLDER: frozenset({Action.VIEW, Action.SUBMIT, Action.STEER}),
    Role.MANAGER: frozenset({Action.VIEW, Action.SUBMIT, Action.STEER}),
    Role.CONTROLLER: frozenset(Action),
    Role.SECRETARY: frozenset(Action) - {Action.SUBMIT},
    Role.BOARD: frozenset({Action.VIEW}),
}


WHOLE_PROGRAMME = frozenset({Action.FREEZE, Action.SIGN})
"""A snapshot holds every domain: a person of some domains may neither propose nor sign it."""


def may(person: Person, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether `person` may do `action` for all of `domains`; a person without domains has them all.

    The domain '' is money of unknown domain: only a person who has them all may act for it.
    """
    if action not in RIGHTS[person.role]:
        return False
    return not person.domains or (action not in WHOLE_PROGRAMME and set(domains) <= set(person.domains))


def require(programme: Programme, person_id: str, action: Action, domains: Iterable[str] = ()) -> Person:
    """The person with this id. Raises BudgetError when he may not do `action`, naming those who may."""
    person, domains = programme.person(person_id), tuple(domains)
    if may(person, action, domains):
        return person
    note_refusal("geweigerde handeling", role=person.role.value, act=action.name, domains=str(len(domains)))
    others = [p.name for p in programme.people if may(p, action, domains)]
    names = [programme.domain(code).name if code else "regels zonder opgavedomein" for code in domains]
    which = f" voor {listed(names)}" if names else ""
    who = f"Dat kan wel: {listed(others)}." if others else "Niemand in dit programma mag dat."
    raise BudgetError(f"{person.name} mag niet {action}{which}. {who}")
