"""A plan line may be below zero (stelpost, taakstelling) where the programme allows it."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLE, OTHER = "plan_lines", "plan_lines_before_0020"
NAME = "ck_plan_lines_budget_not_negative"


def upgrade() -> None:
    """Drop the constraint; no row changes. SQLite requires rebuilding the table for this."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}"))
    else:
        _remake(rf",\s*CONSTRAINT {NAME} CHECK \([^)]*\)", "")


def downgrade() -> None:
    """Restore the constraint; fails if there is a line below zero."""
    check = f"CONSTRAINT {NAME} CHECK (budget >= 0)"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(f"ALTER TABLE {TABLE} ADD {check}"))
    else:
        _remake(r"\)\s*$", f", {check})")


def _remake(pattern: str, text: str) -> None:
    """Rebuild the table with another definition, keeping columns, rows, index and triggers."""
    connection = op.get_bind()
    kept = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
    ((made,),) = connection.exec_driver_sql(kept, (TABLE, "table")).all()
    found = re.sub(pattern, text, made)
    if found == made:
        return
    parts = [
        row[0] for kind in ("index", "trigger") for row in connection.exec_driver_sql(kept, (TABLE, kind))
    ]
    connection.exec_driver_sql(f"ALTER TABLE {TABLE} RENAME TO {OTHER}")
    connection.exec_driver_sql(found)
    connection.exec_driver_sql(f"INSERT INTO {TABLE} SELECT * FROM {OTHER}")
    connection.exec_driver_sql(f"DROP TABLE {OTHER}")
    for part in parts:
        connection.exec_driver_sql(part)
