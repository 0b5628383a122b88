"""PostgreSQL separates programmes: row-level security per transaction, and growing tables are partitioned."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

GROWING = (
    "bookings", "booking_ends", "booking_suppliers", "statement_codes", "commitments",
    "month_totals", "day_totals", "commitment_totals",
)  # fmt: skip
"""The tables that grow with bookings and months."""
PARTS = 8
PLACE = "budget_parts"
"""The schema of the partitions: the role of the program has no business there."""
SEEN = "current_setting('budget.programme', true)"


def upgrade() -> None:
    """Only for PostgreSQL (SQLite has no roles); no row value changes."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    query = (
        "SELECT quote_ident(nspname) AS place, quote_ident(pg_get_userbyid(relowner)) AS owner"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = 'audit'::regclass"
    )
    place, owner = connection.exec_driver_sql(query).one()
    _run(f"CREATE SCHEMA {PLACE} AUTHORIZATION {owner}")
    for table in GROWING:
        _split(table, place, owner)
    columns = "SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid"
    of_ours = f"attname = 'programme' AND relkind IN ('r', 'p') AND relnamespace = '{place}'::regnamespace"
    for table in connection.exec_driver_sql(f"{columns} WHERE {of_ours}").scalars().all():
        _hold(table)
        _run(f"CREATE POLICY programme ON {table} USING (programme = {SEEN})")
        _run(f"CREATE POLICY installation ON {table} TO {owner} USING ({SEEN} = '*')")
    _run(
        "CREATE FUNCTION budget_programmes() RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER"
        " SET search_path = pg_catalog, pg_temp AS $$"
        f" DECLARE was text := {SEEN}; BEGIN PERFORM set_config('budget.programme', '*', true);"
        f" RETURN QUERY SELECT DISTINCT programme FROM {place}.audit;"
        " PERFORM set_config('budget.programme', coalesce(was, ''), true); END $$"
    )
    _run(f"ALTER FUNCTION budget_programmes() OWNER TO {owner}")


def downgrade() -> None:
    """Refuse: tables were rebuilt; restore the copy that the upgrade kept instead."""
    raise RuntimeError("no way back from 0023: restore the copy that the upgrade kept")


def _run(statement: str) -> None:
    op.get_bind().execute(sa.text(statement.replace(":", "\\:")))


def _rows(query: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in op.get_bind().execute(sa.text(query.replace(":", "\\:")))]


def _hold(table: str) -> None:
    """Force row-level security, so that it applies to the owner too."""
    _run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def _split(table: str, place: str, owner: str) -> None:
    """Rebuild the table in partitions, with its rows, keys, indexes, triggers and rights.

    Statement-level triggers are not inherited by partitions, so each gets its own.
    """
    keys = _rows(
        f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '{table}'::regclass"
        " AND contype IN ('p', 'u', 'f') AND conparentid = 0 ORDER BY contype <> 'p', contype <> 'u'"
    )
    links = _rows(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        f" WHERE confrelid = '{table}'::regclass AND contype = 'f' AND conparentid = 0"
    )
    indexes = _rows(
        f"SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '{table}'::regclass"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
    )
    guards = _rows(
        "SELECT pg_get_triggerdef(oid), tgtype::int & 1 FROM pg_trigger"
        f" WHERE tgrelid = '{table}'::regclass AND NOT tgisinternal"
    )
    rights = _rights(f"{place}.{table}")
    for other, name, _ in links:
        _run(f"ALTER TABLE {other} DROP CONSTRAINT {name}")
    _run(f"ALTER TABLE {place}.{table} SET SCHEMA {PLACE}")
    _run(
        f"CREATE TABLE {place}.{table} (LIKE {PLACE}.{table} INCLUDING ALL EXCLUDING INDEXES)"
        " PARTITION BY HASH (programme)"
    )
    parts = [f"{PLACE}.{table}_{number}" for number in range(PARTS)]
    for number, part in enumerate(parts):
        values = f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {number})"
        _run(f"CREATE TABLE {part} PARTITION OF {place}.{table} {values}")
    _run(f"INSERT INTO {place}.{table} SELECT * FROM {PLACE}.{table}")
    _run(f"DROP TABLE {PLACE}.{table}")
    for name, body in keys:
        _run(f"ALTER TABLE {place}.{table} ADD CONSTRAINT {name} {body}")
    for other, name, body in links:
        _run(f"ALTER TABLE {other} ADD CONSTRAINT {name} {body}")
    for (body,) in indexes:
        _run(body)
    for body, is_of_row in guards:
        for one in (f"{place}.{table}", *(() if is_of_row else parts)):
            _run(body.replace(f" ON {place}.{table} ", f" ON {one} "))
    for part in parts:
        _hold(part)
    for one in (*parts, f"{place}.{table}"):
        _run(f"ALTER TABLE {one} OWNER TO {owner}")
        for _, grantee, _ in _rights(one):
            _run(f"REVOKE ALL ON {one} FROM {grantee}")
    for right, grantee, option in rights:
        _run(f"GRANT {right} ON {place}.{table} TO {grantee}{option}")


def _rights(table: str) -> list[tuple[str, ...]]:
    """The rights on a table of roles other than its owner."""
    who = "CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END"
    option = "CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END"
    return _rows(
        f"SELECT privilege_type, {who}, {option} FROM pg_class c, aclexplode(c.relacl) a"
        f" WHERE c.oid = '{table}'::regclass AND a.grantee <> c.relowner"
    )
