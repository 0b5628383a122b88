"""Logins that were ended, for every process; a new row erases those whose time has passed."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; its trigger may erase rows, which the role of the program may not."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("ended_logins"):
        op.create_table(
            "ended_logins",
            sa.Column("login", sa.Text(), nullable=False),
            sa.Column("forget_at", sa.DateTime(), nullable=False),
            sa.PrimaryKeyConstraint("login", name=op.f("pk_ended_logins")),
        )
    if connection.dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS ended_logins_forget")
        op.execute(
            "CREATE TRIGGER ended_logins_forget AFTER INSERT ON ended_logins"
            " BEGIN DELETE FROM ended_logins WHERE forget_at < datetime('now'); END"
        )
        return
    query = (
        "SELECT quote_ident(nspname) AS place, quote_ident(pg_get_userbyid(relowner)) AS owner"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = 'audit'\\:\\:regclass"
    )
    place, owner = connection.execute(sa.text(query)).one()
    op.execute(f"ALTER TABLE {place}.ended_logins OWNER TO {owner}")
    op.execute(
        f"CREATE OR REPLACE FUNCTION {place}.forget_ended_logins() RETURNS trigger LANGUAGE plpgsql"
        f" SECURITY DEFINER SET search_path = {place}, pg_temp AS $$BEGIN"
        " DELETE FROM ended_logins WHERE forget_at < now() AT TIME ZONE 'utc'; RETURN NULL; END$$"
    )
    op.execute(f"ALTER FUNCTION {place}.forget_ended_logins() OWNER TO {owner}")
    op.execute(
        f"CREATE OR REPLACE TRIGGER forget AFTER INSERT ON {place}.ended_logins"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {place}.forget_ended_logins()"
    )


def downgrade() -> None:
    """Drop the table with its trigger."""
    op.drop_table("ended_logins")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS forget_ended_logins()")
