"""On PostgreSQL a connection sees and writes one programme, and large tables are partitioned by programme."""

from __future__ import annotations

import lzma
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, literal, select

from budget.access import VISITOR
from budget.store import backup
from budget.store.audit import load_trail
from budget.store.backup import row_sums, without_guards, write_backup
from budget.store.engine import Store, migrate_to, open_store
from budget.store.integrity import find_faults
from budget.store.programmes import was_used
from budget.store.restoring import restore_backup
from budget.store.schema_mail import metadata
from budget.store.scope import WHOLE, one_by_one, programmes_in
from budget.store.scope import enter as enter_programme
from budget.usecases.verify import verify
from tests.conftest import ROOT
from tests.roles import OWNER, of_role
from tests.store.samples import ID, PROGRAMME
from tests.store.test_roles import as_the_manual_says

OTHER = "ander"
TABLES = sorted(metadata.tables)
GROWING = {
    "bookings", "booking_ends", "booking_suppliers", "statement_codes", "commitments",
    "month_totals", "day_totals", "commitment_totals",
}  # fmt: skip
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityConstraintViolation)


@pytest.fixture(scope="module")
def database(postgresql_server: str) -> Iterator[str]:
    """A database made as the manual says, with two programmes that have a row in every table."""
    with as_the_manual_says(postgresql_server) as url:
        owner = open_store(of_role(url, "budget_owner"))
        with owner.whole() as connection, without_guards(connection):
            for table in metadata.sorted_tables:
                values = [literal(OTHER) if column.name == "programme" else column for column in table.c]
                connection.execute(table.insert().from_select(table.c.keys(), select(*values)))
        owner.close()
        yield url


