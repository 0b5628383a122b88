"""Verify detects any single changed row or cell, on both databases."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Table, create_engine, event
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from budget.access import VISITOR
from budget.store.audit_entries import MAILED
from budget.store.engine import Store, open_store
from budget.store.schema_board import metadata
from budget.usecases import verify as verification
from tests.conftest import DATABASES, FEW_ROUNDS, postgresql_database
from tests.roles import APP, of_role
from tests.snapshot.full_history import live_fully
from tests.store.samples import ID, PROGRAMME
from tests.tampering import GUARDS

OTHER = {bool: True, int: 1, str: "x", bytes: b"x", date: date(2024, 1, 1), datetime: datetime(2024, 1, 1)}
"""A value of each type for a cell that was empty."""
DAY = timedelta(days=1)


@pytest.fixture(scope="module", params=DATABASES)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple]:
    """The program's own connection to a year with a row in every table, and one without restrictions."""
    if request.param == "sqlite":
        path = shutil.copy(
            request.getfixturevalue("full_sqlite"), tmp_path_factory.mktemp("cells") / "budget.db"
        )
        yield from _both(f"sqlite:///{path}", f"sqlite:///{path}")
        return
    server = request.getfixturevalue("postgresql_server")
    with postgresql_database(server, request.getfixturevalue("migrated_postgresql")) as url:
        store = open_store(of_role(url, APP)).of(ID)
        live_fully(store)
        store.close()
        yield from _both(of_role(url, APP), url.replace("postgresql://", "postgresql+psycopg://", 1))


def _both(ours: str, all_powerful: str) -> Iterator[tuple[Store, Connection]]:
    store, engine = open_store(ours).of(ID), create_engine(all_powerful)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _unbind)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        yield store, connection
    engine.dispose()
    store.close()
    assert verification.verify(store, PROGRAMME, VISITOR) == [], "something was not put back"
    store.close()


def _unbind(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # The driver leaves schema changes outside a transaction.
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")


def rows_of(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """All rows of a table by primary key."""
    with connection.begin():
        found = connection.execute(table.select().order_by(*table.primary_key)).mappings()
        return [dict(row) for row in found]


@contextmanager
def unguarded(connection: Connection, table: Table) -> Iterator[None]:
    """One transaction in which only column types refuse anything."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield
            return
        guards = connection.exec_driver_sql(f"{GUARDS} AND tbl_name = '{table.name}'").all()
        for name, _ in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield
        for _, body in guards:
            connection.exec_driver_sql(body)


def others(column: Column, value: Any) -> list[Any]:
    """Other values that the cell could hold."""
    if value is None:
        return [OTHER[column.type.python_type]]
    given: list[Any] = [None] if column.nullable else []
    if isinstance(value, bool):
        return [not value, *given]
    if isinstance(value, date):
        return [value + DAY, *given]
    if isinstance(value, int):
        return [value + 1, *given]
    return [value + (b"x" if isinstance(value, bytes) else "x"), *([type(value)()] if value else []), *given]


def changes(table: Table, row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """The possible changes of a row: a name, and the row after it (None: deleted)."""
    yield "weg", None
    for column in table.c:
        for other in others(column, row[column.name]):
            yield f"{column.name} = {other!r}"[:80], row | {column.name: other}


def double(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The same row under another key."""
    key = [column for column in table.primary_key if column.name != "programme"][-1]
    value = row[key.name]
    return row | {key.name: value + 1_000_000 if type(value) is int else others(key, value)[0]}


def put(connection: Connection, table: Table, old: dict | None, new: dict | None) -> bool:
    """Replace a row by another, if the database can hold it."""
    try:
        with unguarded(connection, table):
            if old is not None:
                key = [column == old[column.name] for column in table.primary_key]
                assert connection.execute(table.delete().where(*key)).rowcount == 1
            if new is not None:
                connection.execute(table.insert().values(new))
    except (IntegrityError, DataError, ProgrammingError):
        return False
    return True


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_any_single_changed_row_or_cell_is_detected(lived: tuple, name: str, fault_rounds: int) -> None:
    """Every column of one row of each table; `make faults` takes as many rows as there are rounds."""
    store, connection = lived
    table, silent, tally = metadata.tables[name], [], Counter()
    rows = rows_of(connection, table)
    assert rows, f"{name} is empty: the test proves nothing"
    number = fault_rounds if fault_rounds > FEW_ROUNDS else 1
    for row in random.Random(fault_rounds).sample(rows, min(len(rows), number)):
        what = [(said, row, new) for said, new in changes(table, row)]
        for said, old, new in (*what, ("dubbel", None, double(table, row))):
            if not put(connection, table, old, new):
                tally["refused"] += 1
                continue
            # A process that saw the row before notices by itself.
            other = Store(store._engine).of(ID)
            if next(verification.find_differences(other, PROGRAMME, VISITOR), None) is None:
                silent.append((said, row))
            tally["rows" if said in ("weg", "dubbel") else "cells"] += 1
            assert put(connection, table, new, old)
    print(f"\n{name}: {dict(tally)}")
    assert tally["cells"] > 2
    assert silent == []
    assert rows_of(connection, table) == rows, "something was not put back"


SUBJECT = {"acceptances": "submission"}
"""Tables whose rows the trail calls by another number than their key."""


def names(table: Table, row: dict[str, Any], said: str) -> bool:
    """Whether a sentence names the table and the row."""
    if "seq" in row and table.name != "acceptances":
        return said.startswith(f"Rij ({row['seq']}") and f") in {table.name}" in said
    key = [column.name for column in table.primary_key if column.name != "programme"]
    number = row[SUBJECT.get(table.name, key[-1])]
    # The entries are counted; the last one has no successor, but its act is missing.
    if table.name == "audit":
        if said.startswith("Logboek: regel "):
            return True
        if row["action"] == MAILED:
            return said.startswith(("In messages staat een rij", "In mail_steps staat een rij"))
        number = row["subject"].rpartition(" ")[2]
    starts = f"Persoon '{number}' ", f"Inzending {number}: "
    told = said.endswith(f" {number} staat anders in de database.") or said.startswith(starts)
    placed = ", ".join(str(row[name]) for name in ("programme", *key))
    return told or said.startswith(
        (f"In {table.name} staat een rij ({placed})", f"In {table.name} ontbreekt een rij ({placed})")
    )


def _all_findings(store: Store) -> Iterator[str]:
    """The findings of `verify --deep` without reading files again, the quickest first.

    The caller stops when it has enough: recomputing the snapshots takes five times as long as the rest.
    """
    yield from verification.name_rows(store, PROGRAMME, VISITOR, from_files=False)
    yield from verification.find_differences(store, PROGRAMME, VISITOR)


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_the_row_that_changed_is_named(lived: tuple, name: str) -> None:
    """A deleted row, a doubled row, and a row with another value in its last column."""
    store, connection = lived
    table = metadata.tables[name]
    row = rows_of(connection, table)[-1]
    column = [found for found in table.c if not found.primary_key][-1:] or [*table.primary_key][-1:]
    other = row | {column[0].name: others(column[0], row[column[0].name])[0]}
    for old, new in ((row, None), (None, double(table, row)), (row, other)):
        if not put(connection, table, old, new):
            continue
        found = []
        for said in _all_findings(Store(store._engine).of(ID)):
            found.append(said)
            if any(names(table, one, said) for one in (old, new) if one):
                break
        else:
            pytest.fail(f"{new} is not named in {found}")
        assert put(connection, table, new, old)
