"""What Citus refuses of a table that is spread by programme: each rule holds, and finds who breaks it.

The rules are those that Citus 13 checks in create_distributed_table; an extension is not needed to ask them.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.roles import OWNER, of_role

OURS = "relnamespace = 'public'::regnamespace and relname <> 'alembic_version'"
TABLES = f"from pg_class where relkind in ('r', 'p') and {OURS}"
KEYED = (
    "select 1 from pg_attribute where attrelid = indrelid and attnum = any(indkey) and attname = 'programme'"
)
ATTRIBUTE = "(select attnum from pg_attribute where attrelid = {} and attname = 'programme')"
OWN, OTHER = (
    f"array_position({key}, {ATTRIBUTE.format(of)})"
    for key, of in (("conkey", "conrelid"), ("confkey", "confrelid"))
)
RULES = {
    "every table has the column it is spread by, of one type and collation": (
        f"select oid::regclass::text {TABLES} and not exists (select 1 from pg_attribute where attrelid ="
        " pg_class.oid and attname = 'programme' and atttypid = 'text'::regtype and attnotnull"
        " and attgenerated = '' and attcollation = '\"default\"'::regcollation)"
    ),
    "every unique key and exclusion carries it": (
        "select indexrelid::regclass::text from pg_index join pg_class on pg_class.oid = indrelid"
        f" where (indisunique or indisexclusion) and {OURS} and not exists ({KEYED})"
    ),
    "every reference carries it, in the same place on both sides": (
        "select conname::text from pg_constraint join pg_class on pg_class.oid = conrelid"
        f" where contype = 'f' and {OURS} and ({OWN} = {OTHER}) is not true"
    ),
    "no reference changes rows by itself": (
        "select conname::text from pg_constraint join pg_class on pg_class.oid = conrelid"
        f" where contype = 'f' and {OURS}"
        " and (confdeltype in ('c', 'n', 'd') or confupdtype in ('c', 'n', 'd'))"
    ),
    "no number is given by the database": (
        f"select attrelid::regclass::text from pg_attribute join pg_class on pg_class.oid = attrelid"
        f" where {OURS} and relkind in ('r', 'p') and (attidentity <> '' or exists (select 1 from pg_attrdef"
        " where adrelid = attrelid and adnum = attnum and pg_get_expr(adbin, adrelid) like 'nextval%'))"
    ),
    "no partition is split again": (
        "select oid::regclass::text from pg_class where relispartition and relkind = 'p'"
    ),
    "no policy asks another table": (
        "select polrelid::regclass::text from pg_policy"
        " where concat(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) ilike '%select%'"
    ),
    "no rule rewrites a query": "select tablename::text from pg_rules where schemaname = 'public'",
}
BROKEN = {
    "every table has the column it is spread by, of one type and collation": (
        'create table stray (programme text not null collate "C")'
    ),
    "every unique key and exclusion carries it": "create unique index stray on audit (hash)",
    "every reference carries it, in the same place on both sides": (
        "create table stray (programme text not null, id bigint, p text,"
        " foreign key (p, id) references audit)"
    ),
    "no reference changes rows by itself": (
        "create table stray (programme text not null, id bigint,"
        " foreign key (programme, id) references audit on delete cascade)"
    ),
    "no number is given by the database": "create table stray (programme text not null, id serial)",
    "no partition is split again": (
        "create table stray partition of bookings_of_two for values with (modulus 1, remainder 0)"
        " partition by hash (id)"
    ),
    "no policy asks another table": (
        "create policy stray on audit using (programme in (select programme from people))"
    ),
    "no rule rewrites a query": "create rule stray as on delete to audit do instead nothing",
}
SPLIT = "create table bookings_of_two (programme text not null, id bigint) partition by hash (programme)"


@pytest.fixture
def connection(ready_postgresql_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(of_role(ready_postgresql_url, OWNER)) as found:
        yield found
        found.rollback()


@pytest.mark.parametrize("rule", RULES)
def test_what_citus_asks_of_a_spread_table_holds(connection: psycopg.Connection, rule: str) -> None:
    assert connection.execute(RULES[rule]).fetchall() == []


@pytest.mark.parametrize("rule", RULES)
def test_a_table_that_breaks_the_rule_is_found(connection: psycopg.Connection, rule: str) -> None:
    connection.execute(SPLIT)
    connection.execute(BROKEN[rule])
    assert len(connection.execute(RULES[rule]).fetchall()) == 1
