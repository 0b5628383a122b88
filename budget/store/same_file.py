"""Notices that the SQLite file under a running program is another than the one it has open."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DisconnectionError

from budget.model.words import UnavailableError
from budget.store.faults import GONE, REPLACED

_FILE = "budget_file"


class FileConnection(sqlite3.Connection):
    """A connection to a file that is there: SQLite itself would make an empty one."""

    def __new__(cls, database: str, *_: object, **__: object) -> FileConnection:
        """Raises UnavailableError when no file is there."""
        _identity(Path(database))
        return super().__new__(cls)


def watch_file(engine: Engine, path: Path) -> None:
    """Compare the file at `path` with the open one when a connection is taken and before each commit.

    Who renames another file over it leaves us the old one, that nobody can find any more: what we write there
    is lost at the next start. A connection is then made anew. Raises UnavailableError when no file is there,
    or when it changed during a transaction.
    """

    def connected(_connection: object, record: object) -> None:
        record.info[_FILE] = _identity(path)  # type: ignore[attr-defined]

    def taken(_connection: object, record: object, _proxy: object) -> None:
        if record.info[_FILE] != _identity(path):  # type: ignore[attr-defined]
            raise DisconnectionError

    def committing(connection: Connection) -> None:
        if connection.info[_FILE] != _identity(path):
            raise UnavailableError(REPLACED)

    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", taken)
    event.listen(engine, "commit", committing)


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise UnavailableError(GONE) from error
    return found.st_dev, found.st_ino
