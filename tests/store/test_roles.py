"""On PostgreSQL the program works with a role that can only read and add: the SQL of docs/beheer.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from budget.model.words import BudgetError
from budget.store.engine import open_store
from budget.store.schema_board import metadata
from tests.conftest import postgresql_database
from tests.roles import grant, make_tables, of_role
from tests.snapshot.full_history import live_fully
from tests.store.samples import ID, deliver, line, plan, submit


@contextmanager
def as_the_manual_says(server: str, *, is_lived_in: bool = True) -> Iterator[str]:
    """A database made as the manual says, with a row in every table written by the program's own role.

    Nothing is written in one that is not `is_lived_in`.
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
def database(postgresql_server: str) -> Iterator[str]:
    with as_the_manual_says(postgresql_server) as url:
        yield url


def test_the_role_of_the_program_does_all_its_work(database: str) -> None:
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


def test_a_table_of_ones_own_does_not_stand_in_the_place_of_that_of_the_programme(database: str) -> None:
    """PostgreSQL looks among the temporary tables of a session first, also for what a guard asks."""
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
