"""A mapping of a foreign layout requires two persons: the trail refuses any other acceptance of one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TWO_PERSONS = "two persons needed in audit"
ONE = "NEW.action = 'map'"
"""What earlier releases wrote when one person kept a mapping."""
LAST = (
    "(SELECT lower({person}) FROM audit a WHERE a.programme = NEW.programme AND a.subject = NEW.subject"
    " AND a.action = 'map-propose' ORDER BY a.id DESC LIMIT 1)"
)


def upgrade() -> None:
    """Add the rule that refuses an acceptance by the proposer."""
    connection = op.get_bind()
    made = _postgresql() if connection.dialect.name == "postgresql" else _sqlite()
    for statement in made:
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop the rule."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS mapping_persons ON audit")
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS audit_mapping_persons")
    else:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_mapping_persons")


def _wrong(collated: str) -> str:
    """The condition for refusal: nobody proposed the mapping, or the same person did."""
    last = LAST.format(person=f"a.person{collated}")
    same = f"coalesce({last} = lower(NEW.person{collated}), TRUE)"
    return f"{ONE} OR NEW.action = 'map-accept' AND {same}"


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{TWO_PERSONS}'); END"
    return [
        "DROP TRIGGER IF EXISTS audit_mapping_persons",
        f"CREATE TRIGGER audit_mapping_persons BEFORE INSERT ON audit WHEN {_wrong('')} {refuse}",
    ]


def _postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{TWO_PERSONS}' USING ERRCODE = 'integrity_constraint_violation'"
    function = "CREATE OR REPLACE FUNCTION audit_mapping_persons() RETURNS trigger LANGUAGE plpgsql"
    wrong = _wrong(' COLLATE "C"')
    run = "FOR EACH ROW EXECUTE FUNCTION audit_mapping_persons()"
    return [
        f"{function} AS $$ BEGIN IF {wrong} THEN {refuse}; END IF; RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER mapping_persons BEFORE INSERT ON audit {run}",
    ]
