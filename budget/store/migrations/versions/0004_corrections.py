"""Corrections: a new snapshot names the signed one it replaces, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of corrections."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "corrections",
        sa.Column("snapshot", number, autoincrement=False, nullable=False),
        sa.Column("replaces", number, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_corrections_has_reason")),
        sa.CheckConstraint("replaces < snapshot", name=op.f("ck_corrections_replaces_earlier")),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name=op.f("fk_corrections_snapshot")),
        sa.ForeignKeyConstraint(["replaces"], ["snapshots.id"], name=op.f("fk_corrections_replaces")),
        sa.PrimaryKeyConstraint("snapshot", name=op.f("pk_corrections")),
    )


def downgrade() -> None:
    """Drop the table of corrections."""
    op.drop_table("corrections")
