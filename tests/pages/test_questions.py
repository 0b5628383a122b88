"""A question to the board on the pages: typed, accepted, read, decided."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from budget.access import VISITOR
from budget.settings import read_settings
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from budget.usecases.decide import load_decided

MOMENT = {"peildatum": "2024-09-30", "jaar": "2024"}
HOLDER, CONTROLLER, SECRETARY, BOARD = "s.bakker", "c.vandijk", "h.smit", "a.bestuur"
ASK, DECIDE = "Een vraag aan het bestuur stellen", "Een besluit vastleggen"
TEXT = "Mag de zomerschool ook in het najaar?"
AFTER = datetime(9000, 1, 1)


@pytest.fixture
def domain(own_example):
    """The page of a domain without questions, for its budget holder."""
    return own_example.open("domain", domein="JEU", **MOMENT, person=HOLDER)


@pytest.fixture
def meeting(own_example):
    """The page of a meeting that had two questions, for the secretary."""
    return own_example.open("board", vergadering="2024-10-03", person=SECRETARY)


def store() -> Store:
    return open_store(read_settings().database_url)


def field(screen, end: str, kind: str = "text_input"):
    """The one field whose key ends with this, in the form of a question or a decision."""
    (found,) = (
        w
        for w in getattr(screen.app, kind)
        if w.key and w.key.startswith(("vraag-", "besluit-")) and w.key.endswith(end)
    )
    return found


def ask(screen, effect: str = "10.000,50"):
    field(screen, "-tekst").set_value(TEXT)
    field(screen, "-keuze-A").set_value("Niet doen")
    field(screen, "-keuze-B").set_value("Wel doen")
    field(screen, "-effect-B").set_value(effect)
    return screen.run().click("Vraag indienen")


def test_a_typed_question_is_shown_beside_the_signal_once_accepted(domain, programme) -> None:
    ask(domain)
    (waiting,) = (s for s in delivery.submissions(store(), programme, VISITOR) if s.is_pending)
    assert waiting.submitted_by == HOLDER
    assert f"Inzending {waiting.id} is ingediend." in domain.text
    assert f"Vraag aan het bestuur: {TEXT}" not in domain.text.replace("**", "")
    delivery.accept(store(), programme, waiting.id, CONTROLLER, AFTER)
    domain.run()
    assert f"Vraag aan het bestuur: {TEXT}" in domain.text.replace("**", "")
    assert "€\u00a010.000,50 meer uitgaven" in domain.text


def test_a_question_is_for_a_meeting_that_is_still_to_come(domain) -> None:
    """Even when the page shows a reference date before a meeting that was already held."""
    offered = field(domain, "-vergadering", "selectbox")
    assert (offered.value, len(offered.options)) == (date(2024, 12, 19), 2)


def test_who_accepts_a_question_reads_it_beside_the_buttons(domain) -> None:
    ask(domain)
    domain.become(CONTROLLER).go("accept")
    assert f"{TEXT} A. Niet doen" in domain.text


def test_an_ambiguous_amount_is_not_submitted(domain, programme) -> None:
    ask(domain, effect="120,000")
    assert not any(s.is_pending for s in delivery.submissions(store(), programme, VISITOR))
    assert domain.errors
    assert field(domain, "-tekst").value == TEXT


def test_a_question_without_two_options_is_refused_in_the_words_of_the_check(domain) -> None:
    field(domain, "-tekst").set_value(TEXT)
    domain.run().click("Vraag indienen")
    assert "Vul Keuze A en Keuze B in." in domain.errors[0]


@pytest.mark.parametrize(("person", "is_offered"), [(HOLDER, True), (BOARD, False), ("k.yilmaz", False)])
def test_only_who_may_hand_in_for_the_domain_is_offered_to_ask(domain, person: str, is_offered: bool) -> None:
    domain.become(person)
    assert (ASK in [e.label for e in domain.app.expander]) is is_offered


def test_the_secretary_records_a_decision_with_its_action(meeting, programme) -> None:
    before = load_decided(store(), programme, VISITOR, AFTER)
    field(meeting, "-wat", "radio").set_value("1")
    field(meeting, "-volgt", "radio").set_value("Een actie")
    meeting.run()
    field(meeting, "-actie-tekst").set_value("Geld zoeken")
    meeting.run().click("Besluit vastleggen")
    after = load_decided(store(), programme, VISITOR, AFTER)
    assert after.answers[:-1] == before.answers
    answer, action = after.answers[-1], next(a for a in after.actions if a.text == "Geld zoeken")
    assert (answer.choice, answer.decided_by, answer.recorded_by) == (1, programme.board, SECRETARY)
    assert answer.action == action.id
    assert "Vastgelegd." in meeting.text


def test_a_decision_without_a_choice_is_not_recorded(meeting, programme) -> None:
    before = load_decided(store(), programme, VISITOR, AFTER)
    meeting.click("Besluit vastleggen")
    assert "Kies wat het bestuur heeft besloten." in meeting.errors[0]
    assert load_decided(store(), programme, VISITOR, AFTER) == before


@pytest.mark.parametrize(("person", "is_offered"), [(SECRETARY, True), (CONTROLLER, True), (HOLDER, False)])
def test_the_decision_form_is_shown_only_to_those_who_record_for_the_board(
    meeting, person: str, is_offered: bool
) -> None:
    meeting.become(person)
    assert (DECIDE in [e.label for e in meeting.app.expander]) is is_offered


def test_the_question_comes_first_on_the_page_of_the_meeting_and_in_the_reading_view(example) -> None:
    asked = "Het geld voor schuldhulp is in het najaar op."
    assert asked in example.open("board", vergadering="2024-10-03").text
    reading = example.open("board", vergadering="2024-10-03", lezen="1").text
    assert asked in reading
    assert "Loopt: Een tweede aanbieder vragen" in reading
