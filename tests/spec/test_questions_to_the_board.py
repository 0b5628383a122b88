"""A question to the board: from the budget holder to page 1, to the decision, and to the next meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.model import BudgetError, Content, SteeringAction
from budget.model.questions import Answer, FollowUp, Option, Question, Verdict
from budget.model.words import AgendaGround
from budget.snapshot.content import Content as Frozen
from budget.store.engine import Store
from budget.usecases import steer as steering
from budget.usecases.decide import load_decided, record_decision
from budget.usecases.verify import verify
from tests.snapshot.history import (
    PROPOSED,
    PROPOSED_2,
    SIGNED_2,
    first_half,
    freeze,
    frozen,
    second_half,
    sign,
)
from tests.store.samples import (
    AUGUST_END,
    DECEMBER,
    JUNE,
    OCTOBER,
    PROGRAMME,
    accept,
    deliver,
    question,
    submit,
)

JULY = datetime(2024, 7, 1, 10)


def first_page(store: Store, meeting: date = JUNE) -> tuple[Question, ...]:
    as_of, at = (AUGUST_END, PROPOSED_2) if meeting == OCTOBER else (date(2024, 5, 31), PROPOSED)
    freeze(store, meeting, as_of, at)
    return frozen(store, meeting).questions


def chosen(asked: Question, **options) -> Answer:
    values = {"verdict": Verdict.OPTION, "choice": 1, "text": "", "decided_by": "Dorpsraad", "on": JUNE}
    return Answer(asked.key, **{**values, **options})


def work(**options) -> SteeringAction:
    values = {"text": "Geld regelen", "owner": "gea", "due": date(2024, 9, 1), "expected": None}
    return SteeringAction(0, "GRO", meeting=JUNE, registered_on=date(2024, 7, 1), **{**values, **options})


def decide(store: Store, action: SteeringAction | None = None, **options) -> Question:
    """The question was asked in June, and answered after the meeting with option B."""
    first_half(store)
    deliver(store, Content(questions=(question(),)))
    (asked,) = first_page(store)
    sign(store)
    record_decision(store, PROGRAMME, asked, chosen(asked, **options), action, "sien", JULY)
    return asked


def in_october(store: Store) -> Frozen:
    second_half(store)
    freeze(store, OCTOBER, AUGUST_END, PROPOSED_2)
    return frozen(store, OCTOBER)


def test_a_question_counts_only_when_a_second_person_accepted_it(store: Store) -> None:
    first_half(store)
    waiting = submit(store, Content(questions=(question(),)))
    assert first_page(store) == ()
    with pytest.raises(BudgetError, match="zelf ingediend"):
        accept(store, waiting.id, person="cor")


def test_the_snapshot_has_the_question_with_options_owner_and_deadline(store: Store) -> None:
    first_half(store)
    accept(store, submit(store, Content(questions=(question(),)), person="gea").id)
    (asked,) = first_page(store)
    assert (asked.domain, asked.line, asked.owner) == ("GRO", "Werk aan GRO-1", "Gea Groen")
    assert asked.options == (Option("Wachtlijst", 0), Option("Extra geld", 25_000_00))
    assert (asked.asked_by, asked.accepted_by) == ("Gea Groen", "Cato Controle")
    assert asked.is_open


def test_the_person_named_in_the_sheet_owns_the_question(store: Store) -> None:
    first_half(store)
    deliver(store, Content(questions=(question(owner="mo"),)))
    assert first_page(store)[0].owner == "Mo Manager"


@pytest.mark.parametrize(("meeting", "stands"), [(None, True), (JUNE, True), (OCTOBER, False)])
def test_a_question_waits_for_its_own_meeting(store: Store, meeting: date | None, stands: bool) -> None:
    first_half(store)
    deliver(store, Content(questions=(question(meeting=meeting),)))
    assert bool(first_page(store)) is stands


def test_a_domain_with_a_question_is_on_the_agenda_whatever_its_colour(store: Store) -> None:
    first_half(store)
    deliver(store, Content(questions=(question("SPE-1"),)))
    first_page(store)
    (item,) = frozen(store, JUNE).agenda.items
    assert (item.domain, item.reasons[0].ground) == ("SPE", AgendaGround.QUESTION)


def test_a_question_without_an_answer_comes_back_at_the_next_meeting(store: Store) -> None:
    first_half(store)
    deliver(store, Content(questions=(question(),)))
    first_page(store)
    sign(store)
    (asked,) = in_october(store).questions
    assert asked.is_open
    assert (asked.is_late(JUNE), asked.is_late(OCTOBER)) == (False, True)


def test_only_who_may_record_for_the_board_records_its_decision(store: Store) -> None:
    first_half(store)
    deliver(store, Content(questions=(question(),)))
    (asked,) = first_page(store)
    for person in ("gea", "mo", "bo"):
        with pytest.raises(BudgetError, match="mag niet"):
            record_decision(store, PROGRAMME, asked, chosen(asked), None, person, JULY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"choice": 2},
        {"choice": -1},
        {"choice": None},
        {"verdict": Verdict.OTHER, "choice": None},
        {"verdict": Verdict.OTHER, "text": "Iets"},
        {"decided_by": " "},
        {"on": date(2024, 7, 2)},
    ],
)
def test_an_incomplete_decision_is_not_recorded(store: Store, wrong: dict) -> None:
    first_half(store)
    deliver(store, Content(questions=(question(),)))
    (asked,) = first_page(store)
    with pytest.raises(BudgetError):
        record_decision(store, PROGRAMME, asked, chosen(asked, **wrong), work(), "sien", JULY)
    assert not load_decided(store, PROGRAMME, VISITOR, JULY).actions


def test_the_next_snapshot_says_what_was_decided_by_whom_and_when(store: Store) -> None:
    decide(store, text="Uit de reserve.")
    (asked,) = in_october(store).questions
    answer = asked.answer
    assert answer is not None
    assert (answer.choice, answer.text, answer.decided_by, answer.on) == (
        1,
        "Uit de reserve.",
        "Dorpsraad",
        JUNE,
    )
    assert answer.recorded_by == "Sien Secretaris"
    assert not asked.is_open


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (date(2024, 8, 30), FollowUp.LATE),
        (AUGUST_END, FollowUp.RUNNING),
        (date(2024, 9, 1), FollowUp.RUNNING),
    ],
)
def test_a_decision_runs_until_its_due_date_and_is_late_after_it(
    store: Store, due: date, state: FollowUp
) -> None:
    decide(store, work(due=due))
    assert in_october(store).questions[0].answer.state is state


def test_a_decision_is_reported_as_carried_out(store: Store) -> None:
    decide(store, work())
    (action,) = steering.actions(store, PROGRAMME, VISITOR, JULY)
    steering.close(store, PROGRAMME, action, "gea", "Het geld is er", datetime(2024, 8, 1))
    answer = in_october(store).questions[0].answer
    assert (answer.state, answer.outcome) == (FollowUp.DONE, "Het geld is er")


def test_a_decision_is_reported_as_not_carried_out(store: Store) -> None:
    decide(store, work())
    (action,) = steering.actions(store, PROGRAMME, VISITOR, JULY)
    steering.withdraw(store, PROGRAMME, action, "gea", "Te duur", datetime(2024, 8, 1))
    assert in_october(store).questions[0].answer.state is FollowUp.NOT_DONE


def test_an_action_that_was_agreed_anew_carries_the_decision_out_as_well(store: Store) -> None:
    decide(store, work())
    (action,) = steering.actions(store, PROGRAMME, VISITOR, JULY)
    later = replace(action, due=date(2024, 12, 1), registered_on=date(2024, 8, 1))
    steering.change(store, PROGRAMME, action, later, "gea", "Kost meer tijd", datetime(2024, 8, 1))
    answer = in_october(store).questions[0].answer
    assert (answer.state, answer.due) == (FollowUp.RUNNING, date(2024, 12, 1))


def test_a_decision_that_is_recorded_anew_counts_and_the_first_one_stays_known(store: Store) -> None:
    asked = decide(store)
    record_decision(store, PROGRAMME, asked, chosen(asked, choice=0), None, "sien", datetime(2024, 7, 2))
    (found,) = in_october(store).questions
    assert [answer.choice for answer in found.answers] == [1, 0]
    assert found.answer.choice == 0


def test_a_question_that_is_put_off_stays_open(store: Store) -> None:
    decide(store, verdict=Verdict.DEFERRED, choice=None, text="Tot oktober.")
    (asked,) = in_october(store).questions
    assert asked.is_open


def test_a_finished_decision_is_reported_once(store: Store) -> None:
    decide(store)
    assert len(in_october(store).questions) == 1
    sign(store, OCTOBER, SIGNED_2)
    freeze(store, DECEMBER, date(2024, 11, 30), datetime(2024, 12, 10))
    assert frozen(store, DECEMBER).questions == ()


def test_a_running_decision_is_reported_until_it_ends(store: Store) -> None:
    decide(store, work(due=date(2024, 12, 31)))
    in_october(store)
    sign(store, OCTOBER, SIGNED_2)
    freeze(store, DECEMBER, date(2024, 11, 30), datetime(2024, 12, 10))
    assert frozen(store, DECEMBER).questions[0].answer.state is FollowUp.RUNNING


def test_a_question_repeated_for_a_later_meeting_is_listed_once(store: Store) -> None:
    first_half(store)
    deliver(store, Content(questions=(question(),)))
    deliver(store, Content(questions=(question(meeting=OCTOBER),)))
    assert first_page(store) == ()
    assert [asked.meeting for asked in in_october(store).questions] == [OCTOBER]


def test_a_signed_snapshot_verifies_after_the_decision_was_recorded(store: Store) -> None:
    decide(store, work())
    in_october(store)
    sign(store, OCTOBER, SIGNED_2)
    assert verify(store, PROGRAMME, VISITOR) == []
