"""Why plans were changed and how they were decided: append only, like all accepted data."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = "append only: a row of {} is never changed or erased"
KEYS = {"amendments": ("programme", "seq"), "decision_path": ("programme", "seq", "domain", "n")}


def upgrade() -> None:
    """Create the tables with the triggers that every table has."""
    connection = op.get_bind()
    for table, create in (("amendments", _create_amendments), ("decision_path", _create_path)):
        if not sa.inspect(connection).has_table(table):
            create()
        for statement in (_postgresql if connection.dialect.name == "postgresql" else _sqlite)(table):
            connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the tables with their triggers."""
    for table in KEYS:
        op.drop_table(table)


def _create_amendments() -> None:
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


def _create_path() -> None:
    op.create_table(
        "decision_path",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_decision_path_version_counts")),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_decision_path_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "domain", "n", name=op.f("pk_decision_path")),
    )


def _sqlite(table: str) -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}'); END"
    same = " AND ".join(f"{name} = NEW.{name}" for name in KEYS[table])
    made = {
        "no_update": f"BEFORE UPDATE ON {table} {refuse}",
        "no_delete": f"BEFORE DELETE ON {table} {refuse}",
        "no_replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
    }
    return [
        text
        for name, body in made.items()
        for text in (f"DROP TRIGGER IF EXISTS {table}_{name}", f"CREATE TRIGGER {table}_{name} {body}")
    ]


def _postgresql(table: str) -> list[str]:
    """Uses the function `append_only` that an earlier migration made."""
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    run = "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    return [f"CREATE OR REPLACE TRIGGER append_only {events} ON {table} {run}"]
