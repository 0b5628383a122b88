"""Releases of money, added by acceptances: append only, like all accepted data."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

APPEND_ONLY = "append only: a row of releases is never changed or erased"


def upgrade() -> None:
    """Create the table with the triggers that every table has."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("releases"):
        _create()
    for statement in _postgresql() if connection.dialect.name == "postgresql" else _sqlite():
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the table with its triggers."""
    op.drop_table("releases")


def _create() -> None:
    op.create_table(
        "releases",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_releases_amount_not_negative")),
        sa.CheckConstraint("length(code) > 0 OR length(source) > 0", name=op.f("ck_releases_says_for_what")),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_releases_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "domain", "n", name=op.f("pk_releases")),
    )


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    same = " AND ".join(f"{name} = NEW.{name}" for name in ("programme", "seq", "domain", "n"))
    found = f"EXISTS (SELECT 1 FROM releases WHERE {same})"
    made = {
        "no_update": f"BEFORE UPDATE ON releases {refuse}",
        "no_delete": f"BEFORE DELETE ON releases {refuse}",
        "no_replace": f"BEFORE INSERT ON releases WHEN {found} {refuse}",
    }
    return [
        text
        for name, body in made.items()
        for text in (f"DROP TRIGGER IF EXISTS releases_{name}", f"CREATE TRIGGER releases_{name} {body}")
    ]


def _postgresql() -> list[str]:
    """Uses the function `append_only` that an earlier migration made."""
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    run = "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    return [f"CREATE OR REPLACE TRIGGER append_only {events} ON releases {run}"]
