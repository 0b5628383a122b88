"""On PostgreSQL triggers read only this program's tables, never temporary tables of a session."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only for PostgreSQL (SQLite triggers read only their own database); no row value changes."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    query = (
        "SELECT quote_ident(nspname), quote_ident(proname) FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = pronamespace WHERE prorettype = 'trigger'\\:\\:regtype"
        " AND pronamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'audit'\\:\\:regclass)"
    )
    for place, name in connection.execute(sa.text(query)).all():
        op.execute(f"ALTER FUNCTION {place}.{name}() SET search_path = {place}, pg_temp")


def downgrade() -> None:
    """Refuse: it would reopen the hole that this migration closes."""
    raise RuntimeError("no way back from 0024: restore the copy that the upgrade kept")
