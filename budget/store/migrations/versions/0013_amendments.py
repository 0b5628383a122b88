"""Why a plan in force was changed: append only, like everything that was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

APPEND_ONLY = "append only: a row of amendments is never changed or erased"


def upgrade() -> None:
    """Create the table with the guards that every table has."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("amendments"):
        _create()
    for statement in _postgresql() if connection.dialect.name == "postgresql" else _sqlite():
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the table; its triggers go with it."""
    op.drop_table("amendments")


def _create() -> None:
    op.create_table(
        "amendments",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(reason) > 0 AND length(document) > 0", name=op.f("ck_amendments_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_amendments_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", name=op.f("pk_amendments")),
    )


def _sqlite() -> list[str]:
    """REPLACE erases without firing a DELETE trigger: a key that exists is refused before it comes to that."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    same = " AND ".join(f"{name} = NEW.{name}" for name in ("programme", "seq"))
    found = f"EXISTS (SELECT 1 FROM amendments WHERE {same})"
    made = {
        "no_update": f"BEFORE UPDATE ON amendments {refuse}",
        "no_delete": f"BEFORE DELETE ON amendments {refuse}",
        "no_replace": f"BEFORE INSERT ON amendments WHEN {found} {refuse}",
    }
    return [
        text
        for name, body in made.items()
        for text in (f"DROP TRIGGER IF EXISTS amendments_{name}", f"CREATE TRIGGER amendments_{name} {body}")
    ]


def _postgresql() -> list[str]:
    """The function `append_only` is there already: it serves every table."""
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    run = "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    return [f"CREATE OR REPLACE TRIGGER append_only {events} ON amendments {run}"]
