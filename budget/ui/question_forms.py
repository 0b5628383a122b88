"""Forms to ask the board a question, and to record what it decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from budget.access import Action, may_act
from budget.labels import day, escape_markdown
from budget.model.programme import Meeting
from budget.model.questions import Answer, BoardQuestion, Option, Question, Verdict
from budget.model.steering import SteeringAction
from budget.model.words import By
from budget.snapshot.question_words import (
    answered_question_words,
    effect_words,
    open_question_words,
    option_words,
)
from budget.snapshot.questions import for_meeting
from budget.ui.amount_field import TypedAmount, ask_amount
from budget.ui.button_actions import is_done
from budget.ui.date_field import TypedDay, ask_day
from budget.ui.questions import load_questions, show_answered_questions, show_open_questions
from budget.ui.steering_forms import ask_action, is_clear
from budget.ui.submitting import hand_in_typed, reset_form, round_of, show_done
from budget.ui.visit import Visit
from budget.usecases import decide, explain

ASK, DECIDE = "vraag", "besluit"
OTHER = {
    Verdict.OTHER: "Iets anders",
    Verdict.DEFERRED: "Aangehouden tot een volgend overleg",
    Verdict.WITHDRAWN: "De vraag vervalt",
}
NOTHING, BY_ACTION, BY_AMENDMENT = "Niets", "Een actie", "Een wijziging van het bestedingsplan"


def show_questions_of(visit: Visit, domain: str, questions: Sequence[Question]) -> None:
    """The questions of one domain, and a form to ask one."""
    mine = [question for question in questions if question.domain == domain]
    meeting = visit.standing().next_meeting()
    on = meeting.date if meeting else visit.as_of
    show_open_questions([open_question_words(question, "", on) for question in mine if question.is_open])
    show_answered_questions(
        [answered_question_words(q, q.answer, "") for q in mine if q.answer and not q.is_open]
    )
    if not mine:
        st.write("Dit domein vraagt nu niets aan het bestuur.")
    _offer_question(visit, domain)


def offer_decisions(visit: Visit, meeting: Meeting) -> None:
    """A form to record what a meeting decided on its questions; nothing without the right."""
    if not may_act(visit.programme, visit.actor, Action.DECIDE):
        return
    questions = [q for q in for_meeting(load_questions(visit), meeting.date, visit.year) if q.domain]
    if not questions:
        return
    is_past = meeting.date <= visit.today
    st.header(
        f"Wat {'heeft het bestuur besloten' if is_past else 'gaat het bestuur besluiten'}?", anchor=False
    )
    show_done(DECIDE)
    with st.expander("Een besluit vastleggen"):
        questions.sort(key=lambda question: not question.is_open)
        texts = {n: q.text if q.is_open else f"{q.text} (al besloten)" for n, q in enumerate(questions)}
        number = st.radio(
            "Welke vraag?", list(texts), format_func=lambda n: escape_markdown(texts[n]), key="besluit-vraag"
        )
        _ask_decision(
            visit, meeting, questions[number], f"besluit-{questions[number].key}-{round_of(DECIDE)}"
        )


def _ask_decision(visit: Visit, meeting: Meeting, question: Question, key: str) -> None:
    answer, on = _ask_answer(visit, meeting, question, key)
    follow = st.radio("Wat volgt?", [NOTHING, BY_ACTION, BY_AMENDMENT], horizontal=True, key=f"{key}-volgt")
    action, typed = None, TypedAmount(None)
    if follow != NOTHING:
        start = SteeringAction(
            *(0, question.domain, "", "", _usual_day(visit), None, meeting.date, visit.today)
        )
        action, typed = ask_action(visit, start, f"{key}-actie")
    if action and follow == BY_AMENDMENT:
        action = replace(action, text=f"{decide.AMENDMENT}{action.text}" if action.text else "")
    if (
        st.button("Besluit vastleggen", type="primary", key=f"{key}-vastleggen")
        and is_clear(on)
        and is_clear(typed)
    ):
        who, now = visit.actor, visit.now
        if is_done(lambda: decide.record_decision(
            visit.store, visit.programme, question, answer, action, who, now
        )):  # fmt: skip
            reset_form(DECIDE, "Vastgelegd. Het volgende verslag vertelt wat ervan kwam.")


def _ask_answer(visit: Visit, meeting: Meeting, question: Question, key: str) -> tuple[Answer, TypedDay]:
    """The decision as typed, and its day as understood."""
    options: dict[str, str] = {
        str(place): option_words(place, option) for place, option in enumerate(question.options)
    }
    options |= {verdict.value: words for verdict, words in OTHER.items()}
    chosen = st.radio(
        "Wat is er besloten?", list(options), format_func=lambda o: options[o], index=None, key=f"{key}-wat"
    )
    text = st.text_input("In eigen woorden. Bij een keuze mag dit leeg blijven.", key=f"{key}-tekst")
    by = st.text_input("Wie heeft dit besloten?", visit.programme.board, key=f"{key}-door")
    latest = min(meeting.date, visit.today)
    on = ask_day("Op welke dag?", f"{key}-dag", latest, last=visit.today)
    choice = int(chosen) if chosen and chosen.isdigit() else None
    verdict = Verdict.OPTION if choice is not None or not chosen else Verdict(chosen)
    return Answer(question.key, verdict, choice, text.strip(), by.strip(), on.day or latest), on


def _usual_day(visit: Visit) -> date:
    today = visit.today
    return min((m.date for m in visit.programme.meetings if m.date >= today), default=today)


def _offer_question(visit: Visit, domain: str) -> None:
    """A form to ask the board a question; nothing for those who may not submit."""
    if not may_act(visit.programme, visit.actor, Action.SUBMIT, [domain]):
        return
    show_done(ASK)
    key = f"vraag-{domain}-{round_of(ASK)}"
    # With a key it stays open when a message above it disappears.
    with st.expander("Een vraag aan het bestuur stellen", key=f"{key}-open"):
        lines = {row.key: row.name for row in visit.standing().rows(By.LINE, domain) if row.key}
        code = st.selectbox(
            "Over welke regel?", list(lines), format_func=lambda c: lines[c], key=f"{key}-regel"
        )
        text = st.text_input("Wat moet het bestuur kiezen?", key=f"{key}-tekst")
        option_a, first = _ask_option("A", key)
        option_b, second = _ask_option("B", key)
        owner, meeting = _ask_owner(visit, domain, key), _ask_meeting(visit, key)
        question = BoardQuestion(code, text.strip(), (option_a, option_b), owner, meeting)
        st.caption("De vraag staat vooraan in het verslag zodra een tweede persoon haar vaststelt.")
        pressed = st.button("Vraag indienen", type="primary", key=f"{key}-indienen")
        if pressed and is_clear(first) and is_clear(second):
            hand_in_typed(ASK, lambda: explain.hand_in(
                visit.store, visit.programme, question, visit.as_of, visit.actor, visit.now
            ))  # fmt: skip


def _ask_option(letter: str, key: str) -> tuple[Option, TypedAmount]:
    text = st.text_input(f"Keuze {letter}", key=f"{key}-keuze-{letter}")
    typed = ask_amount(
        f"Effect van keuze {letter} op de uitgaven, in euro's. Minder uitgeven: zet er een min voor.",
        f"{key}-effect-{letter}",
        may_be_empty=True,
        may_be_negative=True,
        say=effect_words,
    )
    return Option(text.strip(), typed.cents), typed


def _ask_owner(visit: Visit, domain: str, key: str) -> str:
    people = {p.id: p.name for p in visit.programme.people if domain in p.domains}
    names = {"": "De budgethouder van de regel", **people}
    key = f"{key}-wie"
    return st.selectbox("Wie gaat erover?", list(names), format_func=lambda p: names[p], key=key) or ""


def _ask_meeting(visit: Visit, key: str) -> date | None:
    days = [meeting.date for meeting in visit.programme.meetings if meeting.date >= visit.today]
    return st.selectbox(
        "Voor welke vergadering?", [*days, None], format_func=_meeting_words, key=f"{key}-vergadering"
    )


def _meeting_words(meeting: date | None) -> str:
    return day(meeting) if meeting else "De eerste die komt"
