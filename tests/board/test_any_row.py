"""Whatever single row of the database is changed, doubled or taken away: `verify` says so."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from budget import delivery
from budget.board import snapshot, steering
from budget.model import Content, SteeringAction
from budget.store.engine import open_store
from budget.store.schema import metadata
from tests.board.history import freeze, live_through
from tests.store.samples import DECEMBER, PROGRAMME, decision, deliver, line, plan, submit

TABLES = {table.name: table for table in metadata.sorted_tables}
COLUMNS = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if (table.name, column.name) != ("audit", "id")  # the number of a line says only in what order lines are
]
NOW = datetime(2024, 10, 10, 9)


@pytest.fixture(scope="module")
def lived(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with something in every table, to copy."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("lived") / "budget.db"))
    store = open_store(f"sqlite:///{path}")
    live_through(store)
    deliver(store, Content(decisions=(decision(),)), "besluit.xlsx")
    refused = submit(store, plan(line("SPE-1", 70_000)), name="terug.xlsx")
    delivery.reject(store, PROGRAMME, refused.id, "cato", "Klopt niet", NOW)
    agreed = SteeringAction(0, "GRO", "Eerder planten", "gea", date(2024, 11, 1), 5_000, None, NOW.date())
    steering.register(store, PROGRAMME, agreed, "gea", NOW)
    found = steering.actions(store, PROGRAMME, NOW)
    steering.close(store, PROGRAMME, found[0], "gea", "Geplant", NOW)
    steering.register(store, PROGRAMME, agreed, "gea", NOW)
    freeze(store, DECEMBER, date(2024, 11, 30), NOW)
    snapshot.withdraw(store, PROGRAMME, DECEMBER, "cor", "Te vroeg", NOW)
    freeze(store, DECEMBER, date(2024, 11, 30), NOW)
    store.close()
    return path


@pytest.fixture
def file(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived, tmp_path / "budget.db"))


def found(file: Path) -> list[str]:
    store = open_store(f"sqlite:///{file}")
    try:
        return snapshot.verify(store, PROGRAMME)
    finally:
        store.close()


def opened(file: Path) -> closing[sqlite3.Connection]:
    """The database as someone sees it who has the file: without any rule."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    return closing(connection)


def changed(value: object) -> object:
    """Another value of the same kind."""
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, bytes):
        return value + b" "
    if value is None:
        return 1
    if len(value) >= 10 and value[4:5] == value[7:8] == "-":
        return f"{int(value[:4]) + 1}{value[4:]}"
    return f"{value}x"


def test_an_untouched_history_is_verified_and_every_table_has_rows(file: Path) -> None:
    assert found(file) == []
    with opened(file) as connection:
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    assert [name for name, count in counts.items() if not count] == []


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_cell_is_found(file: Path, table: str, column: str) -> None:
    with opened(file) as connection:
        number, value = connection.execute(
            f'SELECT rowid, "{column}" FROM {table} ORDER BY "{column}" IS NULL, rowid DESC'
        ).fetchone()
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (changed(value), number))
    assert found(file)


def test_two_lines_of_the_trail_in_another_order_are_found(file: Path) -> None:
    with opened(file) as connection:
        connection.execute("UPDATE audit SET id = 0 WHERE id = 2")
    assert found(file)


@pytest.mark.parametrize("which", ["min", "max"])
@pytest.mark.parametrize("table", TABLES)
def test_a_row_taken_away_is_found(file: Path, table: str, which: str) -> None:
    with opened(file) as connection:
        connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT {which}(rowid) FROM {table})")
    assert found(file)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_was_added_is_found(file: Path, table: str) -> None:
    """A copy of a row under the first number that is free."""
    keys = [column.name for column in TABLES[table].primary_key]
    numbered = next(name for name in reversed(keys) if name not in ("programme",))
    names = ", ".join(f'"{column.name}"' for column in TABLES[table].columns)
    with opened(file) as connection:
        last = connection.execute(f"SELECT * FROM {table} ORDER BY rowid DESC").fetchone()
        row = dict(zip([column.name for column in TABLES[table].columns], last, strict=True))
        row[numbered] = changed(row[numbered])
        marks = ", ".join("?" * len(row))
        if table == "acceptances":
            row["submission"] += 1
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    assert found(file)
