"""Backups are consistent under concurrent writes and restored completely or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from budget.access import VISITOR
from budget.model import BudgetError
from budget.programme import parse_programme
from budget.store import anchor
from budget.store.audit import load_trail
from budget.store.backup import checksum_path, copy_rows, row_sums
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, migrate_to, newest_revision, open_store
from budget.store.keys import new_key
from budget.store.schema import audit
from budget.usecases import logins, maintain
from budget.usecases import verify as verification
from budget.usecases.database_use import begin
from tests.roles import OWNER, of_role
from tests.snapshot.full_history import live_fully
from tests.store.earlier_schema import copy_at
from tests.store.samples import ID, NOW, PROGRAMME, TOML, deliver, line, plan
from tests.tampering import owning, tampering

PEOPLED = parse_programme(f"""{TOML}
[[people]]
id = "bea"
name = "Bea Beheer"
role = "beheer"
""")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dag.backup"


@pytest.fixture
def empty_store(tmp_path: Path) -> Store:
    """A database without tables, in another file."""
    return open_store(f"sqlite:///{tmp_path / 'terug.db'}", migrates=False)


def back_up(store: Store, path: Path) -> list[str]:
    return maintain.backup(store, PEOPLED, "bea", path)[1]


def restore(store: Store, path: Path, use: DatabaseUse = DatabaseUse.DEMONSTRATION) -> None:
    maintain.restore(store, PEOPLED, "bea", path, use, NOW)


def sums(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return row_sums(connection)


def test_a_backup_of_either_database_is_restored_in_the_other_with_every_row(
    store: Store, file: Path, empty_store: Store
) -> None:
    live_fully(store, then=PEOPLED.text)
    before = sums(store)
    assert back_up(store, file) == []
    restore(empty_store, file)
    with empty_store.read() as connection:
        assert [entry.action for entry in load_trail(connection, ID)][-1] == "restore"
    after = sums(empty_store)
    assert {name for name in before if before[name] != after[name]} == {"audit"}
    assert verification.verify(empty_store, PROGRAMME, VISITOR) == []
    deliver(empty_store, plan(line("SPE-4", 5, domain="SPE")))
    empty_store.close()


def test_a_backup_restored_in_postgresql_continues_its_sequences(
    ready_sqlite_url: str, postgresql_url: str, file: Path
) -> None:
    store, other = open_store(ready_sqlite_url), open_store(postgresql_url, migrates=False)
    live_fully(store, then=PEOPLED.text)
    assert back_up(store, file) == []
    restore(other, file)
    other = other.of(ID)
    deliver(other, plan(line("SPE-4", 5, domain="SPE")))
    assert verification.verify(other, PROGRAMME, VISITOR) == []
    with owning(other) as connection, pytest.raises(Exception, match="append only"):
        connection.exec_driver_sql("DELETE FROM audit")
    store.close()
    other.close()


def test_a_backup_made_during_writes_is_consistent(ready_url: str, file: Path, empty_store: Store) -> None:
    store, done = open_store(ready_url).of(ID), threading.Event()

    def work() -> None:
        own = open_store(ready_url).of(ID)
        for number in range(200):
            deliver(own, plan(line("GRO-1", 1_000 + number)), f"{number}.xlsx")
            if done.is_set():
                break
        own.close()

    deliver(store, plan(line("GRO-1", 5)))
    writers = [threading.Thread(target=work)]
    for writer in writers:
        writer.start()
    try:
        assert back_up(store, file) == []
    finally:
        done.set()
        for writer in writers:
            writer.join()
    restore(empty_store, file)
    assert verification.verify(empty_store, PROGRAMME, VISITOR) == []
    store.close()
    empty_store.close()


def test_the_checksum_file_has_the_sha256sum_format(store: Store, file: Path) -> None:
    deliver(store, plan(line()))
    found, _ = maintain.backup(store, PEOPLED, "bea", file)
    assert checksum_path(file).read_text() == f"{found.sha256}  dag.backup\n"
    assert found.revision == newest_revision()
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in file.parent.glob("dag*")) == ["dag.backup", "dag.backup.sha256"]


def test_a_file_that_is_there_is_not_overwritten(store: Store, file: Path) -> None:
    deliver(store, plan(line()))
    file.write_text("van mij")
    with pytest.raises(BudgetError, match="bestaat al"):
        back_up(store, file)
    assert file.read_text() == "van mij"


def test_a_symlink_in_place_of_the_checksum_is_not_followed(store: Store, file: Path, tmp_path: Path) -> None:
    """Otherwise anyone who may write to the folder could make the administrator create a file elsewhere."""
    (file.parent / f"{file.name}.sha256").symlink_to(tmp_path / "elders")
    with pytest.raises(BudgetError, match="niet te schrijven"):
        back_up(store, file)
    assert not (tmp_path / "elders").exists()
    assert not file.exists()


def test_a_folder_that_is_not_there_is_explained_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    deliver(store, plan(line()))
    with pytest.raises(BudgetError, match="niet te schrijven"):
        back_up(store, tmp_path / "geen" / "dag.backup")


def test_faults_in_the_database_are_reported_with_its_backup(store: Store, file: Path) -> None:
    deliver(store, plan(line()))
    with tampering(store) as connection:
        connection.exec_driver_sql("UPDATE plan_lines SET budget = budget + 1")
    assert any("plan_lines" in fault for fault in back_up(store, file))
    assert file.exists()


Spoil = Callable[[Path], None]


def _one_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _forge(path: Path) -> None:
    """Change a row, and the checksum to match."""
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE plan_lines SET budget = budget + 1")
    connection.close()
    checksum_path(path).write_text(f"{maintain.file_hash(path)}  {path.name}\n")


SPOILT: dict[str, tuple[Spoil, str]] = {
    "a byte changed": (_one_byte, "is veranderd"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "is veranderd"),
    "without its checksum": (lambda path: checksum_path(path).unlink(), "niet te lezen"),
    "not there": (lambda path: path.unlink(), "niet te lezen"),
    "a row changed, checksum and all": (_forge, "klopt niet"),
}


@pytest.fixture(scope="module")
def backup_folder(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A valid backup, to copy and damage."""
    folder = tmp_path_factory.mktemp("kept")
    store = open_store(f"sqlite:///{shutil.copy(migrated_sqlite, folder / 'budget.db')}")
    deliver(store, plan(line()))
    back_up(store, folder / "dag.backup")
    store.close()
    return folder / "dag.backup"


