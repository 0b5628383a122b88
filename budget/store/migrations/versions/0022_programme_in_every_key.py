"""Every key includes the programme, so that each programme has its own numbering."""

import re

import sqlalchemy as sa
from alembic import op

from budget.model.words import BudgetError

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UNRELEASED = (
    "Deze database is van een versie die nooit is uitgebracht. Bijwerken kan niet, en er is niets veranderd. "
    "Zet een back-up van een uitgebrachte versie terug, of lever de bestanden aan in een nieuwe database."
)
SPARE = ("ix_audit_programme_id", "ix_programme_proposals_programme")
"""Indexes that the new keys make superfluous."""
RULES = {
    "WHERE r.submission = NEW.submission": "WHERE r.programme = NEW.programme AND r.submission = NEW.submission",
    "WHERE a.submission = NEW.submission": "WHERE a.programme = NEW.programme AND a.submission = NEW.submission",
    "WHERE n.id = NEW.snapshot": "WHERE n.programme = NEW.programme AND n.id = NEW.snapshot",
    "WHERE w.snapshot = NEW.snapshot": "WHERE w.programme = NEW.programme AND w.snapshot = NEW.snapshot",
    "WHERE s.snapshot = NEW.snapshot": "WHERE s.programme = NEW.programme AND s.snapshot = NEW.snapshot",
    "(SELECT programme FROM snapshots WHERE id = NEW.snapshot)": "NEW.programme",
    "WHERE s.id = NEW.snapshot": "WHERE s.programme = NEW.programme AND s.id = NEW.snapshot",
    "ON d.proposal = p.id": "ON d.programme = p.programme AND d.proposal = p.id",
    "ON e.proposal = q.id": "ON e.programme = q.programme AND e.proposal = q.id",
    "(SELECT programme FROM period_proposals WHERE id = NEW.proposal)": "NEW.programme",
    "WHERE r.proposal = p.id": "WHERE r.programme = p.programme AND r.proposal = p.id",
}
"""What the guards of both databases looked up by number alone."""
RULES_OF = {
    "sqlite": {
        "WHERE proposal = NEW.proposal": "WHERE programme = NEW.programme AND proposal = NEW.proposal"
    },
    "postgresql": {"WHERE id = NEW.snapshot": "WHERE programme = NEW.programme AND id = NEW.snapshot"},
}
KEY = re.compile(
    r"CONSTRAINT (?P<name>\w+) (?P<kind>PRIMARY KEY|UNIQUE|FOREIGN KEY) ?\((?P<own>[^)]*)\)"
    r"(?: REFERENCES (?P<parent>\w+) \((?P<of>[^)]*)\))?"
)


