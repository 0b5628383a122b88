"""Known people: once a programme's people are recorded, a second person must be one of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SMALL = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
ASCII = "".join(map(chr, range(ord(" "), ord("~") + 1)))
SECOND = {
    "acceptances": ("accepted_by", "NEW.programme"),
    "signatures": ("signed_by", "(SELECT programme FROM snapshots WHERE id = NEW.snapshot)"),
}
"""The second person of a decision, and the programme it belongs to."""
APPEND_ONLY = "append only: a row of people is never changed or erased"
NO_PERSON = "no id of a person in people"
UNKNOWN = "unknown person in {}"


def upgrade() -> None:
    """Create the table with the triggers that every table has, and the rule of the second person."""
    connection = op.get_bind()
    if not sa.inspect(connection).has_table("people"):
        op.create_table(
            "people",
            sa.Column("programme", sa.Text(), nullable=False),
            sa.Column("person", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("programme", "person", name=op.f("pk_people")),
        )
    made = _postgresql() if connection.dialect.name == "postgresql" else _sqlite()
    for statement in made:
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the rule, then the table with its own triggers."""
    connection = op.get_bind()
    for table in SECOND:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS known_person ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_known_person")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_known_person")
    op.drop_table("people")


def _nobody(column: str, programme: str, folded: str) -> str:
    """Older databases, and programmes whose people are not recorded yet, keep working."""
    own = f"p.programme = {programme}"
    same = f"{folded.format('p.person')} = {folded.format(f'NEW.{column}')}"
    any_known = f"EXISTS (SELECT 1 FROM people p WHERE {own})"
    return f"{any_known} AND NOT EXISTS (SELECT 1 FROM people p WHERE {own} AND {same})"


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY}'); END"
    same = "p.programme = NEW.programme AND p.person = NEW.person"
    strange = (
        "typeof(NEW.person) <> 'text' OR NEW.person <> trim(NEW.person) OR NEW.person = ''"
        " OR instr(NEW.person, '  ') > 0 OR instr(NEW.person, char(0)) > 0"
        f" OR NEW.person GLOB '*[^ -~{SMALL}]*'"
    )
    no_person = f"BEGIN SELECT RAISE(ABORT, '{NO_PERSON}'); END"
    made = [
        *_trigger("people_no_update", f"BEFORE UPDATE ON people {refuse}"),
        *_trigger("people_no_delete", f"BEFORE DELETE ON people {refuse}"),
        *_trigger(
            "people_no_replace",
            f"BEFORE INSERT ON people WHEN EXISTS (SELECT 1 FROM people p WHERE {same}) {refuse}",
        ),
        *_trigger("people_persons", f"BEFORE INSERT ON people WHEN {strange} {no_person}"),
    ]
    for table, (column, programme) in SECOND.items():
        wrong = _nobody(column, programme, "lower({})")
        unknown = f"BEGIN SELECT RAISE(ABORT, '{UNKNOWN.format(table)}'); END"
        made += _trigger(f"{table}_known_person", f"BEFORE INSERT ON {table} WHEN {wrong} {unknown}")
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
    strange = (
        "NEW.person = '' OR NEW.person <> btrim(NEW.person) OR strpos(NEW.person, '  ') > 0"
        f" OR translate(NEW.person, '{signs}', '') <> ''"
    )
    made = [
        (
            "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON people"
            " FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        ),
        *_check("people", "persons", strange, NO_PERSON),
    ]
    for table, (column, programme) in SECOND.items():
        wrong = _nobody(column, programme, 'lower({} COLLATE "C")')
        made += _check(table, "known_person", wrong, UNKNOWN.format(table))
    return made


def _check(table: str, name: str, wrong: str, message: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    function = f"CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql"
    run = f"FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"
    return [
        f"{function} AS $$ BEGIN IF {wrong} THEN {refuse}; END IF; RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT ON {table} {run}",
    ]
