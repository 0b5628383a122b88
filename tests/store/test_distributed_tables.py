"""Tables spread over machines: the plan, and the program's work where Citus is.

Citus itself is asked where BUDGET_TEST_CITUS is the address of a superuser on a coordinator. Elsewhere a
stand-in in plain PostgreSQL checks what Citus checks of the order and the guards, and the program takes it
for Citus.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import psycopg
import pytest

from budget.access import VISITOR
from budget.model.words import BudgetError
from budget.store.bulk import SPREAD_BATCH, insert_rows
from budget.store.distributed_tables import is_distributed
from budget.store.engine import Store, open_store
from budget.store.schema import people
from budget.store.schema_mail import metadata
from budget.store.scope import programmes_in
from budget.usecases.maintain import plan_distribution
from budget.usecases.verify import verify
from tests.conftest import postgresql_database
from tests.query_log import queries
from tests.roles import APP, OWNER, ROLES, grant, make_tables, of_role
from tests.snapshot.full_history import live_fully
from tests.store.samples import ID, PROGRAMME

STAND_IN = """
create schema citus;
create table citus.spread_tables (name regclass, by text, beside text);
create function pg_catalog.run_command_on_workers(text) returns void language sql as '';
create function pg_catalog.truncate_local_data_after_distributing_table(spread regclass)
returns void language plpgsql as $$ begin execute format('truncate %s cascade', spread); end $$;
create function pg_catalog.create_distributed_table(spread regclass, by text, colocate_with text)
returns void language plpgsql as $$ begin
  if current_setting('citus.enable_unsafe_triggers') <> 'on' then raise 'it has triggers'; end if;
  if exists (select 1 from pg_constraint where contype = 'f' and conrelid = spread and conparentid = 0
             and confrelid <> spread and confrelid not in (select name from citus.spread_tables))
    then raise 'referenced table of % must be a distributed table', spread; end if;
  if exists (select 1 from pg_trigger join pg_inherits on inhrelid = tgrelid
             where inhparent = spread and tgparentid <> 0 and not tgisinternal)
    then raise 'trigger already exists on a partition of %', spread; end if;
  if exists (select 1 from pg_trigger where tgrelid = spread and tgtype & 5 = 5 and not tgisinternal)
    then raise 'a guard of % judges what is moved', spread; end if;
  insert into citus.spread_tables values (spread, by, colocate_with);
end $$
"""
ONE_NODE = """
create extension citus;
select citus_set_coordinator_host('localhost', current_setting('port')::int);
select citus_set_node_property('localhost', current_setting('port')::int, 'shouldhaveshards', true);
"""
GUARDS = (
    "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger"
    " where not tgisinternal order by 1, 2"
)


@pytest.fixture(
    scope="module", params=["stand-in", *(["citus"] if "BUDGET_TEST_CITUS" in os.environ else [])]
)
def spread(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database made as the manual says, then distributed by the plan; for a superuser."""
    server = os.environ.get("BUDGET_TEST_CITUS") or request.getfixturevalue("postgresql_server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(ROLES)
    with postgresql_database(server) as url:
        _run(url, ONE_NODE if request.param == "citus" else STAND_IN)
        grant(url)
        make_tables(url)
        before = _guards(url)
        _run(url, ";".join(_plan(url)))
        assert _guards(url) == before
        yield url


def _run(url: str, statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements)


def _plan(url: str) -> list[str]:
    store = open_store(of_role(url, OWNER))
    try:
        return plan_distribution(store)
    finally:
        store.close()


def _guards(url: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        return [row for row in connection.execute(GUARDS) if row[1].partition("_trigger")[0] != "truncate"]


@pytest.fixture
def store(spread: str) -> Iterator[Store]:
    found = open_store(of_role(spread, APP)).of(ID)
    yield found
    found.close()


def test_every_table_is_spread_by_programme_beside_the_others(spread: str) -> None:
    plan = "\n".join(_plan(spread))
    call = r"create_distributed_table\('public\.(\w+)', '(\w+)', colocate_with => '([\w.]+)'\)"
    found = re.findall(call, plan)
    assert sorted(name for name, _, _ in found) == sorted(metadata.tables)
    assert {by for _, by, _ in found} == {"programme"}
    assert {beside for _, _, beside in found} == {"none", f"public.{found[0][0]}"}


def test_the_product_works_on_spread_tables(spread: str, store: Store) -> None:
    with queries() as asked:
        live_fully(store)
        assert verify(store, PROGRAMME, VISITOR) == []
        with store.read() as connection:
            assert programmes_in(connection) == [ID]
    assert [one for one in asked if re.match(r"INSERT INTO .*\bSELECT\b", one, re.S)] == []
    assert [one for one in asked if "set_config" in one and "budget." in one] == []
    with psycopg.connect(of_role(spread, OWNER)) as owner:
        owner.execute("set local budget.programme = '*'")
        with pytest.raises(psycopg.errors.IntegrityError):
            owner.execute("update audit set detail = ''")


def test_a_batch_larger_than_the_limit_is_written_completely(store: Store) -> None:
    rows = [(ID, f"p.nummer{number}") for number in range(2 * SPREAD_BATCH + 1)]
    with store._engine.connect() as connection, connection.begin() as begun:
        connection.exec_driver_sql(f"set local budget.programme = '{ID}'")
        assert is_distributed(connection)
        insert_rows(connection, people, rows)
        written = connection.execute(people.select().where(people.c.person.like("p.nummer%"))).all()
        assert {tuple(row) for row in written} == set(rows)
        begun.rollback()


def test_without_citus_the_tables_are_not_spread(ready_postgresql_url: str) -> None:
    store = open_store(ready_postgresql_url)
    with store.read() as connection:
        assert not is_distributed(connection)
    store.close()


def test_spreading_tables_is_refused_on_sqlite(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    with pytest.raises(BudgetError):
        plan_distribution(store)
    store.close()
