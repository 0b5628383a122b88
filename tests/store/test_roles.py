"""On PostgreSQL the program works with a role that can only read and add: the SQL of docs/beheer.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import psycopg
import pytest

from budget.access import VISITOR
from budget.model.words import BudgetError
from budget.store.engine import Store, open_store
from budget.store.schema_board import metadata
from budget.usecases.verify import find_differences, verify
from tests.conftest import postgresql_database
from tests.roles import grant, make_tables, of_role
from tests.snapshot.full_history import live_fully
from tests.store.samples import ID, PROGRAMME, deliver, line, plan, submit


@contextmanager
def as_the_manual_says(server: str, *, is_lived_in: bool = True) -> Iterator[str]:
    """A database made as the manual says, with a row in every table written by the program's own role.

    Without `is_lived_in` it stays empty.
    """
    with postgresql_database(server) as url:
        grant(url)
        make_tables(url)
        if is_lived_in:
            store = open_store(of_role(url, "budget_app")).of(ID)
            live_fully(store)
            store.close()
        yield url


@pytest.fixture(scope="module")
def database_and_copy(postgresql_server: str) -> Iterator[tuple[str, str]]:
    with as_the_manual_says(postgresql_server) as url:
        name = url.partition("?")[0].rpartition("/")[2]
        with postgresql_database(postgresql_server, name) as copy:
            yield url, copy


@pytest.fixture(scope="module")
def database(database_and_copy: tuple[str, str]) -> str:
    return database_and_copy[0]


def test_the_application_role_can_read_every_table(database: str) -> None:
    store = open_store(of_role(database, "budget_app")).of(ID)
    with store.read() as connection:
        found = {name: connection.execute(table.select()).first() for name, table in metadata.tables.items()}
    store.close()
    assert [name for name, row in found.items() if row is None] == []


ATTACKS = (
    "ALTER TABLE {} DISABLE TRIGGER USER",
    "DROP TRIGGER append_only ON {}",
    "UPDATE {} SET programme = 'x'",
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
    "DROP TABLE {} CASCADE",
    "ALTER TABLE {} ADD COLUMN x int",
    "CREATE TRIGGER mine BEFORE UPDATE ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
)
ELSEWHERE = (
    "SET session_replication_role = replica",
    "CREATE TABLE mine (x int)",
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end'",
    "INSERT INTO alembic_version VALUES ('9999')",
    "UPDATE alembic_version SET version_num = '0001'",
    "SET ROLE budget_owner",
)


COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = 'acceptances'::regclass AND attnum > 0"
    " AND NOT attisdropped ORDER BY attnum"
)
LOOKS = (
    "SELECT proname, array_to_string(proconfig, ';') FROM pg_proc"
    " WHERE prorettype = 'trigger'::regtype AND pronamespace = 'public'::regnamespace"
)


@pytest.mark.parametrize("attack", [*ATTACKS, *ELSEWHERE])
def test_the_role_of_the_program_cannot_switch_a_guard_off_nor_change_a_row(
    database: str, attack: str
) -> None:
    tables = sorted(metadata.tables) if "{}" in attack else [""]
    with psycopg.connect(of_role(database, "budget_app"), autocommit=True) as connection:
        for table in tables:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedColumn)):
                connection.execute(attack.format(table))


def test_a_temporary_table_cannot_stand_in_for_a_table_of_the_programme(database: str) -> None:
    """PostgreSQL searches the temporary tables of a session first, also for the queries of a guard."""
    store = open_store(of_role(database, "budget_app")).of(ID)
    number = submit(store, plan(line("SPE-4", domain="SPE"))).id
    store.close()
    with psycopg.connect(of_role(database, "budget_app")) as connection:
        connection.execute("SELECT set_config('budget.programme', %s, true)", [ID])
        columns = [row[0] for row in connection.execute(COLUMNS)]
        given = {"seq": "max(seq) + 1", "submission": str(number), "accepted_by": "'niemand'"}
        values = ", ".join(given.get(name, f"max({name})") for name in columns)
        connection.execute("CREATE TEMP TABLE people AS SELECT programme, 'niemand' AS person FROM people")
        connection.execute("CREATE TEMP TABLE submissions AS SELECT * FROM submissions")
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="unknown person"):
            connection.execute(
                f"INSERT INTO acceptances ({', '.join(columns)}) SELECT {values} FROM acceptances"
            )


def test_every_guard_looks_in_the_tables_of_the_programme_alone(database: str) -> None:
    with psycopg.connect(database) as connection:
        found = connection.execute(LOOKS).fetchall()
    assert found
    assert {row[1] for row in found} == {"search_path=public, pg_temp"}, found


def test_an_older_database_asks_for_its_owner(database: str) -> None:
    def stands_at(number: str) -> None:
        with psycopg.connect(of_role(database, "budget_owner"), autocommit=True) as connection:
            connection.execute("update alembic_version set version_num = %s", [number])

    with psycopg.connect(database) as connection:
        (now,) = connection.execute("select version_num from alembic_version").fetchone()
    stands_at("0008")
    try:
        with pytest.raises(BudgetError, match="python -m budget upgrade"):
            open_store(of_role(database, "budget_app"))
    finally:
        stands_at(now)
    store = open_store(of_role(database, "budget_app")).of(ID)
    deliver(store, plan(line("SPE-3", domain="SPE")))
    store.close()


PRIVILEGES = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
HELD = (
    "SELECT relname, array_agg(privilege) FROM pg_class, unnest(%s::text[]) AS privilege"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    " AND (has_table_privilege('budget_app', pg_class.oid, privilege)"
    " OR privilege IN ('UPDATE', 'REFERENCES')"
    " AND has_any_column_privilege('budget_app', pg_class.oid, privilege)) GROUP BY relname"
)
ABLE = (
    "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,"
    " has_schema_privilege(oid, 'public', 'CREATE'),"
    " EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid),"
    " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)"
    " FROM pg_roles WHERE rolname = 'budget_app'"
)
LENT = (
    "SELECT proname, array_to_string(proconfig, ';') FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace AND (prosecdef OR prorettype <> 'trigger'::regtype)"
)


def test_on_every_table_there_is_the_role_may_read_and_add_and_nothing_else(database: str) -> None:
    with psycopg.connect(database) as connection:
        held = {name: set(rights) for name, rights in connection.execute(HELD, [PRIVILEGES])}
    assert held.pop("alembic_version") == {"SELECT"}
    assert set(held) == set(metadata.tables)
    assert {name: rights for name, rights in held.items() if rights != {"SELECT", "INSERT"}} == {}


def test_the_role_is_no_more_than_that_and_what_its_owner_lends_it_is_the_list_of_programmes(
    database: str,
) -> None:
    with psycopg.connect(database) as connection:
        (able,) = connection.execute(ABLE).fetchall()
        lent = connection.execute(LENT).fetchall()
    assert not any(able), able
    assert lent == [("budget_programmes", "search_path=pg_catalog, pg_temp")]
    with psycopg.connect(of_role(database, "budget_app")) as connection:
        connection.execute("CREATE TEMP TABLE programmes AS SELECT 'vals' AS programme")
        connection.execute("CREATE TEMP TABLE audit AS SELECT 'vals' AS programme")
        assert connection.execute("SELECT * FROM budget_programmes()").fetchall() == [(ID,)]


OF_PROGRAMME = sorted(name for name, table in metadata.tables.items() if "programme" in table.c)


@pytest.mark.parametrize("said", [ID, ""])
@pytest.mark.parametrize("name", OF_PROGRAMME)
def test_a_copy_of_a_row_for_another_programme_is_refused(database: str, name: str, said: str) -> None:
    columns = list(metadata.tables[name].c.keys())
    with psycopg.connect(of_role(database, "budget_app")) as connection:
        connection.execute("SELECT set_config('budget.programme', %s, true)", [ID])
        row = connection.execute(f"SELECT {', '.join(columns)} FROM {name} LIMIT 1").fetchone()
        assert row
        given = dict(zip(columns, row, strict=True)) | {"programme": "stad"}
        connection.execute("SELECT set_config('budget.programme', %s, true)", [said])
        places = ", ".join(["%s"] * len(columns))
        query = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"
        with pytest.raises((psycopg.errors.IntegrityError, psycopg.errors.InsufficientPrivilege)):
            connection.execute(query, list(given.values()))


def test_a_row_that_the_role_adds_outside_the_program_is_refused_or_named_by_verify(
    database_and_copy: tuple[str, str],
) -> None:
    """One row at a time, taken out again: nothing else is there to be named."""
    url, added, unnamed = database_and_copy[1], [], []
    store = open_store(of_role(url, "budget_app"))
    for name in sorted(metadata.tables):
        if key := _take_a_copy(url, name):
            # A process that did not see the row of before, which is gone.
            other = Store(store._engine).of(ID)
            found = next(find_differences(other, PROGRAMME, "sien"), None)
            (added if found else unnamed).append(name)
            _take_out(url, name, key)
    left = verify(Store(store._engine).of(ID), PROGRAMME, "sien")
    store.close()
    assert left == []
    assert "audit" in added, "what the log needs can always be added"
    assert unnamed == []


def _take_a_copy(url: str, name: str) -> dict[str, object]:
    """The key under which the database took the first row of a table once more; empty when it refused."""
    table = metadata.tables[name]
    columns = ", ".join(table.c.keys())
    belongs = {"programme"} | {one.parent.name for one in table.foreign_keys}
    keys = {one.name for one in table.primary_key}
    with psycopg.connect(of_role(url, "budget_app")) as connection:
        connection.execute("SELECT set_config('budget.programme', %s, true)", [ID])
        row = connection.execute(f"SELECT {columns} FROM {name} LIMIT 1").fetchone()
        assert row
        given = dict(zip(table.c.keys(), row, strict=True))
        given |= {key: _another(given[key]) for key in keys - belongs or keys - {"programme"}}
        places = ", ".join(["%s"] * len(given))
        try:
            query = f"INSERT INTO {name} ({columns}) VALUES ({places})"
            connection.execute(query, list(given.values()))
        except (psycopg.errors.IntegrityError, psycopg.errors.RaiseException):
            connection.rollback()
            return {}
    return {key: given[key] for key in keys}


def _take_out(url: str, name: str, key: dict[str, object]) -> None:
    """Take this row out, as only who can do anything is able to."""
    with psycopg.connect(url) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        where = " AND ".join(f"{column} = %s" for column in key)
        assert connection.execute(f"DELETE FROM {name} WHERE {where}", list(key.values())).rowcount == 1


def _another(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1000
        case date():
            return value + timedelta(days=1)
        case _:
            return f"{value}x"


def test_a_view_that_the_search_path_finds_first_is_named(database: str) -> None:
    """Its owner need not disable a guard: the program would read the view, and so would verify."""
    with psycopg.connect(of_role(database, "budget_owner"), autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute("CREATE SCHEMA beside")
        connection.execute("GRANT USAGE ON SCHEMA beside TO budget_app")
        connection.execute("CREATE VIEW beside.people AS SELECT * FROM public.people")
        connection.execute("GRANT SELECT ON beside.people TO budget_app")
        connection.execute(f'ALTER DATABASE "{name}" SET search_path = beside, public')
    try:
        store = open_store(of_role(database, "budget_app")).of(ID)
        found = verify(store, PROGRAMME, VISITOR)
        store.close()
    finally:
        with psycopg.connect(of_role(database, "budget_owner"), autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}" RESET search_path')
            connection.execute("DROP SCHEMA beside CASCADE")
    assert any(finding.startswith("Tabel people: ") for finding in found)
