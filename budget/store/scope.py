"""Row-level security: PostgreSQL shows and accepts only rows of the transaction's programme.

SQLite has none: there only the query selects the programme.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Text, bindparam, select, text

from budget.store.schema_parts import audit

WHOLE = "*"
"""Every programme: for the owner of the tables, who migrates and restores; no effect for another role."""


def enter(connection: Connection, programme: str) -> None:
    """Limit the rest of this transaction to this programme; to nothing when it is ''."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ENTER, {"programme": programme})


def programmes_in(connection: Connection) -> list[str]:
    """The programmes with any data, for work on the whole database."""
    query = select(audit.c.programme).distinct()
    return sorted(connection.execute(_NAMES if _has_row_policies(connection) else query).scalars())


def one_by_one(connection: Connection) -> Iterator[str | None]:
    """Enter each programme in turn; None, once, where all rows are visible. Exhaust the iterator."""
    if not _has_row_policies(connection):
        yield None
        return
    was = connection.execute(text("SELECT current_setting('budget.programme', true)")).scalar() or ""
    for programme in programmes_in(connection):
        enter(connection, programme)
        yield programme
    enter(connection, was)


_NAMES = text("SELECT budget_programmes()")
_ENTER = text("SET LOCAL budget.programme = :programme").bindparams(
    bindparam("programme", type_=Text, literal_execute=True)
)
"""Not set_config(): Citus passes only SET LOCAL on to its workers, which takes no parameter."""


def _has_row_policies(connection: Connection) -> bool:
    """Whether this is PostgreSQL at a revision that has the policies."""
    if connection.dialect.name != "postgresql":
        return False
    return connection.execute(text("SELECT to_regproc('budget_programmes')")).scalar() is not None
