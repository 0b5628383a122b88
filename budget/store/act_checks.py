"""Checks every act against the programme in force: the person, the right, and the second person."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from budget.model.months import local_day
from budget.model.persons import person_key
from budget.model.rights import Action, Capacity, are_two, parties
from budget.model.words import BudgetError, Role
from budget.store.audit_entries import BY_PROGRAM, PROGRAMME, text_hash
from budget.store.schema import AnyRow, AnySelect, audit, submissions
from budget.store.schema_board import programme_versions

People: TypeAlias = dict[str, dict[str, Any]]
"""Name, role, domains and deputyships of each person by id, as stored with a version."""
ACTS: dict[str, tuple[Action, ...]] = {
    "submit": (Action.SUBMIT,),
    "accept": (Action.ACCEPT,),
    "reject": (Action.SUBMIT, Action.ACCEPT),
    "confirm": (Action.SUBMIT, Action.ACCEPT),
    "map": (Action.SUBMIT,),
    "unmap": (Action.SUBMIT,),
    "map-propose": (Action.SUBMIT,),
    "map-accept": (Action.ACCEPT,),
    "map-return": (Action.SUBMIT, Action.ACCEPT),
    "map-file": (Action.SUBMIT,),
    "propose-period": (Action.CLOSE,),
    "decide-period": (Action.CLOSE,),
    "freeze": (Action.FREEZE,),
    "missing": (Action.FREEZE, Action.SIGN),
    "sign": (Action.SIGN,),
    "publish": (Action.PUBLISH,),
    "remove-propose": (Action.REMOVE,),
    "remove": (Action.REMOVE,),
    "withdraw": (Action.FREEZE,),
    "steer": (Action.STEER,),
    "close": (Action.STEER,),
    "decide": (Action.DECIDE,),
    "share-propose": (Action.SHARE,),
    "share-accept": (Action.SHARE,),
    "share-refuse": (Action.SHARE,),
    "share-end": (Action.SHARE,),
    "key": (Action.MAINTAIN,),
    "restore": (Action.MAINTAIN,),
    "programme-propose": (Action.PROPOSE_PROGRAMME,),
    "programme-refuse": (Action.PROPOSE_PROGRAMME,),
    PROGRAMME: (Action.ACCEPT_PROGRAMME,),
}
"""The rights of which a person must have had one for an entry of the trail.

