"""The rights that a person of a programme has on a day: his own, and of those whom he replaces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from budget.model.persons import person_key
from budget.model.programme import Person, Programme
from budget.model.rights import Action, Capacity, role_may


def may(person: Person, action: Action, domains: Iterable[str] = ()) -> bool:
    """Whether `person` may do `action` for all of `domains` by his own rights."""
    return role_may(person.role, person.domains, action, domains)


def capacities(programme: Programme, person: str, on: date | None) -> tuple[Capacity, ...]:
    """The rights of a person on a day, his own first. Raises UnknownNameError for an unknown id."""
    own = [person, *(deputy.person for deputy in programme.replaced_by(person, on))]
    people = map(programme.person, own)
    return tuple(Capacity(person_key(capacity.id), capacity.role, capacity.domains) for capacity in people)
