"""Marks a database for demonstration or real work at the first act; the two never mix."""

from __future__ import annotations

from datetime import datetime

from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.store import Connection, Store
from budget.store.database_use import DatabaseUse, has_acts, load_use, record_use
from budget.store.people import load_people, record_people
from budget.store.programmes import load_version, read_version, record_first, require_version
from budget.store.scope import enter, programmes_in
from budget.store.submissions import load_first

DECIDED_IN_PLAY = "Demonstratie zonder login: wat hier is besloten, telt niet als echt."
"""The notice on every report from a demonstration."""


def require_use(store: Store, programme: Programme, use: DatabaseUse) -> None:
    """Raises BudgetError when this database is for the other use."""
    with store.read() as connection:
        _require(connection, programme, use)


def require_use_of_all(store: Store, use: DatabaseUse) -> None:
    """Raises BudgetError when this database holds a programme of the other use."""
    with store.read() as connection:
        for programme_id in programmes_in(connection):
            enter(connection, programme_id)
            if load_use(connection, programme_id) not in (use, None):
                raise BudgetError(
                    "In deze database staat een programma van een omgeving met een ander doel. "
                    "Stel BUDGET_LOGIN goed in, of kies met BUDGET_DATABASE_URL een andere database."
                )


def begin(store: Store, programme: Programme, use: DatabaseUse, person: str, now: datetime) -> None:
    """Before `person` acts: mark the database and record programme and people, if not done yet.

    Raises as require_use() does, and for a programme that differs from the recorded one.
    """
    store.require_anchored_head(programme.id)
    recorded = (
        read_version(programme.text) if programme.text else programme
    )  # A programme made in Python has no text.
    people = {known.id for known in recorded.people}
    with store.read() as connection:
        version = load_version(connection, programme.id)
        require_version(version, programme)
        is_marked = _require(connection, programme, use)
        if is_marked and (
            version or (not programme.text and people <= load_people(connection, programme.id))
        ):
            return
    with store.write(programme.id) as connection:
        if not _require(connection, programme, use):
            record_use(connection, programme.id, use, person, now)
        if version is None:  # Later people are recorded with the version that adds them.
            record_people(connection, programme.id, people, person, now)
        if programme.text:
            record_first(connection, programme.id, programme.text, person, now)


def is_demonstration(store: Store, programme: Programme) -> bool:
    """Whether this database is marked as a demonstration."""
    with store.read() as connection:
        return load_use(connection, programme.id) is DatabaseUse.DEMONSTRATION


def _require(connection: Connection, programme: Programme, use: DatabaseUse) -> bool:
    """Whether it is marked. Acts without a mark were done without a login."""
    marked = load_use(connection, programme.id)
    if marked is use:
        return True
    if marked is DatabaseUse.REAL:
        raise BudgetError(
            "Deze database is van een omgeving met login. Zonder login is zij niet te gebruiken. "
            "Stel BUDGET_LOGIN in, of kies met BUDGET_DATABASE_URL een andere database."
        )
    if marked or (use is DatabaseUse.REAL and has_acts(connection, programme.id)):
        raise BudgetError(
            "In deze database is zonder login besloten: zij is van een demonstratie en telt niet als echt. "
            "Kies met BUDGET_DATABASE_URL een nieuwe, lege database."
        )
    return False


def first_submitted(store: Store, programme: Programme) -> datetime | None:
    """When the first file was submitted; None before."""
    with store.read() as connection:
        return load_first(connection, programme.id)
