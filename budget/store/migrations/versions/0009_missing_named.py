"""A signature requires both persons to confirm missing bookings; an own forecast can be withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NOT_NAMED = "both persons must name what is missing before a snapshot is signed"


def upgrade() -> None:
    """Add trigger and column. Earlier snapshots count as complete, earlier forecasts as not withdrawn."""
    connection = op.get_bind()
    if "withdrawn" not in {column["name"] for column in sa.inspect(connection).get_columns("progress")}:
        op.add_column("progress", sa.Column("withdrawn", sa.Integer(), nullable=True))
    made = _postgresql() if connection.dialect.name == "postgresql" else _sqlite()
    for statement in made:
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("progress", "withdrawn")
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DROP TRIGGER IF EXISTS missing_named ON signatures"))
        connection.execute(sa.text("DROP FUNCTION IF EXISTS signatures_missing_named()"))
    else:
        connection.execute(sa.text("DROP TRIGGER IF EXISTS signatures_missing_named"))


def _sqlite() -> list[str]:
    """Content that is not JSON counts as complete: no release can read or show it."""
    content = "CASE WHEN json_valid(s.content) THEN s.content ELSE '{}' END"
    said = (
        "SELECT 1 FROM audit a, json_each(a.detail, '$.missing') named WHERE a.programme = s.programme"
        " AND a.action = 'missing' AND a.subject = 'snapshot ' || s.id AND a.person = p.person"
        " AND json_extract(a.detail, '$.sha256') = s.sha256"
        " AND named.value = json_extract(m.value, '$.domain')"
    )
    wrong = (
        f"EXISTS (SELECT 1 FROM snapshots s, json_each({content}, '$.missing') m,"
        " (SELECT NEW.proposed_by AS person UNION SELECT NEW.signed_by) p"
        f" WHERE s.id = NEW.snapshot AND m.type = 'object' AND NOT EXISTS ({said}))"
    )
    made = (
        f"CREATE TRIGGER signatures_missing_named BEFORE INSERT ON signatures WHEN {wrong}"
        f" BEGIN SELECT RAISE(ABORT, '{NOT_NAMED}'); END"
    )
    return ["DROP TRIGGER IF EXISTS signatures_missing_named", made]


def _postgresql() -> list[str]:
    said = (
        "SELECT 1 FROM audit a, json_array_elements_text(a.detail\\:\\:json -> 'missing') named(code)"
        " WHERE a.programme = s.programme AND a.action = 'missing' AND a.subject = 'snapshot ' || s.id"
        " AND a.person = p.person AND a.detail\\:\\:json ->> 'sha256' = s.sha256"
        " AND named.code = m.item ->> 'domain'"
    )
    wrong = (
        "EXISTS (SELECT 1 FROM snapshots s, json_array_elements(listed) m(item),"
        " (VALUES (NEW.proposed_by), (NEW.signed_by)) p(person)"
        f" WHERE s.id = NEW.snapshot AND NOT EXISTS ({said}))"
    )
    refuse = f"RAISE EXCEPTION '{NOT_NAMED}' USING ERRCODE = 'integrity_constraint_violation'"
    read = (
        "BEGIN SELECT content\\:\\:json -> 'missing' INTO listed FROM snapshots WHERE id = NEW.snapshot;"
        " EXCEPTION WHEN invalid_text_representation THEN listed \\:= NULL; END;"
        " IF listed IS NULL OR json_typeof(listed) <> 'array' THEN RETURN NEW; END IF;"
    )
    function = (
        "CREATE OR REPLACE FUNCTION signatures_missing_named() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" DECLARE listed json; BEGIN {read} IF {wrong} THEN {refuse}; END IF; RETURN NEW; END $$"
    )
    trigger = (
        "CREATE OR REPLACE TRIGGER missing_named BEFORE INSERT ON signatures"
        " FOR EACH ROW EXECUTE FUNCTION signatures_missing_named()"
    )
    return [function, trigger]
