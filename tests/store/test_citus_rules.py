"""What Citus refuses of a table that is spread by programme: each rule holds, and finds who breaks it.

The rules are those of the source of Citus 11 to 14; an extension is not needed to ask them. Each is from:

- column, keys, references, numbers, partitions: EnsureRelationCanBeDistributed in create_distributed_table.c
  and ErrorIfUnsupportedForeignConstraintExists in foreign_constraint.c; collation since 14.0 (#8257)
- policies: ErrorIfUnsupportedPolicy in policy.c; row-level security itself since 11.0
- guards: `citus.enable_unsafe_triggers` since 11.0 (#5705). One for TRUNCATE gets no shard, nor do its other
  events: CitusCreateTriggerCommandDDLJob in trigger.c. One that is switched off is on in a shard (#6394). One
  that looks elsewhere than in the rows of its own key gets "cannot execute a distributed query from a query
  on a shard" (regress/expected/distributed_triggers.out)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from budget.store.schema_mail import metadata
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
GUARDS = (
    "from pg_trigger t join pg_proc p on p.oid = tgfoid join pg_class c on c.oid = tgrelid"
    " where not tgisinternal"
)
STRAY = "create function stray() returns trigger language plpgsql {} as $$ begin {} return new; end $$;"
ON_AUDIT = "create trigger stray before {} on audit execute function append_only()"
OF_ROWS = "create trigger stray before insert on audit for each row execute function stray()"
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
    "every table lasts": f"select oid::regclass::text {TABLES} and relpersistence <> 'p'",
    "no guard is for emptying and for something else": (
        f"select tgrelid::regclass::text {GUARDS} and tgtype & 32 > 0 and tgtype & 28 > 0"
    ),
    "no guard is switched off": f"select tgrelid::regclass::text {GUARDS} and tgenabled <> 'O'",
    "every guard says in which schema it looks": (
        f"select distinct proname::text {GUARDS}"
        " and proconfig is distinct from '{\"search_path=public, pg_temp\"}'"
    ),
    "no guard writes or runs a text": (
        f"select distinct proname::text {GUARDS}"
        " and prosrc ~* '\\m(insert into|update .* set|delete from|truncate|execute|set_config)\\M'"
    ),
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
    "every table lasts": "create unlogged table stray (programme text not null)",
    "no guard is for emptying and for something else": ON_AUDIT.format("truncate or update"),
    "no guard is switched off": "alter table audit disable trigger append_only",
    "every guard says in which schema it looks": (STRAY.format("", "") + OF_ROWS),
    "no guard writes or runs a text": (
        STRAY.format("set search_path = public, pg_temp", "insert into people values (new.programme, 'x');")
        + OF_ROWS
    ),
}
PLACE = re.compile(r"(?:\bFROM|\bJOIN) (\w+)(?: (?!WHERE|ON|JOIN)(\w+))?")
SPLIT = "create table bookings_of_two (programme text not null, id bigint) partition by hash (programme)"


@pytest.fixture
def connection(ready_postgresql_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(of_role(ready_postgresql_url, OWNER)) as found:
        yield found
        found.rollback()


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_citus_for_distributed_tables_holds(connection: psycopg.Connection, rule: str) -> None:
    assert connection.execute(RULES[rule]).fetchall() == []


@pytest.mark.parametrize("rule", RULES)
def test_a_table_that_breaks_the_rule_is_found(connection: psycopg.Connection, rule: str) -> None:
    connection.execute(SPLIT)
    connection.execute(BROKEN[rule])
    assert len(connection.execute(RULES[rule]).fetchall()) == 1


def stray_places(body: str) -> list[str]:
    """The tables in the text of a guard that are not restricted to the programme of the judged row."""
    places = Counter((name, alias or name) for name, alias in PLACE.findall(body) if name in metadata.tables)
    return [name for (name, alias), times in places.items() if times > _bound(body, name, alias)]


def _bound(body: str, name: str, alias: str) -> int:
    """The number of times this table is compared with NEW or OLD, or with a table that is."""
    if name == alias:
        return len(re.findall(rf"FROM {name} WHERE programme = (?:NEW|OLD)\.programme", body))
    return len(re.findall(rf"\b{alias}\.programme = (?:(?:NEW|OLD)|[a-z])\.programme", body))


def test_every_guard_reads_only_rows_of_its_own_programme(connection: psycopg.Connection) -> None:
    bodies = dict(connection.execute(f"select proname::text, prosrc {GUARDS}").fetchall())
    looking = {name: body for name, body in bodies.items() if PLACE.search(body)}
    assert len(looking) > 15
    assert {name: stray_places(body) for name, body in looking.items() if stray_places(body)} == {}
    assert [name for name, body in looking.items() if not re.search(r"(NEW|OLD)\.programme", body)] == []


@pytest.mark.parametrize(
    "body",
    [
        "SELECT 1 FROM people p WHERE p.person = NEW.person",
        "SELECT 1 FROM people WHERE person = NEW.person",
        "SELECT 1 FROM people p WHERE p.programme = NEW.programme AND EXISTS (SELECT 1 FROM people p)",
        "SELECT 1 FROM audit r JOIN audit p ON p.subject = r.subject WHERE r.programme = OLD.programme",
    ],
)
def test_a_guard_that_reads_other_programmes_is_found(body: str) -> None:
    assert len(stray_places(body)) == 1
