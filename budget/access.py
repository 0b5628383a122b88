"""Who may do what: one table, asked by every use case."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from budget.labels import listed
from budget.model import BudgetError, Person, Programme, Role


class Action(StrEnum):
    """What a person can do, in words that complete 'mag niet ...'."""

    VIEW = "bekijken"
    SUBMIT = "indienen"
    ACCEPT = "vaststellen"
    STEER = "acties voor bijsturing vastleggen"
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
"""A momentopname holds every domain: who works for some of them neither proposes nor signs it."""


def may(person: Person, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether `person` may do `action` for all of `domains`; someone without domains has them all.

    The domain '' is money that no domain is known of: only who has them all may act for it.
    """
    if action not in RIGHTS[person.role]:
        return False
    return not person.domains or (action not in WHOLE_PROGRAMME and set(domains) <= set(person.domains))


def require(programme: Programme, person_id: str, action: Action, domains: Iterable[str] = ()) -> Person:
    """The person with this id. Raises BudgetError, naming who may, when he may not do `action`."""
    person, domains = programme.person(person_id), tuple(domains)
    if may(person, action, domains):
        return person
    others = [p.name for p in programme.people if may(p, action, domains)]
    names = [programme.domain(code).name if code else "regels zonder opgavedomein" for code in domains]
    which = f" voor {listed(names)}" if names else ""
    who = f"Dat kan wel: {listed(others)}." if others else "Niemand in dit programma mag dat."
    raise BudgetError(f"{person.name} mag niet {action}{which}. {who}")
