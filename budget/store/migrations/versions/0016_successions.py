"""Successions of line codes: append only, like all accepted data."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLE = "successions"
APPEND_ONLY = f"append only: a row of {TABLE} is never changed or erased"
KEY = ("programme", "seq", "n")


def upgrade() -> None:
    """Create the table with the triggers that every table has."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table(TABLE):
        _create()
    for statement in (_postgresql if connection.dialect.name == "postgresql" else _sqlite)():
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the table with its triggers."""
    op.drop_table(TABLE)


def _create() -> None:
    named = ("code", "domain", "fate", "successor")
    op.create_table(
        TABLE,
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in named),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("reason", "decision")),
        sa.Column("decided_on", sa.Date()),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("successor <> code", name=op.f("ck_successions_goes_elsewhere")),
        sa.CheckConstraint("(length(successor) = 0) = (share = 0)", name=op.f("ck_successions_has_share")),
        sa.CheckConstraint("share BETWEEN 0 AND 10000", name=op.f("ck_successions_share_of_whole")),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_successions_programme_seq"),
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_successions")),
    )


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    same = " AND ".join(f"{name} = NEW.{name}" for name in KEY)
    made = {
        "no_update": f"BEFORE UPDATE ON {TABLE} {refuse}",
        "no_delete": f"BEFORE DELETE ON {TABLE} {refuse}",
        "no_replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE {same}) {refuse}",
    }
    return [
        text
        for name, body in made.items()
        for text in (f"DROP TRIGGER IF EXISTS {TABLE}_{name}", f"CREATE TRIGGER {TABLE}_{name} {body}")
    ]


def _postgresql() -> list[str]:
    """Uses the function `append_only` that an earlier migration made."""
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    run = "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    return [f"CREATE OR REPLACE TRIGGER append_only {events} ON {TABLE} {run}"]
