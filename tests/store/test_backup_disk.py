"""A full disk under a backup: the folder of the backup is named, never the disk of the database."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import event

from budget.model import BudgetError
from budget.store import backup
from budget.store.backup import NO_ROOM, NOT_WRITTEN, write_backup
from budget.store.engine import Store
from tests.store.samples import ID, TOML, deliver, line, plan

PAGES = 60
"""An SQLite page limit: less than the tables and their indexes take."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "back-ups"
    found.mkdir()
    return found


def test_a_full_disk_under_the_backup_names_its_folder(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database itself, SQLite or PostgreSQL, has enough room."""

    def small(*arguments: object, **options: object) -> sqlalchemy.Engine:
        engine = sqlalchemy.create_engine(*arguments, **options)
        event.listen(engine, "connect", lambda one, _: one.execute(f"PRAGMA max_page_count={PAGES}"))
        return engine

    deliver(store, plan(line()))
    monkeypatch.setattr(backup, "create_engine", small)
    with pytest.raises(BudgetError) as told, store.of(ID).read() as connection:
        write_backup(connection, folder / "vandaag.backup")
    assert str(told.value) == NO_ROOM.format(folder=folder)
    assert list(folder.iterdir()) == [], "nothing half written is left"


def test_a_full_disk_at_the_checksum_names_the_folder_too(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(backup, "flush", full)
    with pytest.raises(BudgetError) as told, store.of(ID).read() as connection:
        write_backup(connection, folder / "vandaag.backup")
    assert str(told.value) == NO_ROOM.format(folder=folder)


def test_the_command_names_the_folder_when_no_more_can_be_written_there(
    ready_sqlite_url: str, folder: Path, tmp_path: Path
) -> None:
    """A real limit of the system: no file grows beyond 100 kB."""
    bea = '[[people]]\nid = "bea"\nname = "Bea Beheer"\nrole = "beheer"\n'
    (tmp_path / "programme.toml").write_text(f"{TOML}\n{bea}")
    environment = os.environ | {"BUDGET_DATABASE_URL": ready_sqlite_url, "BUDGET_PROGRAMME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "budget", "backup", str(folder / "vandaag.backup"), "--as", "bea"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert any(line.format(folder=folder) in said for line in (NO_ROOM, NOT_WRITTEN)), said
    assert "schijf van de database" not in said
