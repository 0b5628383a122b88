"""What someone with the database in his hands can do: switch its guards off, change rows, switch them on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from budget.store.schema_board import metadata

GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def unguarded(connection: Connection) -> Iterator[Connection]:
    """The connection with all triggers off; on again afterwards, as a careful attacker leaves no trace."""
    if connection.dialect.name == "postgresql":
        _switch(connection, "DISABLE")
        yield connection
        _switch(connection, "ENABLE")
        return
    guards = connection.exec_driver_sql(GUARDS).all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield connection
    for _, body in guards:
        connection.exec_driver_sql(body)


def _switch(connection: Connection, state: str) -> None:
    for table in metadata.tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} {state} TRIGGER USER")
