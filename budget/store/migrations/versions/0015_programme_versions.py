"""The versions of the programme: one person proposes a change, another one accepts it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SMALL = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
ASCII = "".join(map(chr, range(ord(" "), ord("~") + 1)))
KEYS = {
    "programme_proposals": ("id",),
    "programme_refusals": ("proposal",),
    "programme_versions": ("programme", "version"),
}
PERSONS = {
    "programme_proposals": "proposed_by",
    "programme_refusals": "refused_by",
    "programme_versions": "recorded_by",
}
APPEND_ONLY = "append only: a row of {} is never changed or erased"
NO_PERSON = "no id of a person in {}"
TWO_PERSONS = "two persons needed in programme_versions"


def upgrade() -> None:
    """Create the tables with the triggers that every table has, and the rule of the second person."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("programme_versions"):
        _create()
    for statement in _postgresql() if connection.dialect.name == "postgresql" else _sqlite():
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the tables with their triggers."""
    for table in reversed(KEYS):
        op.drop_table(table)
        if op.get_bind().dialect.name == "postgresql":
            for name in ("persons", "two_persons"):
                op.execute(f"DROP FUNCTION IF EXISTS {table}_{name}")


def _create() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "programme_proposals",
        sa.Column("id", number, nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("base > 0", name=op.f("ck_programme_proposals_has_base")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_proposals")),
    )
    op.create_index(op.f("ix_programme_proposals_programme"), "programme_proposals", ["programme"])
    proposal = ["programme_proposals.id"]
    op.create_table(
        "programme_refusals",
        sa.Column("proposal", number, autoincrement=False, nullable=False),
        sa.Column("refused_by", sa.Text(), nullable=False),
        sa.Column("refused_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_programme_refusals_has_reason")),
        sa.ForeignKeyConstraint(["proposal"], proposal, name=op.f("fk_programme_refusals_proposal")),
        sa.PrimaryKeyConstraint("proposal", name=op.f("pk_programme_refusals")),
    )
    first = op.f("ck_programme_versions_first_or_proposed")
    op.create_table(
        "programme_versions",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal", number, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(version = 1) = (proposal IS NULL)", name=first),
        sa.CheckConstraint("version > 0", name=op.f("ck_programme_versions_counts_from_one")),
        sa.ForeignKeyConstraint(["proposal"], proposal, name=op.f("fk_programme_versions_proposal")),
        sa.PrimaryKeyConstraint("programme", "version", name=op.f("pk_programme_versions")),
        sa.UniqueConstraint("proposal", name=op.f("uq_programme_versions_proposal")),
    )


def _not_by_two(folded: str) -> str:
    """The condition for refusal: no open proposal by another person on the previous version."""
    return (
        "NEW.version > 1 AND NOT EXISTS (SELECT 1 FROM programme_proposals p"
        " WHERE p.id = NEW.proposal AND p.programme = NEW.programme AND p.text = NEW.text"
        " AND p.base = NEW.version - 1"
        f" AND {folded.format('p.proposed_by')} <> {folded.format('NEW.recorded_by')}"
        " AND NOT EXISTS (SELECT 1 FROM programme_refusals r WHERE r.proposal = p.id)"
        " AND EXISTS (SELECT 1 FROM programme_versions v"
        " WHERE v.programme = p.programme AND v.version = p.base))"
    )


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    made = []
    for table, key in KEYS.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}'); END"
        same = " AND ".join(f"{name} = NEW.{name}" for name in key)
        made += _trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}")
        made += _trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}")
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        made += _trigger(f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {found} {refuse}")
        who = f"NEW.{PERSONS[table]}"
        strange = (
            f"typeof({who}) <> 'text' OR {who} <> trim({who}) OR {who} = '' OR instr({who}, '  ') > 0"
            f" OR instr({who}, char(0)) > 0 OR {who} GLOB '*[^ -~{SMALL}]*'"
        )
        no_person = f"BEGIN SELECT RAISE(ABORT, '{NO_PERSON.format(table)}'); END"
        made += _trigger(f"{table}_persons", f"BEFORE INSERT ON {table} WHEN {strange} {no_person}")
    wrong = f"BEGIN SELECT RAISE(ABORT, '{TWO_PERSONS}'); END"
    same = "EXISTS (SELECT 1 FROM programme_versions WHERE proposal = NEW.proposal)"
    table = "programme_versions"
    made += _trigger(
        f"{table}_two_persons", f"BEFORE INSERT ON {table} WHEN {_not_by_two('lower({})')} OR {same} {wrong}"
    )
    return made


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
    made = []
    for table, column in PERSONS.items():
        who = f"NEW.{column}"
        strange = (
            f"{who} = '' OR {who} <> btrim({who}) OR strpos({who}, '  ') > 0"
            f" OR translate({who}, '{signs}', '') <> ''"
        )
        made += [
            (
                f"CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            ),
            *_check(table, "persons", strange, NO_PERSON.format(table)),
        ]
    return made + _check(
        "programme_versions", "two_persons", _not_by_two('lower({} COLLATE "C")'), TWO_PERSONS
    )


def _check(table: str, name: str, wrong: str, message: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    function = f"CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql"
    run = f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
    return [
        f"{function} AS $$ BEGIN IF {wrong} THEN {refuse}; END IF; RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT ON {table} {run}",
    ]
