"""The outbox: mail messages to people, and each delivery step."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEYS = {"messages": (("id",), ("programme", "person", "kind", "key")), "mail_steps": (("message", "number"),)}
APPEND_ONLY = "append only: a row of {} is never changed or erased"


def upgrade() -> None:
    """Create the tables with the trigger that every table has."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("messages"):
        _create()
    for statement in _postgresql() if connection.dialect.name == "postgresql" else _sqlite():
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the tables with their triggers."""
    for table in reversed(KEYS):
        op.drop_table(table)


def _create() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    words = ("programme", "person", "kind", "key", "text", "page")
    op.create_table(
        "messages",
        sa.Column("id", number, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "programme", "person", "kind", "key", name=op.f("uq_messages_programme_person_kind_key")
        ),
    )
    op.create_table(
        "mail_steps",
        sa.Column("message", number, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_mail_steps_message")),
        sa.PrimaryKeyConstraint("message", "number", name=op.f("pk_mail_steps")),
    )


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    made = []
    for table, keys in KEYS.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}'); END"
        same = " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in keys)
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        for name, body in {
            "no_update": f"BEFORE UPDATE ON {table} {refuse}",
            "no_delete": f"BEFORE DELETE ON {table} {refuse}",
            "no_replace": f"BEFORE INSERT ON {table} WHEN {found} {refuse}",
        }.items():
            made += [f"DROP TRIGGER IF EXISTS {table}_{name}", f"CREATE TRIGGER {table}_{name} {body}"]
    return made


def _postgresql() -> list[str]:
    """Uses the function `append_only` that an earlier migration made."""
    return [
        f"CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        for table in KEYS
    ]
