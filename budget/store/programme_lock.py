"""One writer of a programme at a time, on PostgreSQL; SQLite itself has one writer per file."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, text


def lock_programme(connection: Connection, programme: str) -> None:
    """Wait to be the only writer of this programme, until the end of the transaction."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": zlib.crc32(programme.encode())})
