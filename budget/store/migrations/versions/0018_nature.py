"""Nature: whether the money of a plan line is incidental or structural; NULL where the plan does not say."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. What was accepted before keeps NULL: its seals stay as they are."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("plan_lines")}
    if "nature" not in known:
        op.add_column("plan_lines", sa.Column("nature", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("plan_lines", "nature")
