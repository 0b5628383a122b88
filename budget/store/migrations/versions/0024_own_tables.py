"""On PostgreSQL every guard asks the tables of the programme, never temporary ones of whoever is connected."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to do for SQLite, where a guard asks its own database alone; no value of any row changes."""
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
    """Refuse: who asks for this asks for what it closed."""
    raise RuntimeError("no way back from 0024: restore the copy that the upgrade kept")
