"""What each connection to an SQLite file is set to, and how its transactions begin."""

from __future__ import annotations

import sqlite3
import time

from sqlalchemy import Connection

from budget.store.timeouts import BUSY_SECONDS

WRITER_CACHE, READER_CACHE = 65_536, 2_000
"""KB of page cache of an SQLite connection: enough for the indexes of a large ledger."""


def prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Leave transactions to us, and let readers go on while someone writes."""
    connection.isolation_level = None  # The driver must not begin transactions itself: see begin_sqlite.
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Let readers continue while someone writes. SQLite does not wait for this lock, so retry."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def begin_sqlite(connection: Connection) -> None:
    """Take a writer's lock at the start: upgrading from reader to writer could fail halfway."""
    writes = connection.get_execution_options().get("budget_write", False)
    connection.exec_driver_sql(f"PRAGMA cache_size=-{WRITER_CACHE if writes else READER_CACHE}")
    # Foreign keys prevent rebuilding a table that others refer to; the migration checks them itself.
    makes_tables = connection.get_execution_options().get("budget_schema", False)
    connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if makes_tables else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
