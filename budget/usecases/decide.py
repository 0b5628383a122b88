"""The board's decision on a question: recorded by the secretary, carried out by a steering action."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from budget.access import Action, Who, require, requires
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.questions import Answer, Question, Verdict
from budget.model.steering import SteeringAction
from budget.model.words import BudgetError
from budget.snapshot.questions import Decided
from budget.store import Store
from budget.store.questions import load_answers, load_questions, store_answer
from budget.store.steering import load_actions, store_action
from budget.usecases.steer import check_action

AMENDMENT = "Wijziging van het bestedingsplan indienen: "
"""How the text of an action begins when it carries out a decision by amending the plan."""


@requires(Action.VIEW)
def load_decided(store: Store, programme: Programme, actor: Who, known_on: datetime) -> Decided:
    """All answers and actions as they were at `known_on`."""
    with store.read() as connection:
        answers = tuple(answer for _, answer in load_answers(connection, programme.id, known_on))
        return Decided(answers, load_actions(connection, programme.id, known_on))


def record_decision(
    store: Store,
    programme: Programme,
    question: Question,
    answer: Answer,
    action: SteeringAction | None,
    actor: Who,
    now: datetime,
) -> int:
    """Record a decision, with the new action that carries it out, and return its number.

    An earlier answer stays in the history; this one counts. Raises BudgetError when this actor may not
    decide, or the answer is incomplete.
    """
    person = require(programme, actor, Action.DECIDE, [question.domain])
    _check(question, answer, now)
    if action:
        check_action(programme, action, actor)
    with store.write(programme.id) as connection:
        known = {key for key, _ in load_questions(connection, programme.id, question.seq)}
        if question.key not in known:
            raise BudgetError("Deze vraag staat niet in de database. Kies een andere vraag.")
        number = store_action(connection, programme.id, action, person, now) if action else None
        full = replace(answer, question=question.key, recorded_by=person, action=number)
        return store_answer(connection, programme.id, full, now)


def _check(question: Question, answer: Answer, now: datetime) -> None:
    if (answer.verdict is Verdict.OPTION) != (answer.choice is not None):
        raise BudgetError("Kies wat het bestuur heeft besloten.")
    if answer.choice is not None and not 0 <= answer.choice < len(question.options):
        raise BudgetError("Deze vraag heeft zo'n keuze niet. Kies een van de keuzes.")
    if answer.choice is None and not answer.text.strip():
        raise BudgetError("Schrijf op wat het bestuur heeft besloten. Dat leest het bestuur terug.")
    if not answer.decided_by.strip():
        raise BudgetError("Vul in wie dit heeft besloten, bijvoorbeeld het bestuur.")
    if answer.on > local_day(now):
        raise BudgetError(f"De dag van het besluit, {answer.on:%d-%m-%Y}, is nog niet geweest.")