For other acts, such as making a token for oneself, only the person is checked.
"""
BY_ANOTHER = {
    "reject": Action.ACCEPT,
    "map-return": Action.ACCEPT,
    "programme-refuse": Action.ACCEPT_PROGRAMME,
}
"""The right needed to send back what someone else handed in."""
FIRST = {
    "accept": "submit", "reject": "submit", "sign": "freeze", "decide-period": "propose-period",
    "map-accept": "map-propose", "map-return": "map-propose", "programme-refuse": "programme-propose",
    PROGRAMME: "programme-propose", "remove": "remove-propose", "share-accept": "share-propose",
}  # fmt: skip
"""For each action of a second person, the action of the first."""


class Versions:
    """The versions of a programme, and the trail entry from which each was in force."""

    def __init__(self, connection: Connection, programme: str) -> None:
        """Load the versions once; the people of each on demand."""
        self._connection, self._programme = connection, programme
        query = select(programme_versions).where(programme_versions.c.programme == programme)
        self._rows = {row.version: row for row in connection.execute(query)}
        recorded = self.trail().where(audit.c.action == PROGRAMME)
        self._begins = [(row.id, _number(row.subject)) for row in connection.execute(recorded)]
        self._people: dict[int, People] = {}

    def trail(self) -> AnySelect:
        """The entries of this programme, oldest first."""
        return select(audit).where(audit.c.programme == self._programme).order_by(audit.c.id)

    def before(self, entry: int) -> int:
        """The number of the version in force when this entry was made; 0 if none was recorded yet."""
        place = bisect_left(self._begins, (entry, 0))
        return self._begins[place - 1][1] if place else 0

    def text(self, number: int) -> str:
        """The text of a version."""
        return str(self._rows[number].text)

    def people(self, number: int) -> People:
        """The people of a version; none for 0."""
        if number and number not in self._people:
            self._people[number] = json.loads(self._rows[number].people)
        return self._people.get(number, {})

    def parties(self, row: AnyRow, actions: tuple[Action, ...]) -> list[frozenset[str]]:
        """The parties behind an entry, for each right that allowed one of `actions`; empty if none did."""
        people = self.people(self.before(row.id))
        held = _capacities(people, row.person, local_day(row.at))
        return parties(person_key(row.person), held, actions, _domains(self._connection, row))

    def parties_now(
        self, person: str, on: date, action: Action, domains: Iterable[str]
    ) -> list[frozenset[str]]:
        """The parties behind this act of a person on a day, by the newest version."""
        people = self.people(max(self._rows, default=0))
        return parties(person_key(person), _capacities(people, person, on), (action,), domains)

    def first_of(self, row: AnyRow) -> AnyRow | None:
        """The first person's entry that this second person's entry answers; None if there is none."""
        if row.action not in FIRST:
            return None
        detail, subject = json.loads(row.detail), row.subject
        if row.action == PROGRAMME:
            subject = f"proposal {detail['proposal']}"
        same = self.trail().where(audit.c.action == FIRST[row.action], audit.c.subject == subject)
        earlier = self._connection.execute(same.where(audit.c.id < row.id)).all()
        return earlier[-1] if earlier else None

    def is_empty(self) -> bool:
        """Whether no version was recorded, so that nothing can be checked."""
        return not self._rows


def find_unlawful(connection: Connection, programme: str, after: int = 0) -> Iterator[str]:
    """A Dutch sentence for every unlawful entry of the trail with an id above `after`.

    Acceptance of a version is checked against the version before it. Entries before the first version are not
    checked.
    """
    versions = Versions(connection, programme)
    if versions.is_empty():
        return
    for row in connection.execute(versions.trail().where(audit.c.id > after)).all():
        if (number := versions.before(row.id)) and row.action not in BY_PROGRAM:
            yield from _judge(versions, row, number)


def require_lawful(connection: Connection, programme: str, after: int) -> None:
    """Raises BudgetError when an entry added after id `after` is unlawful."""
    if unlawful := next(find_unlawful(connection, programme, after), None):
        raise BudgetError(f"{unlawful} Er is niets veranderd.")


def _judge(versions: Versions, row: AnyRow, number: int) -> Iterator[str]:
    day, person = f"{row.at:%d-%m-%Y}", versions.people(number).get(row.person)
    if person is None:
        yield f"'{row.person}' stond op {day} niet in het programma, maar deed: {row.action}, {row.subject}."
        return
    first, needed = versions.first_of(row), ACTS.get(row.action, ())
    if first is not None and row.action in BY_ANOTHER and person_key(first.person) != person_key(row.person):
        needed = (BY_ANOTHER[row.action],)
    sides = versions.parties(row, needed)
    if needed and not sides:
        yield f"{person['name']} ({person['role']}) mocht op {day} niet {needed[0]} ({row.subject})."
    elif first is not None and _needs_two(row):
        by = versions.parties(first, ACTS[first.action]) or [frozenset({person_key(first.person)})]
        if not are_two(by, sides):
            yield f"Voor {row.subject} was {person['name']} op {day} geen tweede persoon, maar een vervanger."
    if row.action == "freeze" and json.loads(row.detail)["programme"] != text_hash(versions.text(number)):
        yield f"Het programma van {row.subject} was op {day} niet het vastgestelde programma."


def _needs_two(row: AnyRow) -> bool:
    """Whether this entry puts something into force; refusing or withdrawing needs one person."""
    return row.action not in BY_ANOTHER and bool(json.loads(row.detail).get("accepted", True))


def _capacities(people: People, person: str, on: date) -> list[Capacity]:
    """His own right, and the rights of those he replaced on this day."""
    known, day = people.get(person), on.isoformat()
    if known is None:
        return []
    ids = [person, *(replaced for replaced, begin, end in known.get("replaces", ()) if begin <= day <= end)]
    return [
        Capacity(person_key(person_id), Role(people[person_id]["role"]), people[person_id]["domains"])
        for person_id in ids
    ]


def _number(subject: str) -> int:
    return int(subject.partition(" ")[2])


def _domains(connection: Connection, row: AnyRow) -> tuple[str, ...]:
    """The domains that the file names; those of bookings that it ends are checked only by the use case."""
    if row.action in ("submit", "accept", "reject"):
        query = select(submissions.c.domains).where(
            submissions.c.programme == row.programme, submissions.c.id == _number(row.subject)
        )
        return tuple(json.loads(connection.execute(query).scalar() or "[]"))
    return (json.loads(row.detail)["domain"],) if row.action == "steer" else ()
