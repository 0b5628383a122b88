"""Requests without cover and promises: append only, like all accepted data."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

APPEND_ONLY = "append only: a row of {} is never changed or erased"
KEY = ("programme", "seq", "domain", "n")
KEYS = dict.fromkeys(("requests", "promises"), KEY)


def upgrade() -> None:
    """Create the tables with the triggers that every table has."""
    connection = op.get_bind()
    for table in KEYS:
        if not sa.inspect(connection).has_table(table):
            _create(table)
        for statement in (_postgresql if connection.dialect.name == "postgresql" else _sqlite)(table):
            connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the tables with their triggers."""
    for table in KEYS:
        op.drop_table(table)


def _create(table: str) -> None:
    own = {
        "requests": (
            *(_text(name) for name in ("code", "request", "moment", "state", "asked_by")),
            sa.Column("amount", sa.BigInteger(), nullable=False),
            sa.Column("deadline", sa.Date(), nullable=False),
            sa.CheckConstraint("amount >= 0", name=op.f("ck_requests_amount_not_negative")),
        ),
        "promises": (
            *(_text(name) for name in ("promise", "made_to", "owner", "state", "outcome")),
            sa.Column("due", sa.Date(), nullable=False),
            sa.Column("meeting", sa.Date(), nullable=False),
        ),
    }[table]
    op.create_table(
        table,
        _text("programme"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _text("domain"),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        *own,
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f(f"fk_{table}_programme_seq"),
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f(f"pk_{table}")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


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
