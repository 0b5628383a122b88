"""Everyone a programme ever named: the database accepts only them as second persons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.schema import people

NAMED = "people"


def load_people(connection: Connection, programme: str) -> frozenset[str]:
    """Every id recorded so far."""
    query = select(people.c.person).where(people.c.programme == programme)
    return frozenset(connection.execute(query).scalars())


def record_people(
    connection: Connection, programme: str, persons: Iterable[str], person: str, now: datetime
) -> None:
    """Add the ids that are missing, with one entry in the trail; `person` is the actor."""
    fresh = sorted(set(persons) - load_people(connection, programme))
    if fresh:
        connection.execute(
            insert(people), [{"programme": programme, "person": person_id} for person_id in fresh]
        )
        record(connection, programme, Entry(now, person, NAMED, "programme", {"added": fresh}))
