"""A copy of an SQLite file, beside it, before its schema changes."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import Engine


def keep_before(engine: Engine, revision: str) -> None:
    """Copy the file before it is migrated to `revision`, once per revision.

    The copy gets its name only when complete and on disk: a killed process leaves none that looks complete.
    """
    before_upgrade = Path(f"{engine.url.database}.voor-{revision}")
    if not engine.url.database or engine.url.database == ":memory:" or before_upgrade.exists():
        return
    part = before_upgrade.with_name(f"{before_upgrade.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(engine.raw_connection()) as connection:  # outside any transaction, as VACUUM asks
            connection.cursor().execute("VACUUM INTO ?", (str(part),))
        flush(part)
        if not before_upgrade.exists():  # Another process, opening it at the same moment, may have copied it.
            part.rename(before_upgrade)
            flush(before_upgrade.parent)
    finally:
        part.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Flush a file or folder to disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
