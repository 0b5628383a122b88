"""Logins that were ended before they expired: known to every process, of no programme, and soon forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, MetaData, Table, Text, bindparam, select, text

metadata = MetaData()
"""Apart from all other tables: these rows are no history, are in no backup, and may go."""
ended_logins = Table(
    "ended_logins",
    metadata,
    Column("login", Text, primary_key=True, nullable=False),
    Column("forget_at", DateTime, nullable=False),
)
"""`login` is the hash of what identifies a login. Each new row erases those whose time (UTC) has passed."""


def end_login(connection: Connection, sha256: str, forget_at: datetime) -> None:
    """Record that this login was ended; its cookie expires by itself before `forget_at`."""
    row = "INSERT INTO ended_logins (login, forget_at) VALUES (:login, :at) ON CONFLICT DO NOTHING"
    said = text(row).bindparams(bindparam("at", type_=DateTime()))
    connection.execute(said, {"login": sha256, "at": forget_at})


def is_ended(connection: Connection, sha256: str) -> bool:
    """Whether this login was ended."""
    query = select(ended_logins.c.login).where(ended_logins.c.login == sha256)
    return connection.execute(query).first() is not None
