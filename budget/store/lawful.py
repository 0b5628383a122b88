"""Holds every act to the programme that was in force: its person must have existed and had the right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from budget.model.rights import Action, role_may
from budget.model.words import BudgetError, Role
from budget.store.audit_entries import ANCHOR, PROGRAMME, text_hash
from budget.store.schema import AnyRow, audit, submissions
from budget.store.schema_board import programme_versions

Known: TypeAlias = dict[str, Any]
"""Name, role and domains of a person, as a version keeps them."""
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
    "withdraw": (Action.FREEZE,),
    "steer": (Action.STEER,),
    "close": (Action.STEER,),
    "decide": (Action.DECIDE,),
    "key": (Action.MAINTAIN,),
    "restore": (Action.MAINTAIN,),
    "programme-propose": (Action.PROPOSE_PROGRAMME,),
    "programme-refuse": (Action.PROPOSE_PROGRAMME,),
    PROGRAMME: (Action.ACCEPT_PROGRAMME,),
}
"""What a person must have been allowed to do for an entry of the trail: one of these.

Of other acts, such as making a key for oneself, only the person is looked at.
"""


def find_unlawful(connection: Connection, programme: str, after: int = 0) -> Iterator[str]:
    """A Dutch sentence for every entry of the trail with a higher id than `after` that should not be there.

    Who accepted a version is held to the version before it. What came before the first one is not judged.
    """
    query = select(programme_versions).where(programme_versions.c.programme == programme)
    versions = {row.version: row for row in connection.execute(query)}
    if not versions:
        return
    own = select(audit).where(audit.c.programme == programme).order_by(audit.c.id)
    recorded = own.where(audit.c.action == PROGRAMME, audit.c.id <= after)
    number = max((_version_of(row) for row in connection.execute(recorded)), default=0)
    people = json.loads(versions[number].people) if number else {}
    for row in connection.execute(own.where(audit.c.id > after)).all():
        if number and row.action != ANCHOR:
            yield from _judge(connection, row, people.get(row.person), versions[number].text)
        if row.action == PROGRAMME:
            number = _version_of(row)
            people = json.loads(versions[number].people)


def require_lawful(connection: Connection, programme: str, after: int) -> None:
    """Raises BudgetError when an entry added since `after` should not be there."""
    if unlawful := next(find_unlawful(connection, programme, after), None):
        raise BudgetError(f"{unlawful} Er is niets veranderd.")


def _version_of(row: AnyRow) -> int:
    return int(row.subject.partition(" ")[2])


def _judge(connection: Connection, row: AnyRow, person: Known | None, text: str) -> Iterator[str]:
    day = f"{row.at:%d-%m-%Y}"
    if person is None:
        yield f"'{row.person}' stond op {day} niet in het programma, maar deed: {row.action}, {row.subject}."
        return
    needed, role, own = ACTS.get(row.action, ()), Role(person["role"]), person["domains"]
    domains = _domains(connection, row)
    if needed and not any(role_may(role, own, action, domains) for action in needed):
        yield f"{person['name']} ({role}) mocht op {day} niet {needed[0]} ({row.subject})."
    if row.action == "freeze" and json.loads(row.detail)["programme"] != text_hash(text):
        yield f"Het programma van {row.subject} was op {day} niet het vastgestelde programma."


def _domains(connection: Connection, row: AnyRow) -> tuple[str, ...]:
    """The domains that the file names; those of bookings that it ends are asked in the use case alone."""
    if row.action in ("submit", "accept"):
        number = int(row.subject.partition(" ")[2])
        query = select(submissions.c.domains).where(submissions.c.id == number)
        return tuple(json.loads(connection.execute(query).scalar() or "[]"))
    return (json.loads(row.detail)["domain"],) if row.action == "steer" else ()
