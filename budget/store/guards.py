"""Whether the triggers and row-level security of the database are still in place."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from budget.store.schema import metadata

_HELD = (
    "(SELECT coalesce(bit_or(tgtype), 0) & 56 FROM pg_trigger WHERE tgrelid = {}"
    " AND starts_with(tgname, 'append_only') AND tgenabled IN ('O', 'A')) = 56"
)
"""Whether its triggers together refuse to delete (8), to update (16) and to truncate (32)."""
_GUARDED = f"SELECT relname FROM pg_class c WHERE pg_table_is_visible(oid) AND {_HELD.format('c.oid')}"
_OPEN_PARTS = (
    "SELECT inhparent::regclass::text FROM pg_inherits JOIN pg_class p ON p.oid = inhrelid"
    f" WHERE relkind = 'r' AND NOT (relrowsecurity AND {_HELD.format('inhrelid')})"
)
_APART = (
    "SELECT relname FROM pg_class c WHERE relrowsecurity AND relforcerowsecurity AND pg_table_is_visible(oid)"
    " AND ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1)"
    " = ARRAY['installation', 'programme']"
)


def missing_guards(connection: Connection, _programme: str) -> Iterator[str]:
    """A Dutch sentence per table whose triggers or row-level security are off: never by accident."""
    if connection.dialect.name == "postgresql":
        query = _GUARDED
        wanted = {table: {table} for table in metadata.tables}
        opened = set(connection.exec_driver_sql(_OPEN_PARTS).scalars())
        apart = set(connection.exec_driver_sql(_APART).scalars())
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        wanted = {
            table: {f"{table}_{name}" for name in ("no_update", "no_delete", "no_replace")}
            for table in metadata.tables
        }
        opened, apart = set(), set(wanted)
    found = set(connection.exec_driver_sql(query).scalars())
    for table, guards in sorted(wanted.items()):
        if table in opened or not guards <= found:
            yield f"Tabel {table}: de bewaking tegen veranderen is uitgezet."
        if table not in apart:
            yield f"Tabel {table}: PostgreSQL houdt de rijen van programma's niet meer uit elkaar."
