"""New columns of plans and decisions: incidental or structural; a conflict of interest and its end."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS = {
    "plan_lines": (("nature", sa.Text()),),
    "decisions": (
        ("conflict", sa.Text()),
        ("route", sa.Text()),
        ("resolved_on", sa.Date()),
        ("resolved_by", sa.Text()),
    ),
}


def upgrade() -> None:
    """Add the columns. Existing rows keep NULL, so their seals do not change."""
    for table, columns in COLUMNS.items():
        known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
        for name, kind in columns:
            if name not in known:
                op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    for table, columns in COLUMNS.items():
        for name, _ in columns:
            op.drop_column(table, name)