def upgrade() -> None:
    """Change keys and triggers; no row value changes, so every seal and hash stays valid."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def downgrade() -> None:
    """Refuse: two programmes may use the same numbers, which the old keys do not allow."""
    raise RuntimeError("no way back from 0022: restore the copy that the upgrade kept")


def _sqlite() -> None:
    """Rebuild each table with its new keys, with the triggers disabled while rows are copied."""
    connection = op.get_bind()
    guards = dict(_master("trigger"))
    for name in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    indexes = dict(_master("index"))
    for name in SPARE:
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
    tables = dict(_master("table"))
    for table in _parents_first():
        changed = KEY.sub(_with_programme, tables[table])
        if changed != tables[table]:
            _rebuild(table, tables[table], changed)
            keys = [found for found in KEY.finditer(changed) if found["kind"] != "FOREIGN KEY"]
            guards[f"{table}_no_replace"] = _no_replace(table, keys)
    there = dict(_master("index"))
    for name, body in indexes.items():
        if name not in (*there, *SPARE):
            connection.exec_driver_sql(body)
    for body in _ruled(guards, "sqlite").values():
        connection.exec_driver_sql(body)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a row belongs to nothing: run verify with the release before")


def _master(kind: str) -> list[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
    return [(name, body) for name, body in op.get_bind().exec_driver_sql(query, (kind,))]


def _parents_first() -> list[str]:
    known = sa.MetaData()
    known.reflect(op.get_bind())
    return [table.name for table in known.sorted_tables if table.name != "alembic_version"]


def _with_programme(found: re.Match[str]) -> str:
    """The same key with the programme before its columns, named as our keys are named."""
    if "programme" in found["own"].split(", "):
        return found[0]
    own, name = f"programme, {found['own']}", found["name"]
    if found["kind"] != "PRIMARY KEY":
        tail = "_" + found["own"].replace(", ", "_")
        name = name.removesuffix(tail) + f"_programme{tail}"
    of = f" REFERENCES {found['parent']} (programme, {found['of']})" if found["parent"] else ""
    return f"CONSTRAINT {name} {found['kind']} ({own}){of}"


def _rebuild(table: str, was: str, body: str) -> None:
    connection = op.get_bind()
    names = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    values, columns = ", ".join(f'o."{name}"' for name in names), ", ".join(f'"{name}"' for name in names)
    source = f"{table} o"
    if "programme" not in names:
        link = next(found for found in KEY.finditer(was) if found["parent"])
        body = body.replace("(\n", "(\n\tprogramme TEXT NOT NULL, \n", 1)
        values, columns = f"p.programme, {values}", f"programme, {columns}"
        pairs = zip(link["own"].split(", "), link["of"].split(", "), strict=True)
        source += f" JOIN {link['parent']} p ON " + " AND ".join(f"p.{of} = o.{own}" for own, of in pairs)
    connection.exec_driver_sql(
        re.sub(rf'CREATE TABLE "?{table}"?', f"CREATE TABLE new_{table}", body, count=1)
    )
    connection.exec_driver_sql(f"INSERT INTO new_{table} ({columns}) SELECT {values} FROM {source}")
    counts = [
        connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
        for name in (table, f"new_{table}")
    ]
    if counts[0] != counts[1]:
        raise RuntimeError(f"a row of {table} belongs to nothing: run verify with the release before")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE new_{table} RENAME TO {table}")


def _no_replace(table: str, keys: list[re.Match[str]]) -> str:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    same = " OR ".join(
        "(" + " AND ".join(f"{name} = NEW.{name}" for name in key["own"].split(", ")) + ")" for key in keys
    )
    refuse = f"SELECT RAISE(ABORT, 'append only: a row of {table} is never changed or erased')"
    found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
    return f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {found} BEGIN {refuse}; END"


def _ruled(bodies: dict[str, str], dialect: str) -> dict[str, str]:
    """The trigger bodies with the programme in each look-up. Raises BudgetError for unknown triggers."""
    for old, new in (RULES | RULES_OF[dialect]).items():
        if not any(old in body or new in body for body in bodies.values()):
            raise BudgetError(UNRELEASED)
        bodies = {name: body.replace(old, new) for name, body in bodies.items()}
    return bodies


def _postgresql() -> None:
    connection = op.get_bind()
    inspector = sa.inspect(connection)
    tables = _parents_first()
    keys = {
        table: [found for found in _keys(inspector, table) if "programme" not in found["constrained_columns"]]
        for table in tables
    }
    for table, key in _by_kind(keys, ("fk", "uq", "pk")):
        op.drop_constraint(key["name"], table)
    for name in SPARE:
        op.drop_index(name, if_exists=True)
    for table in tables:
        columns = {column["name"]: column for column in inspector.get_columns(table)}
        if keys[table] and "programme" not in columns:
            _add_programme(table, next(key for key in keys[table] if key["kind"] == "fk"))
        if str(columns.get("id", {}).get("default", "")).startswith("nextval"):
            connection.exec_driver_sql(f"ALTER TABLE {table} ALTER COLUMN id DROP DEFAULT")
            connection.exec_driver_sql(f"DROP SEQUENCE {table}_id_seq")
    for table, key in _by_kind(keys, ("pk", "uq", "fk")):
        _make(table, key)
    _make_guards()


def _by_kind(keys: dict[str, list[dict]], kinds: tuple[str, ...]) -> list[tuple[str, dict]]:
    """The keys of all tables, grouped by kind, so that references come before or after what they refer to."""
    return [(table, key) for kind in kinds for table in keys for key in keys[table] if key["kind"] == kind]


def _keys(inspector: sa.Inspector, table: str) -> list[dict]:
    unique = [{**key, "kind": "uq", "constrained_columns": key["column_names"]}
              for key in inspector.get_unique_constraints(table)]  # fmt: skip
    foreign = [{**key, "kind": "fk"} for key in inspector.get_foreign_keys(table)]
    return [{**inspector.get_pk_constraint(table), "kind": "pk"}, *unique, *foreign]


def _add_programme(table: str, link: dict) -> None:
    connection = op.get_bind()
    pairs = zip(link["constrained_columns"], link["referred_columns"], strict=True)
    same = " AND ".join(f"p.{of} = o.{own}" for own, of in pairs)
    for statement in (
        f"ALTER TABLE {table} ADD COLUMN programme TEXT",
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"UPDATE {table} o SET programme = p.programme FROM {link['referred_table']} p WHERE {same}",
        f"ALTER TABLE {table} ENABLE TRIGGER USER",
        f"ALTER TABLE {table} ALTER COLUMN programme SET NOT NULL",
    ):
        connection.exec_driver_sql(statement)


def _make(table: str, key: dict) -> None:
    own = key["constrained_columns"]
    columns = ["programme", *own]
    name = op.f("_".join((key["kind"], table, *(columns if key["kind"] != "pk" else ()))))
    if key["kind"] == "pk":
        op.create_primary_key(name, table, columns)
    elif key["kind"] == "uq":
        op.create_unique_constraint(name, table, columns)
    else:
        of = ["programme", *key["referred_columns"]]
        op.create_foreign_key(name, table, key["referred_table"], columns, of)


def _make_guards() -> None:
    connection = op.get_bind()
    query = (
        "SELECT DISTINCT p.proname, p.prosrc FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid"
        " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    )
    was: dict[str, str] = {row.proname: row.prosrc for row in connection.exec_driver_sql(query)}
    for name, body in _ruled(was, "postgresql").items():
        if body != was[name]:
            made = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            connection.execute(sa.text(made.replace(":", "\\:")))
