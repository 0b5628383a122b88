"""Distribution of the tables over machines with Citus: whether it is in use, and the SQL for it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect

_BY = "create_distributed_table"
_SETTINGS = ("citus.enable_unsafe_triggers = on", "citus.propagate_set_commands = 'local'")
"""The triggers, and the setting with a transaction's programme, must both reach the workers."""
_ASIDE = (
    "SELECT tgrelid::regclass::text, quote_ident(tgname), pg_get_triggerdef(t.oid) FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = tgrelid LEFT JOIN pg_inherits ON inhrelid = c.oid"
    " WHERE pg_table_is_visible(coalesce(inhparent, c.oid)) AND tgtype & 33 > 0"
    " AND NOT tgisinternal AND tgparentid = 0 ORDER BY 1, 2"
)
"""The row triggers and those against TRUNCATE: they judge added rows, not rows that are moved."""


def is_distributed(connection: Connection) -> bool:
    """Whether this database has Citus; checked once per connection."""
    if connection.dialect.name != "postgresql":
        return False
    if _BY not in connection.info:
        query = f"SELECT EXISTS (SELECT 1 FROM pg_proc WHERE proname = '{_BY}')"
        connection.info[_BY] = connection.exec_driver_sql(query).scalar_one()
    return bool(connection.info[_BY])


def list_distribution_statements(connection: Connection) -> Iterator[str]:
    """The statements, in order, for a superuser on the coordinator; every table is distributed by programme.

    Referenced tables come first. Existing rows are moved. All tables change in one transaction: no trigger is
    ever missing for others.
    """
    query = "SELECT quote_ident(current_database()), quote_ident(nspname) FROM pg_class c"
    where = "JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = 'audit'::regclass"
    database, place = connection.exec_driver_sql(f"{query} {where}").one()
    for setting in _SETTINGS:
        yield f"ALTER DATABASE {database} SET {setting}"
    yield f"SELECT run_command_on_workers('ALTER DATABASE {database} SET {_SETTINGS[0]}')"
    yield "BEGIN"
    for setting in (_SETTINGS[0], "citus.multi_shard_modify_mode = 'sequential'", f"search_path = {place}"):
        yield f"SET LOCAL {setting}"
    aside = [tuple(row) for row in connection.exec_driver_sql(_ASIDE)]
    yield from (f"DROP TRIGGER {name} ON {table}" for table, name, _ in aside)
    names = [name for name, _ in inspect(connection).get_sorted_table_and_fkc_names()]
    tables = [f"{place}.{name}" for name in names if name not in (None, "alembic_version")]
    for table in tables:
        beside = "none" if table == tables[0] else tables[0]
        yield f"SELECT {_BY}('{table}', 'programme', colocate_with => '{beside}')"
    yield from (f"SELECT truncate_local_data_after_distributing_table('{table}')" for table in tables)
    yield from (definition for _, _, definition in aside)
    yield "COMMIT"
