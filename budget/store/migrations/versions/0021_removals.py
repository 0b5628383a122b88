"""Suppliers can be removed, and nothing else, once two persons have recorded that in the trail."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

APPEND_ONLY = "append only: a row of {} is never changed or erased"
SAID = (
    "EXISTS (SELECT 1 FROM audit r JOIN audit p ON p.programme = r.programme AND p.subject = r.subject"
    " AND p.action = 'remove-propose' AND p.id < r.id AND p.person <> r.person"
    " WHERE r.action = 'remove' AND r.programme = OLD.programme AND r.subject = 'submission ' || {})"
)
SAME = ("id", "programme", "file", "sha256", "kinds", "domains", "base", "submitted_by", "submitted_at")
"""The columns of a submission that stay as they are; its bytes go, and what was read of it loses suppliers."""
KEPT = " AND ".join(f"NEW.{name} = OLD.{name}" for name in SAME)
MAY_CHANGE = f"length(NEW.data) = 0 AND {KEPT} AND {SAID.format('OLD.id')}"
MAY_GO = (
    "EXISTS (SELECT 1 FROM acceptances a WHERE a.programme = OLD.programme AND a.seq = OLD.seq"
    f" AND {SAID.format('a.submission')})"
)


def upgrade() -> None:
    """Let two triggers allow a removal; all others stay."""
    connection = op.get_bind()
    for statement in _postgresql() if connection.dialect.name == "postgresql" else _sqlite():
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Make both triggers refuse every change again."""
    connection = op.get_bind()
    for table, event in (("submissions", "UPDATE"), ("booking_suppliers", "DELETE")):
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS append_only_change ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_append_only")
            connection.exec_driver_sql(_whole(table, "UPDATE OR DELETE OR TRUNCATE"))
        else:
            name, refuse = (
                f"{table}_no_{event.lower()}",
                f"SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}')",
            )
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN {refuse}; END")


def _whole(table: str, events: str) -> str:
    """The statement-level trigger."""
    made = f"CREATE OR REPLACE TRIGGER append_only BEFORE {events} ON {table}"
    return f"{made} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"


def _sqlite() -> list[str]:
    made = []
    for table, event, may in (
        ("submissions", "update", MAY_CHANGE),
        ("booking_suppliers", "delete", MAY_GO),
    ):
        refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}'); END"
        made += [
            f"DROP TRIGGER IF EXISTS {table}_no_{event}",
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} WHEN NOT ({may}) {refuse}",
        ]
    return made


def _postgresql() -> list[str]:
    """The statement-level trigger keeps its name for the events that are still refused."""
    made = []
    for table, event, others, may in (
        ("submissions", "UPDATE", "DELETE OR TRUNCATE", MAY_CHANGE),
        ("booking_suppliers", "DELETE", "UPDATE OR TRUNCATE", MAY_GO),
    ):
        raised = f"RAISE EXCEPTION '{APPEND_ONLY.format(table)}'"
        back = "NEW" if event == "UPDATE" else "OLD"
        body = (
            f"IF NOT ({may}) THEN {raised} USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            f" RETURN {back};"
        )
        function = f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql"
        each = f"CREATE OR REPLACE TRIGGER append_only_change BEFORE {event} ON {table}"
        made += [
            f"{function} AS $$ BEGIN {body} END $$",
            _whole(table, others),
            f"{each} FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        ]
    return made
