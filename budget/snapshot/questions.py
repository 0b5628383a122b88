"""The questions to the board at one moment: who asks what, the decision and its follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from budget.model.questions import Answer, AnswerGiven, BoardQuestion, FollowUp, Question, QuestionKey
from budget.model.steering import SteeringAction
from budget.model.words import Role
from budget.standing.moment import Standing


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything recorded after meetings: all answers in order of recording, and all steering actions."""

    answers: tuple[Answer, ...] = ()
    actions: tuple[SteeringAction, ...] = ()


def list_questions(standing: Standing, decided: Decided) -> tuple[Question, ...]:
    """Every question that counts: open ones first, then by meeting and domain.

    Of a question asked again with other options or for another meeting, the last one counts; an earlier one
    stays only if it was answered.
    """
    answers: dict[QuestionKey, list[Answer]] = {}
    for answer in decided.answers:
        answers.setdefault(answer.question, []).append(answer)
    last = {question.identity_key: key for key, question in standing.knowledge.questions}
    known = {action.id: action for action in decided.actions}
    questions = []
    for key, question in standing.knowledge.questions:
        answers_given = tuple(_answer_given(standing, answer, known) for answer in answers.get(key, ()))
        question_asked = _question(standing, key, question, answers_given)
        if last[question.identity_key] == key or not question_asked.is_open:
            questions.append(question_asked)
    order = {domain.code: n for n, domain in enumerate(standing.programme.domains)}
    return tuple(
        sorted(
            questions,
            key=lambda q: (not q.is_open, q.meeting or date.max, order.get(q.domain, len(order)), q.key),
        )
    )


def for_meeting(
    questions: Iterable[Question], meeting: date, year: int, earlier: Iterable[Question] = ()
) -> tuple[Question, ...]:
    """The questions that the meeting must answer, and finished ones that `earlier` did not show as finished.

    Questions decided before `year` and finished are left out.
    """
    finished_before = {question.key for question in earlier if question.is_finished}
    return tuple(
        question
        for question in questions
        if (question.is_open and (question.meeting is None or question.meeting <= meeting))
        or (not question.is_open and question.key not in finished_before and not _is_past(question, year))
    )


def open_by_domain(questions: Iterable[Question]) -> Mapping[str, tuple[str, ...]]:
    """The texts of the open questions by domain code."""
    texts_by_domain: dict[str, tuple[str, ...]] = {}
    for question in questions:
        if question.is_open:
            texts_by_domain[question.domain] = (*texts_by_domain.get(question.domain, ()), question.text)
    return texts_by_domain


def _is_past(question: Question, year: int) -> bool:
    return question.is_finished and question.answer is not None and question.answer.on.year < year


def _question(
    standing: Standing, key: QuestionKey, board_question: BoardQuestion, answers: tuple[AnswerGiven, ...]
) -> Question:
    programme = standing.programme
    domain, by = standing.domain_of(board_question.code), standing.acceptance(key.seq)
    line = next((x for x in standing.facts.lines if x.key.code == board_question.code), None)
    owner = board_question.owner or (line.budget_holder if line else "") or _holder(standing, domain)
    return Question(
        seq=key.seq,
        n=key.n,
        domain=domain,
        code=board_question.code,
        line=line.activity if line else "",
        text=board_question.text,
        options=board_question.options,
        owner=programme.name_of(owner) if owner else "",
        meeting=board_question.meeting,
        asked_by=programme.name_of(by.submitted_by),
        accepted_by=programme.name_of(by.accepted_by),
        answers=answers,
    )


def _holder(standing: Standing, domain: str) -> str:
    people = standing.programme.people
    return next((p.id for p in people if p.role is Role.BUDGET_HOLDER and domain in p.domains), "")


def _answer_given(standing: Standing, answer: Answer, actions: Mapping[int, SteeringAction]) -> AnswerGiven:
    name = standing.programme.name_of
    action = _last_in_line(actions.get(answer.action or 0), actions)
    return AnswerGiven(
        verdict=answer.verdict,
        choice=answer.choice,
        text=answer.text,
        decided_by=answer.decided_by,
        on=answer.on,
        recorded_by=name(answer.recorded_by),
        action=action.text if action else "",
        owner=name(action.owner) if action else "",
        due=action.due if action else None,
        state=_state(action, standing.facts.as_of) if action else FollowUp.NONE,
        outcome=action.outcome if action else "",
    )


def _last_in_line(
    action: SteeringAction | None, actions: Mapping[int, SteeringAction]
) -> SteeringAction | None:
    """The action that finally replaced `action`, following every replacement."""
    while action and (successor := actions.get(action.successor or 0)):
        action = successor
    return action


def _state(action: SteeringAction, as_of: date) -> FollowUp:
    if action.was_overdue(as_of):
        return FollowUp.LATE
    if action.is_open:
        return FollowUp.RUNNING
    return FollowUp.NOT_DONE if action.is_withdrawn else FollowUp.DONE
