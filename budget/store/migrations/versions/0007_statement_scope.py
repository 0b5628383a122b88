"""Reserved for the scope of statements, which lands apart; without it the numbers would have a gap."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to change here."""


def downgrade() -> None:
    """Nothing to change here."""
