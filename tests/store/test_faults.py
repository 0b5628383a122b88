"""Database faults give one Dutch line with a remedy, on both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from budget.model import BudgetError
from budget.store import backup
from budget.store.engine import Store, open_store
from budget.store.faults import (
    BROKEN_DISK,
    CROWDED,
    DAMAGED,
    FULL,
    GONE,
    LOCKED,
    LOST,
    READ_ONLY,
    SLOW,
    TWO_PERSONS,
    explain,
)
from tests.store.samples import ID, deliver, line, plan


def test_waiting_for_a_lock_ends_after_the_configured_time(
    ready_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_LOCK_SECONDS", "1")
    one, other = open_store(ready_postgresql_url).of(ID), open_store(ready_postgresql_url).of(ID)
    with one.write(ID):
        with pytest.raises(BudgetError) as told, other.write(ID):
            pass
        assert str(told.value) == LOCKED
    deliver(other, plan(line()))
    one.close()
    other.close()


def test_a_statement_that_takes_too_long_is_stopped(
    ready_postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_STATEMENT_SECONDS", "1")
    store = open_store(ready_postgresql_url).of(ID)
    with pytest.raises(BudgetError) as told, store.read() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(30)")
    assert str(told.value) == SLOW
    store.close()


@pytest.mark.parametrize(("name", "shown"), [("lock_timeout", "30s"), ("statement_timeout", "10min")])
def test_postgresql_has_default_timeouts_for_locks_and_statements(
    ready_postgresql_url: str, name: str, shown: str
) -> None:
    store = open_store(ready_postgresql_url).of(ID)
    with store.read() as connection:
        assert connection.exec_driver_sql(f"SHOW {name}").scalar_one() == shown
    store.close()


@pytest.mark.parametrize("value", ["0", "-1", "een", "1.5", "86401"])
def test_an_invalid_timeout_setting_is_refused(
    ready_postgresql_url: str, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BUDGET_LOCK_SECONDS", value)
    with pytest.raises(BudgetError, match="BUDGET_LOCK_SECONDS is"):
        open_store(ready_postgresql_url).of(ID)


def test_a_lost_connection_asks_to_look_first(ready_postgresql_url: str) -> None:
    store = open_store(ready_postgresql_url).of(ID)

    def lose() -> None:
        with store.read() as connection:
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with store.read() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({mine}, 5000)")
            connection.exec_driver_sql("SELECT 1")

    with pytest.raises(BudgetError) as told:
        lose()
    assert str(told.value) == LOST
    deliver(store, plan(line()))
    store.close()


def test_a_database_that_may_only_be_read_is_explained(store: Store) -> None:

    def write() -> None:
        with store.write(ID) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            else:
                connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("INSERT INTO commitments (id) VALUES (1)")

    with pytest.raises(BudgetError) as told:
        write()
    assert str(told.value) == READ_ONLY


def test_a_full_disk_is_explained_and_nothing_is_stored(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)

    def fill() -> None:
        with store.write(ID) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            connection.exec_driver_sql("CREATE TABLE te_veel AS SELECT randomblob(1000000)")

    with pytest.raises(BudgetError) as told:
        fill()
    assert str(told.value) == FULL
    store.close()


def test_a_damaged_file_is_explained(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    store.close()
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'plan_lines'").fetchone()[
            0
        ]
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    store = open_store(ready_sqlite_url)
    with pytest.raises(BudgetError) as told, store.read() as connection:
        connection.exec_driver_sql("SELECT * FROM plan_lines").all()
    assert str(told.value) == DAMAGED
    store.close()


class _SaidError(Exception):
    """An error as a PostgreSQL driver raises it: a message and a state."""

    def __init__(self, words: str, sqlstate: str | None) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("words", "state", "line"),
    [
        ("database is locked", None, LOCKED),
        ("database table is locked: audit", None, LOCKED),
        ("disk I/O error", None, BROKEN_DISK),
        ("unable to open database file", None, GONE),
        ("database or disk is full", None, FULL),
        ("attempt to write a readonly database", None, READ_ONLY),
        ("database disk image is malformed", None, DAMAGED),
        ("could not fsync file", "58030", BROKEN_DISK),
        ("invalid page in block 3", "XX001", DAMAGED),
        ("unexpected zero page", "XX002", DAMAGED),
        ("sorry, too many clients already", "53300", CROWDED),
        ("permission denied for table audit", "42501", READ_ONLY),
        ("could not extend file", "53100", FULL),
        ("deadlock detected", "40P01", LOCKED),
        ("terminating connection", "57P01", LOST),
        ("connection failure", "08006", LOST),
        ("canceling statement", "57014", SLOW),
        ("syntax error", "42601", None),
        ("no such table: x", None, None),
    ],
)
def test_every_known_fault_has_one_line_and_a_bug_has_none(
    words: str, state: str | None, line: str | None
) -> None:
    assert explain(OperationalError("SELECT 1", {}, _SaidError(words, state))) == line


def test_a_file_that_disappears_under_a_running_program_is_explained(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    store.close()
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    path.rename(path.with_suffix(".weg"))
    path.mkdir()
    with pytest.raises(BudgetError) as told, store.read():
        pass
    assert str(told.value) == GONE


def test_a_same_person_refusal_by_the_database_is_explained(store: Store) -> None:
    with pytest.raises(BudgetError) as told, store.write(ID) as connection:
        connection.exec_driver_sql(
            "INSERT INTO signatures (programme, snapshot, proposed_by, signed_by, signed_at)"
            f" VALUES ('{ID}', 1, 'gea', 'GEA', '2024-01-01 00:00:00.000000')"
        )
    assert str(told.value) == TWO_PERSONS


def test_an_unknown_database_error_stays_a_bug(store: Store) -> None:
    with pytest.raises((ProgrammingError, OperationalError)) as told, store.write(ID) as connection:
        connection.exec_driver_sql("SELECT * FROM bestaat_niet")
    assert not isinstance(told.value, BudgetError)


def test_nothing_is_left_of_a_backup_that_finds_its_disk_full(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would replay a leftover journal into the next file with that name."""

    def fill(_source: object, part: Path) -> None:
        part.with_name(f"{part.name}-journal").write_bytes(b"x")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write", fill)
    with store.read() as connection, pytest.raises(BudgetError):
        backup.write_backup(connection, tmp_path / "vol.backup")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("vol")] == []
