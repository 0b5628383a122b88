"""Logins that were ended before they expired: known to every process, of no programme, and soon forgotten."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, DateTime, MetaData, Table, Text, delete, insert, literal, select
from sqlalchemy.exc import IntegrityError

metadata = MetaData()
"""Apart from all other tables: these rows are no history, are in no backup, and are erased."""
ended_logins = Table(
    "ended_logins",
    metadata,
    Column("login", Text, primary_key=True, nullable=False),
    Column("forget_at", DateTime, nullable=False),
)
"""`login` is the hash of what identifies a login, `forget_at` (UTC) is after its cookie has expired."""
PLACE = "budget_logins"
"""The schema on PostgreSQL, where the role of the program may erase rows whose time has passed."""


def end_login(connection: Connection, sha256: str, forget_at: datetime, now: datetime) -> None:
    """Record that this login was ended, once; erase those whose time has passed."""
    of = _place(connection)
    connection.execute(delete(ended_logins).where(ended_logins.c.forget_at < now), execution_options=of)
    ended = select(ended_logins.c.login).where(ended_logins.c.login == sha256).exists()
    row = select(literal(sha256), literal(forget_at, DateTime())).where(~ended)
    added = insert(ended_logins).from_select(["login", "forget_at"], row)
    with suppress(IntegrityError), connection.begin_nested():  # Another window may have ended it just now.
        connection.execute(added, execution_options=of)


def is_ended(connection: Connection, sha256: str) -> bool:
    """Whether this login was ended."""
    query = select(ended_logins.c.login).where(ended_logins.c.login == sha256)
    return connection.execute(query, execution_options=_place(connection)).first() is not None


def _place(connection: Connection) -> dict[str, Any]:
    is_postgresql = connection.dialect.name == "postgresql"
    return {"schema_translate_map": {None: PLACE}} if is_postgresql else {}
