"""Checks that triggers, constraints and row-level security of the database are as the program made them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

MADE = Path(__file__).with_name("guards.json")
"""Per kind of database, the hash of each guard at the newest revision, by table and name."""
_OF_SQLITE = (
    "SELECT tbl_name, name, type = 'trigger', sql FROM sqlite_master"
    " WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'sqlite_%' AND tbl_name <> 'alembic_version'"
)
_OF_POSTGRESQL = (
    "WITH own AS (SELECT c.oid, relname, relrowsecurity, relforcerowsecurity, nspname || '.' AS place"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
    " WHERE NOT relispartition AND relkind IN ('r', 'p') AND relname <> 'alembic_version'"
    " AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'audit'::regclass))"
    " SELECT relname, tgname, true, concat_ws(' ', tgtype, tgenabled, proname, prosrc,"
    " translate(substring(pg_get_triggerdef(t.oid) FROM 'WHEN (.*) EXECUTE'), '() ', ''))"
    " FROM own JOIN pg_trigger t ON tgrelid = own.oid JOIN pg_proc p ON p.oid = tgfoid"
    " WHERE NOT tgisinternal"
    " UNION ALL SELECT relname, rulename, true, pg_get_ruledef(r.oid)"
    " FROM own JOIN pg_rewrite r ON ev_class = own.oid"
    " UNION ALL SELECT relname, conname, false,"
    " replace(translate(pg_get_constraintdef(c.oid), '() ', ''), place, '')"
    " FROM own JOIN pg_constraint c ON conrelid = own.oid"
    " WHERE contype IN ('c', 'f', 'p', 'u') AND convalidated AND conparentid = 0"
    " UNION ALL SELECT relname, polname, true, concat_ws(' ', polcmd, polpermissive, relrowsecurity,"
    " relforcerowsecurity, translate(pg_get_expr(polqual, polrelid), '() ', ''), polwithcheck IS NULL)"
    " FROM own JOIN pg_policy ON polrelid = own.oid"
)
_OPEN_PARTS = (
    "SELECT DISTINCT inhparent::regclass::text FROM pg_inherits JOIN pg_class p ON p.oid = inhrelid"
    " WHERE relkind = 'r' AND NOT (relrowsecurity AND"
    " (SELECT count(*) FROM pg_trigger"
    " WHERE tgrelid = inhrelid AND NOT tgisinternal AND tgenabled IN ('O', 'A'))"
    " = (SELECT count(*) FROM pg_trigger WHERE tgrelid = inhparent AND NOT tgisinternal))"
)
_SHADOWED = (
    "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
    " WHERE nspname = ANY(current_schemas(true)) AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    " GROUP BY relname HAVING count(*) > 1"
)
"""Names that the search path finds twice: the program may read another table than its own."""


def guards(connection: Connection) -> dict[str, tuple[str, bool]]:
    """Per table and name, the hash of the definition of a guard, and whether it is a trigger."""
    query = _OF_POSTGRESQL if connection.dialect.name == "postgresql" else _OF_SQLITE
    rows = connection.exec_driver_sql(query)
    return {
        f"{table} {name}": (sha256(sql.encode()).hexdigest()[:16], acts) for table, name, acts, sql in rows
    }


def changed_guards(connection: Connection, _programme: str) -> Iterator[str]:
    """A Dutch sentence per table whose guards were changed; that never happens by accident."""
    present = guards(connection)
    expected = json.loads(MADE.read_text(encoding="ascii"))[connection.dialect.name]
    lost = {place for place, mark in expected.items() if present.get(place, ("", False))[0] != mark}
    foreign = {place for place, (_, acts) in present.items() if acts and place not in expected}
    tables = {place.partition(" ")[0] for place in lost | foreign}
    if connection.dialect.name == "postgresql":
        tables |= set(connection.exec_driver_sql(_OPEN_PARTS).scalars())
        known = {place.partition(" ")[0] for place in expected}
        tables |= known & set(connection.exec_driver_sql(_SHADOWED).scalars())
    for table in sorted(tables):
        names = sorted(p.partition(" ")[2] for p in lost | foreign if p.partition(" ")[0] == table)
        names_text = f" ({', '.join(names)})" if names else ""
        yield f"Tabel {table}: de bewaking is uitgezet of veranderd{names_text}."
