"""Append only: triggers refuse to change, delete or misplace submissions and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "acceptances", "audit", "booking_ends", "booking_suppliers", "bookings", "commitment_totals",
    "commitments", "corrections", "day_totals", "decisions", "month_totals", "partners", "plan_lines",
    "plan_versions", "progress", "rejections", "signatures", "snapshots", "statement_codes", "statements",
    "steering_actions", "steering_closings", "submissions", "withdrawals",
)  # fmt: skip
"""All of them: the program only ever adds rows."""

FITTING = {
    "acceptances": "EXISTS (SELECT 1 FROM submissions s WHERE s.id = NEW.submission"
    " AND s.programme = NEW.programme)"
    " AND NOT EXISTS (SELECT 1 FROM rejections r WHERE r.submission = NEW.submission)",
    "rejections": "NOT EXISTS (SELECT 1 FROM acceptances a WHERE a.submission = NEW.submission)",
    "booking_ends": "EXISTS (SELECT 1 FROM bookings b WHERE b.id = NEW.booking"
    " AND b.programme = NEW.programme)",
    "corrections": "EXISTS (SELECT 1 FROM snapshots n JOIN snapshots o ON o.programme = n.programme"
    " WHERE n.id = NEW.snapshot AND o.id = NEW.replaces)",
    "signatures": "NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.snapshot = NEW.snapshot)",
    "withdrawals": "NOT EXISTS (SELECT 1 FROM signatures s WHERE s.snapshot = NEW.snapshot)",
}
"""What a new row must agree with beyond its foreign keys: its programme, and one decision only."""

APPEND_ONLY = "append only: a row of {} is never changed or erased"
MISPLACED = "a row of {} contradicts what it belongs to"


def upgrade() -> None:
    """Create the triggers."""
    statements = _postgresql() if op.get_bind().dialect.name == "postgresql" else _sqlite()
    for statement in statements:
        op.get_bind().execute(sa.text(statement))


def downgrade() -> None:
    """Drop the triggers."""
    connection = op.get_bind()
    for table in TABLES:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS append_only ON {table}")
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS fitting ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_fitting")
        else:
            for name in ("no_update", "no_delete", "no_replace", "fitting"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{name}")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS append_only")


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    made = []
    for table in TABLES:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}'); END"
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {_same_key(table)})"
        made += [
            *_trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"),
            *_trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}"),
            *_trigger(f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {found} {refuse}"),
        ]
    for table, fits in FITTING.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MISPLACED.format(table)}'); END"
        made += _trigger(f"{table}_fitting", f"BEFORE INSERT ON {table} WHEN NOT ({fits}) {refuse}")
    return made


def _trigger(name: str, body: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {body}"]


def _same_key(table: str) -> str:
    inspector = sa.inspect(op.get_bind())
    keys = [inspector.get_pk_constraint(table)["constrained_columns"]]
    keys += [unique["column_names"] for unique in inspector.get_unique_constraints(table)]
    same = [" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys]
    return " OR ".join(f"({one})" for one in same)


def _postgresql() -> list[str]:
    made = [_function("append_only", f"{_raise(APPEND_ONLY.format('%'), ', TG_TABLE_NAME')};")]
    events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    for table in TABLES:
        run = "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        made.append(f"CREATE OR REPLACE TRIGGER append_only {events} ON {table} {run}")
    for table, fits in FITTING.items():
        run = f"FOR EACH ROW EXECUTE FUNCTION {table}_fitting()"
        refuse = f"IF NOT ({fits}) THEN {_raise(MISPLACED.format(table))}; END IF; RETURN NEW;"
        made.append(_function(f"{table}_fitting", refuse))
        made.append(f"CREATE OR REPLACE TRIGGER fitting BEFORE INSERT ON {table} {run}")
    return made


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _raise(message: str, values: str = "") -> str:
    return f"RAISE EXCEPTION '{message}'{values} USING ERRCODE = 'integrity_constraint_violation'"
