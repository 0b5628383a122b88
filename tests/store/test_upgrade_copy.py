"""The backup before an upgrade gets its final name only when complete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine

from budget.store import engine as engine_module
from budget.store.engine import open_store
from tests.conftest import ROOT

DIES_WHILE_KEEPING = """
import os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from budget.store.engine import open_store

@event.listens_for(Engine, "connect")
def _(connection, _record):
    def begins(statement):
        if statement.startswith("VACUUM"):
            connection.set_progress_handler(lambda: os.kill(os.getpid(), 9), 500)
    connection.set_trace_callback(begins)

open_store(sys.argv[1])
"""


def test_a_copy_before_migration_that_was_killed_is_not_mistaken_for_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "budget.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        engine_module.migrate_to(connection, "0022")
    engine.dispose()
    url, kept = f"sqlite:///{path}", Path(f"{path}.voor-{engine_module.newest_revision()}")
    command = [sys.executable, "-c", DIES_WHILE_KEEPING, url]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert not kept.exists()
    open_store(url).close()
    engine = create_engine(f"sqlite:///{kept}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert engine_module.revisions(connection) == ["0022"]
    engine.dispose()
