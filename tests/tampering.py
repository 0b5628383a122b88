"""Tampering with database access: disable the guards, change rows, enable them again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine

from budget.store.engine import Store
from budget.store.schema_board import metadata
from budget.store.scope import WHOLE, enter
from tests.roles import OWNER

GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def tampering(store: Store) -> Iterator[Connection]:
    """A connection beside the program, for the owner of the tables, with all guards off until it commits."""
    with owning(store) as connection, unguarded(connection):
        yield connection


@contextmanager
def owning(store: Store) -> Iterator[Connection]:
    """A connection beside the program, for the owner of the tables, who sees all rows."""
    address = store._engine.url
    is_postgresql = address.get_backend_name() == "postgresql"
    engine = create_engine(address.set(username=OWNER) if is_postgresql else address)
    with engine.begin() as connection:
        enter(connection, WHOLE)
        yield connection
    engine.dispose()


@contextmanager
def unguarded(connection: Connection) -> Iterator[Connection]:
    """The connection with all triggers off; enabled afterwards, as a careful attacker leaves no trace."""
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
