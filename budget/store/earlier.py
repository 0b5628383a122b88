"""A copy of an SQLite file as it was, beside it, before its schema changes."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import Engine


def keep_before(engine: Engine, revision: str) -> None:
    """Keep the file as it was before it gets to `revision`, once for each.

    It has its name only when it is whole and on disk: who is killed halfway leaves none that passes for one.
    """
    kept = Path(f"{engine.url.database}.voor-{revision}")
    if not engine.url.database or engine.url.database == ":memory:" or kept.exists():
        return
    part = kept.with_name(f"{kept.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(engine.raw_connection()) as connection:  # outside any transaction, as VACUUM asks
            connection.cursor().execute("VACUUM INTO ?", (str(part),))
        flush(part)
        if not kept.exists():  # another, who opened it at the same moment, may have kept it
            part.rename(kept)
            flush(kept.parent)
    finally:
        part.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Have what is in a file or folder on disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