@pytest.mark.parametrize("how", SPOILT)
def test_a_damaged_backup_is_refused_and_restores_nothing(
    backup_folder: Path, file: Path, empty_store: Store, how: str
) -> None:
    for path in (backup_folder, checksum_path(backup_folder)):
        shutil.copy(path, file.parent)
    spoil, told = SPOILT[how]
    spoil(file)
    with pytest.raises(BudgetError, match=told):
        restore(empty_store, file)
    assert empty_store.is_new()


def test_a_database_with_data_is_not_overwritten(store: Store, file: Path) -> None:
    deliver(store, plan(line()))
    back_up(store, file)
    deliver(store, plan(line("SPE-1", domain="SPE")))
    before, address = sums(store), store._engine.url.render_as_string(hide_password=False)
    owner = open_store(of_role(address, OWNER) if "postgresql" in address else address)
    with pytest.raises(BudgetError, match="2 regels"):
        restore(owner, file)
    assert sums(store) == before
    owner.close()


def test_a_backup_older_than_the_anchor_file_is_refused(
    ready_sqlite_url: str, file: Path, empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(anchor.KEPT, str(tmp_path / "anchors"))
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    back_up(store, file)
    deliver(store, plan(line("SPE-1", domain="SPE")))
    with pytest.raises(BudgetError, match="2 kenmerken"):
        restore(empty_store, file)
    (tmp_path / "anchors").rename(tmp_path / "anchors.oud")
    restore(empty_store, file)
    assert verification.verify(empty_store, PROGRAMME, VISITOR) == []
    store.close()


def test_a_signed_backup_is_restored_with_its_signatures(
    ready_sqlite_url: str, file: Path, empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(anchor.KEY, new_key())
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    back_up(store, file)
    restore(empty_store, file)
    deliver(empty_store, plan(line("SPE-1", domain="SPE")))
    assert verification.verify(empty_store, PROGRAMME, VISITOR) == []
    store.close()


def test_a_backup_of_real_work_cannot_be_restored_in_a_demonstration(
    ready_sqlite_url: str, file: Path, empty_store: Store
) -> None:
    store = open_store(ready_sqlite_url)
    begin(store, PEOPLED, DatabaseUse.REAL, "gea", NOW)
    back_up(store, file)
    with pytest.raises(BudgetError, match="ander doel"):
        restore(empty_store, file)
    restore(empty_store, file, DatabaseUse.REAL)
    store.close()


def test_an_empty_database_has_nothing_to_back_up(empty_store: Store, file: Path) -> None:
    with pytest.raises(BudgetError, match="leeg"):
        back_up(empty_store, file)


# --- a newer schema -------------------------------------------------------------------------


OLDER = "0021"
"""The last schema whose keys did not include the programme."""


def older(path: str) -> None:
    """A file as an earlier release left it: its own schema, with the same rows."""
    made = open_store(path)
    deliver(made, plan(line()))
    file = Path(path.removeprefix("sqlite:///"))
    kept = create_engine(f"sqlite:///{file.with_suffix('.oud')}")
    with made._engine.begin() as source, kept.begin() as target:
        copy_at(OLDER, source, target)
    made.close()
    kept.dispose()
    file.with_suffix(".oud").replace(file)


def test_an_upgrade_keeps_a_backup_the_previous_release_can_open(
    ready_sqlite_url: str, file: Path, empty_store: Store, tmp_path: Path
) -> None:
    older(ready_sqlite_url)
    store = open_store(ready_sqlite_url, migrates=False)
    kept = maintain.upgrade(store, PEOPLED, "bea", file, NOW)
    assert kept is not None
    assert kept.revision == OLDER
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    with sqlite3.connect(shutil.copy(file, tmp_path / "vorige.db")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (OLDER,)
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (2,)
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            connection.execute("DELETE FROM audit")
    connection.close()
    restore(empty_store, file)
    assert verification.verify(empty_store, PROGRAMME, VISITOR) == []
    store.close()


def test_an_upgrade_of_postgresql_from_before_it_held_programmes_apart_keeps_its_rows(
    ready_sqlite_url: str, postgresql_url: str, file: Path
) -> None:
    made = open_store(ready_sqlite_url)
    deliver(made, plan(line()))
    store = open_store(postgresql_url, migrates=False)
    with made._engine.begin() as source, store.whole() as target:
        migrate_to(target, "0022")
        sums = copy_rows(source, target)
    made.close()
    kept = maintain.upgrade(store.of(PROGRAMME.id), PEOPLED, "bea", file, NOW)
    assert kept is not None
    assert kept.revision == "0022"
    assert verification.verify(store.of(PROGRAMME.id), PROGRAMME, VISITOR) == []
    with store.of(PROGRAMME.id).read() as connection:
        now = row_sums(connection)
    assert [now[table] for table in ("submissions", "acceptances", "plan_lines")] == [
        sums[table] for table in ("submissions", "acceptances", "plan_lines")
    ]
    store.close()


def test_an_upgrade_without_its_backup_changes_nothing(ready_sqlite_url: str, file: Path) -> None:
    older(ready_sqlite_url)
    file.write_text("van mij")
    store = open_store(ready_sqlite_url, migrates=False)
    with pytest.raises(BudgetError, match="bestaat al"):
        maintain.upgrade(store, PEOPLED, "bea", file, NOW)
    with store._engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    assert found == OLDER
    store.close()


def test_an_upgrade_of_a_database_that_is_up_to_date_or_new_needs_no_backup(
    store: Store, empty_store: Store, file: Path
) -> None:
    assert maintain.upgrade(store, PEOPLED, "bea", file, NOW) is None
    assert maintain.upgrade(empty_store, PEOPLED, "bea", file, NOW) is None
    with empty_store.read() as connection:
        assert connection.execute(select(audit)).all() == []
    assert not file.exists()


# --- copies made without the program ------------------------------------------------------------


def test_a_copy_of_the_database_without_its_wal_is_detected(
    ready_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """budget.db alone, while the last acts are still in budget.db-wal."""
    monkeypatch.setenv(anchor.KEPT, str(tmp_path / "anchors"))
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    copy = open_store(f"sqlite:///{shutil.copy(tmp_path / 'ready.db', tmp_path / 'copy.db')}")
    assert any("afgeknipt" in problem for problem in verification.verify(copy, PROGRAMME, VISITOR))
    with pytest.raises(BudgetError) as told:
        begin(copy, PEOPLED, DatabaseUse.DEMONSTRATION, "gea", NOW)
    assert "ankerbestand" in str(told.value)
    store.close()
    copy.close()


def test_a_login_that_was_ended_is_in_no_backup(store: Store, file: Path) -> None:
    """It belongs to no programme, and is forgotten within a day."""
    deliver(store, plan(line()))
    logins.end(store, ("a", "b"), datetime.now(UTC).replace(tzinfo=None))
    back_up(store, file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM ended_logins").fetchone() == (0,)
