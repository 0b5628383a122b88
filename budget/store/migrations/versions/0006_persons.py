"""Two persons: ids must be visible text, and an id in another case does not count as a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PERSONS = {
    "acceptances": ("submitted_by", "accepted_by"),
    "audit": ("person",),
    "rejections": ("rejected_by",),
    "signatures": ("proposed_by", "signed_by"),
    "snapshots": ("proposed_by",),
    "steering_actions": ("registered_by",),
    "steering_closings": ("closed_by",),
    "submissions": ("submitted_by",),
    "withdrawals": ("withdrawn_by",),
}
"""The columns with persons, per table; where there are two, they must be different persons."""

SMALL = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
"""The letters beside ASCII that an id may have. Capitals among them are refused: SQLite cannot fold them."""
ASCII = "".join(map(chr, range(ord(" "), ord("~") + 1)))
NO_PERSON = "no id of a person in {}"
TWO_PERSONS = "two persons needed in {}"


def upgrade() -> None:
    """Create the triggers."""
    connection = op.get_bind()
    for table, columns in PERSONS.items():
        if connection.dialect.name == "postgresql":
            made = _postgresql(table, columns)
        else:
            made = _sqlite(table, columns)
        for statement in made:
            connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the triggers."""
    connection = op.get_bind()
    for table in PERSONS:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS persons ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {table}_persons")
        else:
            for name in ("persons", "two_persons"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{name}")


def _sqlite(table: str, columns: tuple[str, ...]) -> list[str]:
    strange = " OR ".join(
        f"typeof(NEW.{name}) <> 'text' OR NEW.{name} <> trim(NEW.{name}) OR NEW.{name} = ''"
        f" OR instr(NEW.{name}, '  ') > 0 OR instr(NEW.{name}, char(0)) > 0"
        f" OR NEW.{name} GLOB '*[^ -~{SMALL}]*'"
        for name in columns
    )
    made = _trigger(f"{table}_persons", table, strange, NO_PERSON)
    if len(columns) > 1:
        one, other = columns
        made += _trigger(f"{table}_two_persons", table, f"lower(NEW.{one}) = lower(NEW.{other})", TWO_PERSONS)
    return made


def _trigger(name: str, table: str, wrong: str, message: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{message.format(table)}'); END"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {wrong} {refuse}",
    ]


def _postgresql(table: str, columns: tuple[str, ...]) -> list[str]:
    signs = (
        (ASCII + SMALL)
        .replace("'", "''")
        .replace(":", "' || chr(58) || '")
        .replace("\\", "' || chr(92) || '")
    )
    strange = " OR ".join(
        f"NEW.{name} = '' OR NEW.{name} <> btrim(NEW.{name}) OR strpos(NEW.{name}, '  ') > 0"
        f" OR translate(NEW.{name}, '{signs}', '') <> ''"
        for name in columns
    )
    body = f"IF {strange} THEN {_raise(NO_PERSON.format(table))}; END IF;"
    if len(columns) > 1:
        one, other = (f'lower(NEW.{name} COLLATE "C")' for name in columns)
        body += f" IF {one} = {other} THEN {_raise(TWO_PERSONS.format(table))}; END IF;"
    function = f"CREATE OR REPLACE FUNCTION {table}_persons() RETURNS trigger LANGUAGE plpgsql"
    run = f"FOR EACH ROW EXECUTE FUNCTION {table}_persons()"
    return [
        f"{function} AS $$ BEGIN {body} RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER persons BEFORE INSERT ON {table} {run}",
    ]


def _raise(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
