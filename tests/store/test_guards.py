"""Changed triggers, constraints and policies are reported by table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from budget.store.engine import Store, open_store
from budget.store.guards import MADE, changed_guards, guards
from tests.store.samples import ID
from tests.tampering import owning

SECOND = "ck_signatures_two_persons"
POSTGRESQL = (
    "ALTER TABLE audit DISABLE TRIGGER append_only",
    "ALTER TABLE acceptances DROP CONSTRAINT ck_acceptances_two_persons",
    f"ALTER TABLE signatures DROP CONSTRAINT {SECOND}, ADD CONSTRAINT {SECOND} CHECK (signed_by > '')",
    "CREATE RULE mine AS ON INSERT TO plan_lines DO INSTEAD NOTHING",
    "ALTER TABLE people NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE bookings DISABLE ROW LEVEL SECURITY",
    "ALTER POLICY programme ON submissions USING (true)",
    "CREATE POLICY mine ON submissions USING (true)",
    "ALTER TABLE budget_parts.bookings_3 DISABLE TRIGGER append_only",
    "DROP TRIGGER persons ON audit",
    "CREATE TRIGGER mine BEFORE INSERT ON plan_lines FOR EACH ROW EXECUTE FUNCTION append_only()",
    "CREATE OR REPLACE FUNCTION audit_persons() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "ALTER TABLE audit ENABLE REPLICA TRIGGER append_only",
    "CREATE OR REPLACE TRIGGER persons BEFORE INSERT ON audit WHEN (1 = 2) EXECUTE FUNCTION audit_persons()",
)


@pytest.fixture
def sqlite(ready_sqlite_url: str) -> Iterator[Connection]:
    """A raw connection to the SQLite file."""
    store = open_store(ready_sqlite_url).of(ID)
    with owning(store) as connection:
        yield connection
    store.close()


def faults(connection: Connection) -> list[str]:
    return list(changed_guards(connection, ID))


def test_every_guard_of_a_new_database_is_known(store: Store) -> None:
    """After a new migration: `GOLDEN=write pytest tests/store/test_guards.py`, and read what changed."""
    with owning(store) as connection:
        found = {place: mark for place, (mark, _) in sorted(guards(connection).items())}
        kind = connection.dialect.name
        assert faults(connection) == [] or os.environ.get("GOLDEN") == "write"
    made = json.loads(MADE.read_text(encoding="ascii"))
    if os.environ.get("GOLDEN") == "write":
        MADE.write_text(json.dumps(made | {kind: found}, indent=1, sort_keys=True) + "\n", encoding="ascii")
    else:
        assert made[kind] == found


def test_each_trigger_that_is_dropped_or_emptied_is_named(sqlite: Connection) -> None:
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    for name, table, made in sqlite.exec_driver_sql(query).all():
        sqlite.exec_driver_sql(f"DROP TRIGGER {name}")
        (dropped,) = faults(sqlite)
        sqlite.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN SELECT 1; END")
        assert [dropped] == faults(sqlite)
        assert table in dropped
        assert name in dropped
        sqlite.exec_driver_sql(f"DROP TRIGGER {name}")
        sqlite.exec_driver_sql(made)
    assert faults(sqlite) == []


def test_an_unknown_trigger_is_reported(sqlite: Connection) -> None:
    sqlite.exec_driver_sql("CREATE TRIGGER mine AFTER INSERT ON plan_lines BEGIN SELECT 1; END")
    (said,) = faults(sqlite)
    assert "plan_lines" in said
    assert "mine" in said


def test_an_extra_index_is_not_reported(store: Store) -> None:
    with owning(store) as connection:
        connection.exec_driver_sql("CREATE INDEX faster ON plan_lines (budget)")
        assert faults(connection) == []


@pytest.mark.parametrize("change", POSTGRESQL)
def test_each_way_to_weaken_a_postgresql_table_is_reported(ready_postgresql_url: str, change: str) -> None:
    store = open_store(ready_postgresql_url).of(ID)
    with owning(store) as connection:
        connection.exec_driver_sql(change)
        said = faults(connection)
    store.close()
    words = change.replace("budget_parts.bookings_3", "bookings").split()
    assert len(said) == 1
    assert any(f"Tabel {name}:" in said[0] for name in words) or "audit_persons()" in words
