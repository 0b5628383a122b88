"""Whether a database is a demonstration or for real work: recorded in the trail before the first act."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.mail_marks import MARKED
from budget.store.schema_parts import audit

USE = "use"


class DatabaseUse(StrEnum):
    """The two uses; decisions made in one can never become part of the other."""

    DEMONSTRATION = "demonstratie"
    REAL = "echt"


def load_use(connection: Connection, programme: str) -> DatabaseUse | None:
    """The recorded use of this programme in this database; None before the first act."""
    query = select(audit.c.subject).where(audit.c.programme == programme, audit.c.action == USE)
    use = connection.execute(query.order_by(audit.c.id).limit(1)).scalar()
    return DatabaseUse(use) if use else None


def has_acts(connection: Connection, programme: str) -> bool:
    """Whether this programme has any act."""
    query = select(audit.c.id).where(audit.c.programme == programme).limit(1)
    return connection.execute(query).first() is not None


def record_use(connection: Connection, programme: str, use: DatabaseUse, person: str, now: datetime) -> None:
    """Record the use, with the person who acts first, and that all mail of this database has marks."""
    record(connection, programme, Entry(now, person, USE, use.value, {MARKED: True}))
