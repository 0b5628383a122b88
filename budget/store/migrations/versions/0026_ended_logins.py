"""Logins that were ended, for every process; not among the tables that only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

PLACE = "budget_logins"
"""On PostgreSQL a schema of its own: of its rows the role of the program may erase what has passed."""


def upgrade() -> None:
    """Create the table; on PostgreSQL who may add to the trail may add here too."""
    connection = op.get_bind()
    is_postgresql = connection.dialect.name == "postgresql"
    place = PLACE if is_postgresql else None
    if is_postgresql:
        owner, grantees = _rights()
        op.execute(f"CREATE SCHEMA IF NOT EXISTS {PLACE} AUTHORIZATION {owner}")
    if not sa.inspect(connection).has_table("ended_logins", schema=place):
        op.create_table(
            "ended_logins",
            sa.Column("login", sa.Text(), nullable=False),
            sa.Column("forget_at", sa.DateTime(), nullable=False),
            sa.PrimaryKeyConstraint("login", name=op.f("pk_ended_logins")),
            schema=place,
        )
    if not is_postgresql:
        return
    op.execute(f"ALTER TABLE {PLACE}.ended_logins OWNER TO {owner}")
    op.execute(f"ALTER TABLE {PLACE}.ended_logins ENABLE ROW LEVEL SECURITY")
    for name, rule in {
        "seen": "FOR SELECT USING (true)",
        "added": "FOR INSERT WITH CHECK (true)",
        "forgotten": "FOR DELETE USING (forget_at < now() AT TIME ZONE 'utc')",
    }.items():
        op.execute(f"DROP POLICY IF EXISTS {name} ON {PLACE}.ended_logins")
        op.execute(f"CREATE POLICY {name} ON {PLACE}.ended_logins {rule}")
    for one in grantees:
        op.execute(f"GRANT USAGE ON SCHEMA {PLACE} TO {one}")
        op.execute(f"GRANT SELECT, INSERT, DELETE ON {PLACE}.ended_logins TO {one}")


def downgrade() -> None:
    """Drop the table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP SCHEMA {PLACE} CASCADE")
    else:
        op.drop_table("ended_logins")


def _rights() -> tuple[str, list[str]]:
    """The owner of the trail, and the other roles that may add to it."""
    trail = "c.oid = 'audit'\\:\\:regclass"
    owner = f"SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class c WHERE {trail}"
    who = "CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END"
    others = (
        f"SELECT DISTINCT {who} FROM pg_class c, aclexplode(c.relacl) a"
        f" WHERE {trail} AND a.grantee <> c.relowner AND privilege_type = 'INSERT'"
    )
    connection = op.get_bind()
    found = connection.execute(sa.text(owner)).scalar_one()
    return found, list(connection.execute(sa.text(others)).scalars())
