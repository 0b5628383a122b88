"""Detects that the SQLite file at the path is no longer the one that this process has open."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DisconnectionError

from budget.model.words import UnavailableError
from budget.store.faults import GONE, REPLACED

_FILE, _CHANGED = "budget_file", "budget_file_changed"


class FileConnection(sqlite3.Connection):
    """A connection to an existing file: SQLite itself would create an empty one."""

    def __new__(cls, database: str, *_: object, **__: object) -> FileConnection:
        """Raises UnavailableError when no file is there."""
        _identity(Path(database))
        return super().__new__(cls)


def watch_file(engine: Engine, path: Path) -> None:
    """Compare the file at `path` with the open one when a connection is taken and before each commit.

    If another file was renamed over it, writes to the open one, which has no name any more, would be lost: a
    new connection is made. If another was copied over it, SQLite would write its cached pages among the new
    ones: the cache is dropped. Raises UnavailableError when the file is gone, or replaced during a
    transaction.
    """

    def connected(_connection: object, record: object) -> None:
        info = record.info  # type: ignore[attr-defined]
        info[_CHANGED], info[_FILE] = _changed(path), _identity(path)

    def taken(connection: sqlite3.Connection, record: object, _proxy: object) -> None:
        info = record.info  # type: ignore[attr-defined]
        if info[_FILE] != _identity(path):
            raise DisconnectionError
        # Another file was copied over it, or SQLite moved pages into it from its log.
        if info[_CHANGED] != (now := _changed(path)):
            connection.execute("PRAGMA shrink_memory")
            info[_CHANGED] = now

    def committing(connection: Connection) -> None:
        if connection.info[_FILE] != _identity(path):
            raise UnavailableError(REPLACED)

    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", taken)
    event.listen(engine, "commit", committing)


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnavailableError(GONE) from error
    return status.st_dev, status.st_ino


def _changed(path: Path) -> int:
    try:
        return path.stat().st_ctime_ns
    except FileNotFoundError as error:
        raise UnavailableError(GONE) from error
