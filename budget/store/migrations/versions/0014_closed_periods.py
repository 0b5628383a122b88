"""Closed years and months: two persons close them; after that no figure in them changes."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SMALL = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
ASCII = "".join(map(chr, range(ord(" "), ord("~") + 1)))
KEYS = {
    "period_proposals": (("id",), ("id", "proposed_by")),
    "period_decisions": (("proposal",),),
    "moved_bookings": (("booking", "ends"),),
}
PERSONS = {"period_proposals": "proposed_by", "period_decisions": "decided_by"}
APPEND_ONLY = "append only: a row of {} is never changed or erased"
NO_PERSON = "no id of a person in {}"
TWO_PERSONS = "two persons needed in period_decisions"
UNKNOWN = "unknown person in period_decisions"
CLOSED = "closed period: {} never changes"
PROGRAMME = "(SELECT programme FROM period_proposals WHERE id = NEW.proposal)"
CLOSED_FOR = {
    "day_totals": "p.month = 0 AND p.year = NEW.fiscal_year OR {day}",
    "month_totals": "p.month = 0 AND p.year = NEW.fiscal_year OR {day}",
    "commitment_totals": "p.month = 0 AND p.year = NEW.fiscal_year",
    "statements": "NEW.states_commitments AND (p.month = 0 AND p.year = {year} OR {day})",
    "plan_lines": "p.month = 0 AND p.year = NEW.year AND NOT EXISTS (SELECT 1 FROM plan_lines o"
    " WHERE o.programme = NEW.programme AND o.domain = NEW.domain AND o.code = NEW.code"
    " AND o.source = NEW.source AND o.theme = NEW.theme AND o.year = NEW.year AND o.budget = NEW.budget"
    " AND o.seq = (SELECT max(v.seq) FROM plan_versions v WHERE v.programme = NEW.programme"
    " AND v.domain = NEW.domain AND v.seq < NEW.seq))",
}
"""Per table what a closed period `p` refuses; {day} and {year} are of the day of the row."""
DAYS = {"day_totals": "day", "month_totals": "month_end", "statements": "date"}


def upgrade() -> None:
    """Create the tables with the usual triggers, the rule of two persons, and the rule on closed periods."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("period_proposals"):
        _create()
    made = _postgresql() if connection.dialect.name == "postgresql" else _sqlite()
    for statement in made:
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the rule, then the tables with their own triggers."""
    connection = op.get_bind()
    for table in CLOSED_FOR:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS closed_period ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_closed_period")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_closed_period")
    for table in ("moved_bookings", "period_decisions", "period_proposals"):
        op.drop_table(table)


def _create() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "period_proposals",
        sa.Column("id", number, nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_proposals")),
        sa.UniqueConstraint("id", "proposed_by", name=op.f("uq_period_proposals_id_proposed_by")),
        sa.CheckConstraint("month BETWEEN 0 AND 12", name=op.f("ck_period_proposals_month_or_year")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_period_proposals_has_reason")),
    )
    op.create_table(
        "period_decisions",
        sa.Column("proposal", number, autoincrement=False, nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("known_at", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal", "proposed_by"],
            ["period_proposals.id", "period_proposals.proposed_by"],
            name=op.f("fk_period_decisions_proposal_proposed_by"),
        ),
        sa.PrimaryKeyConstraint("proposal", name=op.f("pk_period_decisions")),
        sa.CheckConstraint(
            "NOT accepted OR decided_by <> proposed_by", name=op.f("ck_period_decisions_two_persons")
        ),
        sa.CheckConstraint("accepted OR length(reason) > 0", name=op.f("ck_period_decisions_has_reason")),
    )
    op.create_table(
        "moved_bookings",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("booking", number, autoincrement=False, nullable=False),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.Column("counts_year", sa.Integer(), nullable=False),
        sa.Column("counts_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_moved_bookings_programme_seq"),
        ),
        sa.ForeignKeyConstraint(["booking"], ["bookings.id"], name=op.f("fk_moved_bookings_booking")),
        sa.PrimaryKeyConstraint("booking", "ends", name=op.f("pk_moved_bookings")),
    )


def _is_closed(table: str, year: str, month: str) -> str:
    """SQL condition: the row would change a closed period (the last accepted act on it closed it)."""
    day = f"p.month > 0 AND p.year = {year} AND p.month = {month}"
    match = CLOSED_FOR[table].format(day=day, year=year)
    return (
        "EXISTS (SELECT 1 FROM period_proposals p JOIN period_decisions d ON d.proposal = p.id AND d.accepted"
        f" WHERE p.programme = NEW.programme AND p.closes AND ({match}) AND NOT EXISTS (SELECT 1"
        " FROM period_proposals q JOIN period_decisions e ON e.proposal = q.id AND e.accepted"
        " WHERE q.programme = p.programme AND q.year = p.year AND q.month = p.month AND q.id > p.id))"
    )


def _nobody(folded: str) -> str:
    """SQL condition: unknown second person, checked only once the people of the programme are recorded."""
    same = f"{folded.format('n.person')} = {folded.format('NEW.decided_by')}"
    known = f"EXISTS (SELECT 1 FROM people n WHERE n.programme = {PROGRAMME})"
    return f"{known} AND NOT EXISTS (SELECT 1 FROM people n WHERE n.programme = {PROGRAMME} AND {same})"


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    made = []
    for table, keys in KEYS.items():
        refuse = _abort(APPEND_ONLY.format(table))
        same = " OR ".join(f"({' AND '.join(f'{name} = NEW.{name}' for name in key)})" for key in keys)
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        made += _trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}")
        made += _trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}")
        made += _trigger(f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {found} {refuse}")
    for table, name in PERSONS.items():
        strange = (
            f"typeof(NEW.{name}) <> 'text' OR NEW.{name} <> trim(NEW.{name}) OR NEW.{name} = ''"
            f" OR instr(NEW.{name}, '  ') > 0 OR instr(NEW.{name}, char(0)) > 0"
            f" OR NEW.{name} GLOB '*[^ -~{SMALL}]*'"
        )
        made += _guard(table, "persons", strange, NO_PERSON.format(table))
    one = "NEW.accepted AND lower(NEW.decided_by) = lower(NEW.proposed_by)"
    made += _guard("period_decisions", "two_persons", one, TWO_PERSONS)
    made += _guard("period_decisions", "known_person", f"NEW.accepted AND {_nobody('lower({})')}", UNKNOWN)
    for table in CLOSED_FOR:
        day = f"NEW.{DAYS.get(table, 'seq')}"
        year, month = (f"CAST(strftime('{sign}', {day}) AS INTEGER)" for sign in ("%Y", "%m"))
        made += _guard(table, "closed_period", _is_closed(table, year, month), CLOSED.format(table))
    return made


def _guard(table: str, name: str, wrong: str, message: str) -> list[str]:
    return _trigger(f"{table}_{name}", f"BEFORE INSERT ON {table} WHEN {wrong} {_abort(message)}")


def _abort(message: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _trigger(name: str, body: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {body}"]


def _postgresql() -> list[str]:
    """Uses the function `append_only` that an earlier migration made."""
    signs = (
        (ASCII + SMALL)
        .replace("'", "''")
        .replace(":", "' || chr(58) || '")
        .replace("\\", "' || chr(92) || '")
    )
    made = [
        f"CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        for table in KEYS
    ]
    for table, name in PERSONS.items():
        strange = (
            f"NEW.{name} = '' OR NEW.{name} <> btrim(NEW.{name}) OR strpos(NEW.{name}, '  ') > 0"
            f" OR translate(NEW.{name}, '{signs}', '') <> ''"
        )
        made += _check(table, "persons", strange, NO_PERSON.format(table))
    folded = 'lower({} COLLATE "C")'
    one = f"NEW.accepted AND {folded.format('NEW.decided_by')} = {folded.format('NEW.proposed_by')}"
    made += _check("period_decisions", "two_persons", one, TWO_PERSONS)
    made += _check("period_decisions", "known_person", f"NEW.accepted AND {_nobody(folded)}", UNKNOWN)
    for table in CLOSED_FOR:
        year, month = (f"extract({part} FROM NEW.{DAYS.get(table, '')})" for part in ("YEAR", "MONTH"))
        made += _check(table, "closed_period", _is_closed(table, year, month), CLOSED.format(table))
    return made


def _check(table: str, name: str, wrong: str, message: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    function = f"CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql"
    run = f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
    return [
        f"{function} AS $$ BEGIN IF {wrong} THEN {refuse}; END IF; RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT ON {table} {run}",
    ]
