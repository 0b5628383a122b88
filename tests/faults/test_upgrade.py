"""A killed upgrade changes nothing, can be repeated, and its backup can be restored."""

from __future__ import annotations

import lzma
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.model import Programme
from budget.store.backup import row_sums
from budget.store.engine import newest_revision, open_store, revisions
from budget.usecases import verify as verification
from tests.conftest import DATABASES, ROOT
from tests.preloaded.command import program
from tests.store.earlier_schema import copy_at

BEFORE = "0019"
"""The schema of 0.7.0; the releases after it kept one schema."""
DUMP = ROOT / "tests" / "golden" / "signed_0_7_0.sql.xz"


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dumped") / "budget.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(lzma.decompress(DUMP.read_bytes()).decode())
    return path


@pytest.fixture(params=DATABASES)
def old_url(request: pytest.FixtureRequest, old_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a database as 0.7.0 left it, for the owner of its tables."""
    url = f"sqlite:///{shutil.copy(old_file, tmp_path / 'budget.db')}"
    if request.param == "sqlite":
        yield url
        return
    source = open_store(url, migrates=False)
    address = request.getfixturevalue("postgresql_url")
    store = open_store(address, migrates=False)
    with source._engine.connect() as here, store.whole() as there:
        copy_at(BEFORE, here, there)
    source.close()
    store.close()
    yield address


def upgrade(url: str, backup: Path, number: int) -> subprocess.CompletedProcess[str]:
    """Run the command; it dies before the statement with this number. Returns the number of statements."""
    command = program("tests.faults.workers", "upgrade_and_die", url, backup, number)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def state(url: str) -> tuple[list[str], dict[str, int]]:
    """The schema, and a hash of the rows of each table."""
    store = open_store(url, migrates=False)
    try:
        with store.whole() as connection:
            return revisions(connection), row_sums(connection)
    finally:
        store.close()


def test_an_upgrade_killed_halfway_changed_nothing_and_is_done_again(
    old_url: str, programme: Programme, tmp_path: Path, fault_rounds: int
) -> None:
    was, chance, killed = state(old_url), random.Random(fault_rounds), 0
    assert was[0] == [BEFORE]
    for one in range(fault_rounds):
        backup = tmp_path / f"{one}.backup"
        done = upgrade(old_url, backup, chance.randint(1, 3_300))
        if done.returncode == 0:
            break
        killed += 1
        assert done.returncode == -9, done
        assert state(old_url) == was
        if backup.exists():
            assert state(f"sqlite:///{backup}") == was
    if done.returncode:
        done = upgrade(old_url, tmp_path / "last.backup", 10**9)
        backup = tmp_path / "last.backup"
    assert done.returncode == 0, done
    print(f"{killed} keer gedood; {done.stdout.split()[-1]} opdrachten")
    assert state(old_url)[0] == [newest_revision()]
    assert state(f"sqlite:///{backup}") == was
    store = open_store(old_url).of(programme.id)
    assert verification.verify(store, programme, VISITOR) == []
    store.close()