@pytest.fixture
def app(database: str) -> Iterator[psycopg.Connection]:
    """A connection with the role of the program; no programme is set."""
    with psycopg.connect(of_role(database, "budget_app")) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def owner(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(of_role(database, "budget_owner")) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    found = open_store(of_role(database, "budget_app"))
    yield found
    found.close()


def enter(connection: psycopg.Connection, programme: str) -> None:
    connection.execute("select set_config('budget.programme', %s, true)", [programme])


def seen(connection: psycopg.Connection, table: str) -> set[str]:
    return {row[0] for row in connection.execute(f"select programme from {table}")}


@pytest.mark.parametrize("role", ["budget_app", "budget_owner"])
def test_only_the_programme_of_the_transaction_is_seen(database: str, role: str) -> None:
    with psycopg.connect(of_role(database, role)) as connection:
        for table in TABLES:
            assert seen(connection, table) == set()
            for programme in (ID, OTHER):
                enter(connection, programme)
                assert seen(connection, table) == {programme}, table
            connection.rollback()


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_another_programme_is_added(app: psycopg.Connection, table: str) -> None:
    enter(app, ID)
    found = metadata.tables[table].c.keys()
    names, columns = ["%(other)s" if name == "programme" else name for name in found], ", ".join(found)
    with pytest.raises(REFUSED):
        app.execute(f"insert into {table} ({columns}) select {', '.join(names)} from {table}", {"other": "x"})


@pytest.mark.parametrize("table", ["audit", "bookings"])
def test_the_row_level_policy_refuses_where_no_trigger_does(app: psycopg.Connection, table: str) -> None:
    enter(app, ID)
    names = metadata.tables[table].c.keys()
    values = ["'ander'" if name == "programme" else "id + 1000" if name == "id" else name for name in names]
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        app.execute(f"insert into {table} ({', '.join(names)}) select {', '.join(values)} from {table}")


def test_no_row_of_another_programme_is_changed_or_erased(
    app: psycopg.Connection, owner: psycopg.Connection
) -> None:
    """The program's role changes nothing at all; the owner may remove, but only in its own programme."""
    enter(app, ID)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("update submissions set data = '' where programme = 'ander'")
    enter(owner, ID)
    changed = owner.execute("update submissions set data = '' where programme = 'ander'")
    erased = owner.execute("delete from booking_suppliers where programme = 'ander'")
    assert changed.rowcount == erased.rowcount == 0


def test_all_programmes_are_visible_only_to_the_owner_on_request(
    app: psycopg.Connection, owner: psycopg.Connection
) -> None:
    for connection, found in ((app, set()), (owner, {ID, OTHER})):
        enter(connection, "*")
        assert all(seen(connection, table) == found for table in TABLES)


def test_the_role_of_the_program_cannot_reach_a_partition(app: psycopg.Connection) -> None:
    enter(app, ID)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select * from budget_parts.bookings_0")


def test_not_even_the_owner_sees_rows_in_a_partition(owner: psycopg.Connection) -> None:
    enter(owner, "*")
    assert [owner.execute(f"select 1 from budget_parts.bookings_{n}").fetchall() for n in range(8)] == [
        []
    ] * 8


def test_every_table_has_forced_row_level_security(owner: psycopg.Connection) -> None:
    """A table added by a later migration needs its own two policies."""
    held = (
        "select relname, array(select polname::text from pg_policy where polrelid = c.oid order by 1)"
        " from pg_class c where relkind in ('r', 'p') and relrowsecurity and relforcerowsecurity"
        " and relnamespace = 'public'::regnamespace"
    )
    assert dict(owner.execute(held).fetchall()) == {table: ["installation", "programme"] for table in TABLES}


def test_a_pooled_connection_forgets_its_programme(store: Store) -> None:
    with store.of(ID).read() as connection:
        mine = connection.exec_driver_sql("select pg_backend_pid()").scalar()
        assert connection.exec_driver_sql("select count(*) from audit").scalar()
    with store.read() as connection:
        assert connection.exec_driver_sql("select pg_backend_pid()").scalar() == mine
        assert not connection.exec_driver_sql("select count(*) from audit").scalar()
    with store.of(OTHER).read() as connection:
        assert set(connection.exec_driver_sql("select programme from audit").scalars()) == {OTHER}


def test_maintenance_visits_all_programmes_one_by_one(store: Store, tmp_path: Path) -> None:
    with store.read() as connection:
        assert was_used(connection)
        assert programmes_in(connection) == [OTHER, ID]
        assert list(one_by_one(connection)) == [OTHER, ID]
        assert not connection.exec_driver_sql("select count(*) from audit").scalar()
        write_backup(connection, tmp_path / "dag.backup")
    with sqlite3.connect(tmp_path / "dag.backup") as written:
        for table in TABLES:
            found = written.execute(f"select distinct programme from {table} order by 1").fetchall()
            assert found == [(OTHER,), (ID,)], table


def test_growing_tables_are_partitioned_and_every_unique_key_has_the_programme(
    owner: psycopg.Connection,
) -> None:
    """As PostgreSQL and Citus ask: the programme is in each unique key."""
    split = "select partrelid::regclass::text from pg_partitioned_table where partstrat = 'h'"
    assert {row[0] for row in owner.execute(split)} == GROWING
    own = "select 1 from pg_attribute where attrelid = indrelid and attnum = any(indkey)"
    keys = (
        "select indrelid::regclass::text from pg_index where indisunique"
        f" and indrelid::regclass::text = any(%s) and not exists ({own} and attname = 'programme')"
    )
    assert owner.execute(keys, [TABLES]).fetchall() == []


@pytest.mark.parametrize("plan", ["force_custom_plan", "force_generic_plan"])
def test_a_query_of_one_programme_reads_one_partition(app: psycopg.Connection, plan: str) -> None:
    """A query about one programme costs the same, however many others there are."""
    enter(app, ID)
    app.execute(f"set local plan_cache_mode = {plan}")
    app.execute("prepare asked(text) as select sum(cents) from bookings where programme = $1")
    told = "\n".join(row[0] for row in app.execute(f"explain (analyze) execute asked('{ID}')"))
    assert len(set(re.findall(r"on (bookings_\d)", told))) == 1, told


def test_verify_reports_disabled_row_level_security(ready_postgresql_url: str) -> None:
    with psycopg.connect(of_role(ready_postgresql_url, OWNER)) as connection:
        connection.execute("alter table bookings no force row level security")
    store = open_store(ready_postgresql_url).of(ID)
    found = verify(store, PROGRAMME, VISITOR)
    store.close()
    assert len(found) == 1
    assert "bookings" in str(found[0])


def test_an_existing_database_keeps_rows_keys_guards_and_rights(
    full_sqlite: Path, tmp_path: Path, postgresql_url: str
) -> None:
    filled = open_store(f"sqlite:///{shutil.copy(full_sqlite, tmp_path / 'filled.db')}")
    address = postgresql_url.replace("://", "+psycopg://", 1)
    engine = create_engine(address)
    with engine.begin() as connection, filled.read() as source:
        migrate_to(connection, "0022")
        with without_guards(connection):
            expected = backup.copy_rows(source, connection)
        connection.exec_driver_sql("grant select on bookings to pg_monitor with grant option")
        before = _rules(connection)
    with engine.begin() as connection:
        enter_programme(connection, WHOLE)
        migrate_to(connection, "0023")
        assert _rules(connection) == before
    open_store(postgresql_url).close()
    with engine.connect() as connection:
        enter_programme(connection, WHOLE)
        assert row_sums(connection) == expected
    store = open_store(postgresql_url).of(ID)
    assert verify(store, PROGRAMME, VISITOR) == []
    engine.dispose()
    for one in (filled, store):
        one.close()


def test_an_upgrade_leaves_guards_of_another_schema_as_they_are(postgresql_url: str) -> None:
    """In the same database, with the same name, whose function is not on the path."""
    engine = create_engine(postgresql_url.replace("://", "+psycopg://", 1))
    with engine.begin() as connection:
        migrate_to(connection, "0024")
        connection.exec_driver_sql("create schema own")
        connection.exec_driver_sql(
            "create table own.audit (id bigint);"
            " create function own.append_only() returns trigger language plpgsql as 'begin return null; end';"
            " create trigger append_only before update or delete or truncate on own.audit"
            " for each statement execute function own.append_only()"
        )
    guards = "select tgname, pg_get_triggerdef(oid) from pg_trigger where tgrelid = 'own.audit'::regclass"
    with psycopg.connect(postgresql_url) as connection:
        before = connection.execute(guards).fetchall()
    open_store(postgresql_url).close()
    with psycopg.connect(postgresql_url) as connection:
        assert connection.execute(guards).fetchall() == before
        assert len(before) == 1
        ours = "select count(*) from pg_trigger where tgname = 'append_only_truncate'"
        assert connection.execute(ours).fetchone() != (0,)
    engine.dispose()


def _rules(connection) -> set[tuple[str, ...]]:
    """Keys, indexes, triggers and rights by table, without partitions."""
    here = "relnamespace = 'public'::regnamespace"
    keys = "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
    indexes = "select tablename, indexname, replace(indexdef, ' ON ONLY ', ' ON ') from pg_indexes"
    guards = "select tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid) from pg_trigger t"
    rights = "select relname, privilege_type, grantee::text || is_grantable from pg_class, aclexplode(relacl)"
    rules = (
        f"{keys} where conrelid <> 0 and conparentid = 0 and connamespace = 'public'::regnamespace",
        f"{indexes} where schemaname = 'public'",
        f"{guards} join pg_class c on c.oid = tgrelid where not tgisinternal and {here}",
        f"{rights} where {here} and grantee <> relowner",
    )
    return {tuple(row) for query in rules for row in connection.exec_driver_sql(query)}


@pytest.mark.usefixtures("database")
def test_a_database_signed_by_an_earlier_release_continues_in_postgresql(
    postgresql_url: str, tmp_path: Path
) -> None:
    """The owner restores it there: the schema of that release, its rows, and every migration since."""
    path, dump = tmp_path / "oud.backup", ROOT / "tests/golden/signed_0_7_0.sql.xz"
    with sqlite3.connect(path) as connection:
        connection.executescript(lzma.decompress(dump.read_bytes()).decode())
    connection.close()
    backup.checksum_path(path).write_text(f"{backup.file_hash(path)}  {path.name}\n")
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f"alter database {connection.info.dbname} owner to budget_owner")
    store = open_store(of_role(postgresql_url, "budget_owner"), migrates=False)
    faults: dict[str, list[str]] = {}
    restore_backup(
        store, path, [], lambda found, known: faults.update({one: find_faults(found, one) for one in known})
    )
    assert list(faults.values()) == [[]]
    for programme in faults:
        with store.of(programme).read() as connection:
            assert len(load_trail(connection, programme)) > 1
    store.close()
