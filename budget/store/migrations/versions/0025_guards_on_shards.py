"""Triggers and the transaction's programme also work on the machines over which Citus distributes tables."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SEEN = "current_setting('budget.programme', true)"


def upgrade() -> None:
    """Only for PostgreSQL; no row value changes."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    query = (
        "SELECT quote_ident(nspname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE c.oid = 'audit'::regclass"
    )
    place = connection.exec_driver_sql(query).scalar_one()
    _truncate_apart(place)
    _list_programmes(place)


def downgrade() -> None:
    """Nothing to undo: these triggers work the same on one machine."""


def _truncate_apart(place: str) -> None:
    """Split off TRUNCATE: on distributed tables Citus creates no shard trigger that includes it.

    Only triggers of our own function: another schema may have triggers of the same name.
    """
    query = (
        "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
        f" WHERE tgfoid = '{place}.append_only()'::regprocedure AND tgtype & 32 > 0 AND tgtype & 24 > 0"
    )
    for table, made in [tuple(row) for row in op.get_bind().exec_driver_sql(query)]:
        others = made.replace(" OR TRUNCATE", "").replace("TRUNCATE OR ", "")
        alone = f"CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}"
        op.execute(sa.text(f"DROP TRIGGER append_only ON {table}"))
        op.execute(sa.text(others))
        op.execute(sa.text(f"{alone} FOR EACH STATEMENT EXECUTE FUNCTION {place}.append_only()"))


def _list_programmes(place: str) -> None:
    """Citus passes SET LOCAL on to workers, but not set_config()."""
    body = (
        f" DECLARE was text := {SEEN}; BEGIN SET LOCAL budget.programme = '*';"
        f" RETURN QUERY SELECT DISTINCT programme FROM {place}.audit;"
        " EXECUTE format('SET LOCAL budget.programme = %L', coalesce(was, '')); END "
    )
    made = (
        "CREATE OR REPLACE FUNCTION budget_programmes() RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = pg_catalog, pg_temp AS $${body}$$"
    )
    op.execute(sa.text(made.replace(":", "\\:")))
