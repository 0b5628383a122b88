"""Scope: the domains that a statement covers completely; NULL for earlier statements."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Existing rows keep NULL, so their seals and figures do not change."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("statements")}
    if "domains" not in known:
        op.add_column("statements", sa.Column("domains", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("statements", "domains")
