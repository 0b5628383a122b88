"""Questions to the board and their answers as the database keeps them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from budget.model import BudgetError, Content, SteeringAction
from budget.model.questions import Answer, Option, QuestionKey, Verdict
from budget.store.engine import Store
from budget.store.questions import load_answers, load_questions, store_answer
from budget.store.schema import board_questions
from budget.store.schema_board import board_answers
from budget.store.steering import store_action
from tests.store.samples import ID, JUNE, NOW, OCTOBER, deliver, line, plan, question

REFUSED = (IntegrityError, BudgetError)
LATER = datetime(2024, 7, 1)


def asked(store: Store, known_at: int = 99):
    with store.read() as connection:
        return load_questions(connection, ID, known_at)


def chosen(key: QuestionKey, choice: int | None = 1, **options) -> Answer:
    values = {"verdict": Verdict.OPTION, "text": "", "decided_by": "Dorpsraad", "on": JUNE}
    return Answer(key, choice=choice, recorded_by="sien", **{**values, **options})


def put(store: Store) -> QuestionKey:
    deliver(store, plan(line()))
    deliver(store, Content(questions=(question(),)))
    ((key, _),) = asked(store)
    return key


def answer_directly(store: Store, **changed) -> None:
    key = put(store)
    row = {
        "id": 1, "programme": ID, "question_seq": key.seq, "question_n": key.n, "verdict": "keuze",
        "choice": 0, "text": "", "decided_by": "Dorpsraad", "decided_on": JUNE, "action": None,
        "recorded_by": "sien", "recorded_at": LATER,
    }  # fmt: skip
    with store.write(ID) as connection:
        connection.execute(insert(board_answers), {**row, **changed})


def test_an_accepted_question_is_read_back_unchanged(store: Store) -> None:
    unknown = question("SPE-1", options=(Option("Ja"), Option("Nee", -5)), owner="sjoerd", meeting=None)
    deliver(store, plan(line()))
    deliver(store, Content(questions=(question(), unknown)))
    assert asked(store) == ((QuestionKey(2, 0), question()), (QuestionKey(2, 1), unknown))
    assert asked(store, known_at=1) == ()


def test_a_question_repeated_word_for_word_is_not_asked_again(store: Store) -> None:
    put(store)
    deliver(store, Content(questions=(question(), question(meeting=OCTOBER))))
    assert [key for key, _ in asked(store)] == [QuestionKey(2, 0), QuestionKey(3, 0)]


def test_every_answer_stays_in_the_order_of_recording(store: Store) -> None:
    key = put(store)
    with store.write(ID) as connection:
        first = store_answer(connection, ID, chosen(key), LATER)
        second = store_answer(connection, ID, chosen(key, 0, text="Toch niet."), LATER)
    with store.read() as connection:
        assert load_answers(connection, ID, NOW) == ()
        assert load_answers(connection, ID, LATER) == (
            (first, chosen(key)),
            (second, chosen(key, 0, text="Toch niet.")),
        )


def test_the_database_allows_an_answer_to_a_question_that_was_accepted(store: Store) -> None:
    answer_directly(store)


@pytest.mark.parametrize(
    "changed",
    [
        {"question_seq": 99},
        {"question_n": 1},
        {"programme": "ander"},
        {"verdict": "keuze", "choice": None},
        {"verdict": "anders", "choice": 0},
        {"verdict": "anders", "choice": None, "text": ""},
        {"decided_by": ""},
        {"recorded_by": ""},
        {"recorded_by": " sien"},
        {"action": 99},
    ],
)
def test_the_database_refuses_an_inconsistent_answer(store: Store, changed: dict) -> None:
    with pytest.raises(REFUSED):
        answer_directly(store, **changed)


def test_the_database_refuses_a_decision_carried_out_in_another_programme(store: Store) -> None:
    action = SteeringAction(0, "GRO", "Werk", "gea", date(2024, 9, 1), None, None, JUNE)
    with store.write("ander") as connection:
        number = store_action(connection, "ander", action, "gea", NOW)
    with pytest.raises(REFUSED):
        answer_directly(store, action=number)


def test_the_database_refuses_a_question_that_no_second_person_accepted(store: Store) -> None:
    row = {
        "seq": 1,
        "n": 0,
        "code": "GRO-1",
        "text": "Mag dit?",
        "options": "[]",
        "owner": "",
        "meeting": None,
    }
    with pytest.raises(REFUSED), store.write(ID) as connection:
        connection.execute(insert(board_questions), {"programme": ID, **row})
