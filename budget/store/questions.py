"""Questions to the board, as accepted, and every recorded answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from budget.model.questions import Answer, BoardQuestion, Option, QuestionKey, Verdict
from budget.store import audit_entries as entries
from budget.store.audit import record
from budget.store.bulk import next_id
from budget.store.schema import AnyRow, board_questions
from budget.store.schema_board import board_answers

Asked = tuple[QuestionKey, BoardQuestion]


def store_questions(
    connection: Connection, programme: str, seq: int, questions: Iterable[BoardQuestion]
) -> None:
    """Store the questions of acceptance `seq`; a question repeated unchanged is not stored again."""
    known_questions = {question for _, question in load_questions(connection, programme, seq)}
    fresh = (question for question in dict.fromkeys(questions) if question not in known_questions)
    rows = [
        {"programme": programme, "seq": seq, "n": n, **_fields(question)} for n, question in enumerate(fresh)
    ]
    if rows:
        connection.execute(insert(board_questions), rows)


def load_questions(connection: Connection, programme: str, known_at: int) -> tuple[Asked, ...]:
    """Every question accepted up to `known_at`, oldest acceptance first."""
    query = (
        select(board_questions)
        .where(board_questions.c.programme == programme, board_questions.c.seq <= known_at)
        .order_by(board_questions.c.seq, board_questions.c.n)
    )
    return tuple((QuestionKey(row.seq, row.n), _question(row)) for row in connection.execute(query))


def store_answer(connection: Connection, programme: str, answer: Answer, now: datetime) -> int:
    """Store an answer and return its number; earlier answers stay."""
    row = {
        "programme": programme,
        "question_seq": answer.question.seq,
        "question_n": answer.question.n,
        "verdict": answer.verdict.value,
        "choice": answer.choice,
        "text": answer.text,
        "decided_by": answer.decided_by,
        "decided_on": answer.on,
        "action": answer.action,
        "recorded_by": answer.recorded_by,
        "recorded_at": now,
    }
    number = next_id(connection, board_answers, programme)
    connection.execute(insert(board_answers), {"id": number, **row})
    record(connection, programme, entries.answered({"id": number, **row}))
    return number


def load_answers(
    connection: Connection, programme: str, known_on: datetime
) -> tuple[tuple[int, Answer], ...]:
    """Number and answer of everything recorded on or before `known_on`, in that order."""
    query = (
        select(board_answers)
        .where(board_answers.c.programme == programme, board_answers.c.recorded_at <= known_on)
        .order_by(board_answers.c.id)
    )
    return tuple((row.id, _answer(row)) for row in connection.execute(query))


def _fields(question: BoardQuestion) -> dict[str, object]:
    options = [[option.text, option.effect] for option in question.options]
    return {
        "code": question.code,
        "text": question.text,
        "options": json.dumps(options, ensure_ascii=False),
        "owner": question.owner,
        "meeting": question.meeting,
    }


def _question(row: AnyRow) -> BoardQuestion:
    options = tuple(Option(text, effect) for text, effect in json.loads(row.options))
    return BoardQuestion(row.code, row.text, options, row.owner, row.meeting)


def _answer(row: AnyRow) -> Answer:
    return Answer(
        QuestionKey(row.question_seq, row.question_n), Verdict(row.verdict), row.choice, row.text,
        row.decided_by, row.decided_on, row.recorded_by, row.action,
    )  # fmt: skip
