"""Questions to the board, added by acceptances, and the board's answers: both append only."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SMALL = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżž"
ASCII = "".join(map(chr, range(ord(" "), ord("~") + 1)))
KEYS = {"board_questions": ("programme", "seq", "n"), "board_answers": ("id",)}
FITS = (
    "NEW.action IS NULL OR EXISTS (SELECT 1 FROM steering_actions s WHERE s.id = NEW.action"
    " AND s.programme = NEW.programme)"
)
"""The action that carries out a decision is one of the same programme."""
APPEND_ONLY = "append only: a row of {} is never changed or erased"
MISPLACED = "a row of board_answers contradicts what it belongs to"
NO_PERSON = "no id of a person in board_answers"


def upgrade() -> None:
    """Create both tables with the triggers that every table has."""
    connection = op.get_bind()
    known = sa.inspect(connection)
    if not known.has_table("board_questions"):
        _create_questions()
    if not known.has_table("board_answers"):
        _create_answers()
    guards = _postgresql() if connection.dialect.name == "postgresql" else _sqlite()
    for statement in guards:
        connection.execute(sa.text(statement))


def downgrade() -> None:
    """Drop both tables with their triggers."""
    op.drop_table("board_answers")
    op.drop_table("board_questions")


def _create_questions() -> None:
    op.create_table(
        "board_questions",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=True),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_board_questions_has_text")),
        sa.ForeignKeyConstraint(
            ["programme", "seq"],
            ["acceptances.programme", "acceptances.seq"],
            name=op.f("fk_board_questions_programme_seq"),
        ),
        sa.PrimaryKeyConstraint("programme", "seq", "n", name=op.f("pk_board_questions")),
    )


def _create_answers() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "board_answers",
        sa.Column("id", number, nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("question_seq", sa.Integer(), nullable=False),
        sa.Column("question_n", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("action", number, nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(decided_by) > 0", name=op.f("ck_board_answers_has_board")),
        sa.CheckConstraint(
            "(verdict = 'keuze') = (choice IS NOT NULL)", name=op.f("ck_board_answers_choice_of_option")
        ),
        sa.CheckConstraint("choice IS NOT NULL OR length(text) > 0", name=op.f("ck_board_answers_says_what")),
        sa.ForeignKeyConstraint(
            ["programme", "question_seq", "question_n"],
            ["board_questions.programme", "board_questions.seq", "board_questions.n"],
            name=op.f("fk_board_answers_programme_question_seq_question_n"),
        ),
        sa.ForeignKeyConstraint(["action"], ["steering_actions.id"], name=op.f("fk_board_answers_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_answers")),
    )


def _sqlite() -> list[str]:
    """SQLite's REPLACE deletes without firing a DELETE trigger, so an existing key is refused on insert."""
    made = []
    for table, key in KEYS.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{APPEND_ONLY.format(table)}'); END"
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        found = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"
        made += [
            *_trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table} {refuse}"),
            *_trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table} {refuse}"),
            *_trigger(f"{table}_no_replace", f"BEFORE INSERT ON {table} WHEN {found} {refuse}"),
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MISPLACED}'); END"
    made += _trigger("board_answers_fitting", f"BEFORE INSERT ON board_answers WHEN NOT ({FITS}) {refuse}")
    strange = (
        "typeof(NEW.recorded_by) <> 'text' OR NEW.recorded_by <> trim(NEW.recorded_by) OR NEW.recorded_by = ''"
        " OR instr(NEW.recorded_by, '  ') > 0 OR instr(NEW.recorded_by, char(0)) > 0"
        f" OR NEW.recorded_by GLOB '*[^ -~{SMALL}]*'"
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{NO_PERSON}'); END"
    return made + _trigger("board_answers_persons", f"BEFORE INSERT ON board_answers WHEN {strange} {refuse}")


def _trigger(name: str, body: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {body}"]


def _postgresql() -> list[str]:
    """Uses the function `append_only` that an earlier migration made."""
    made = []
    for table in KEYS:
        run = "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        events = "BEFORE UPDATE OR DELETE OR TRUNCATE"
        made.append(f"CREATE OR REPLACE TRIGGER append_only {events} ON {table} {run}")
    made += _check("fitting", f"NOT ({FITS})", MISPLACED)
    signs = (
        (ASCII + SMALL)
        .replace("'", "''")
        .replace(":", "' || chr(58) || '")
        .replace("\\", "' || chr(92) || '")
    )
    strange = (
        "NEW.recorded_by = '' OR NEW.recorded_by <> btrim(NEW.recorded_by)"
        f" OR strpos(NEW.recorded_by, '  ') > 0 OR translate(NEW.recorded_by, '{signs}', '') <> ''"
    )
    return made + _check("persons", strange, NO_PERSON)


def _check(name: str, wrong: str, message: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    function = f"CREATE OR REPLACE FUNCTION board_answers_{name}() RETURNS trigger LANGUAGE plpgsql"
    run = f"FOR EACH ROW EXECUTE FUNCTION board_answers_{name}()"
    return [
        f"{function} AS $$ BEGIN IF {wrong} THEN {refuse}; END IF; RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE INSERT ON board_answers {run}",
    ]
