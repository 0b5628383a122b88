"""What waits for one person: what he owes, what came back, what he may accept, which questions are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from budget.access import Action, Who, may, may_act, require
from budget.insight.missing_deliveries import list_due
from budget.insight.missing_explanations import list_owed
from budget.labels import SHEET_NAME, count, day, listed, moment, period_name
from budget.model.programme import Meeting, Person, Programme
from budget.model.questions import Question
from budget.model.words import BudgetError, By
from budget.snapshot.questions import list_questions
from budget.standing.deadlines import SIGN, list_open
from budget.standing.moment import Standing
from budget.store import Store
from budget.store.periods import load_closings
from budget.store.submissions import State, Submission
from budget.usecases.decide import decided
from budget.usecases.deliver import submissions
from budget.usecases.steer import actions


class Group(StrEnum):
    """Why something waits for a person, in the order in which he reads it; the values are Dutch."""

    RETURNED = "Wat is er teruggekomen?"
    OWED = "Wat moet u nog doen?"
    ACCEPT = "Wat wacht op uw oordeel?"
    QUESTION = "Welke vragen zijn nog niet beantwoord?"
    OTHERS = "Wat ligt er bij een ander?"


class Place(StrEnum):
    """The page where it is done."""

    DELIVER = "deliver"
    ACCEPT = "accept"
    DOMAIN = "domain"
    BOARD = "board"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: a sentence, its last day where there is one, and the address where it is done."""

    group: Group
    text: str
    until: date | None
    place: Place
    address: tuple[tuple[str, str], ...] = ()

    def is_late(self, on: date) -> bool:
        """Past the last day itself."""
        return self.until is not None and on > self.until


def list_tasks(store: Store, standing: Standing, who: Who, now: datetime) -> tuple[Task, ...]:
    """All tasks of this person by group, then by last day.

    Raises BudgetError for who may not look, and for a visitor: nothing waits for nobody.
    """
    programme = standing.programme
    id_ = require(programme, who, Action.VIEW)
    if not id_:
        raise BudgetError("Zeg eerst wie u bent.")
    person = programme.person(id_)
    meeting = standing.next_meeting()
    files = submissions(store, programme, who) if may_act(programme, who, Action.REVIEW) else []
    found = [
        *_returned(standing, person, files),
        *(_owed(standing, person, meeting) if meeting else ()),
        *_agreed(store, standing, person, now),
        *_waiting(person, files, meeting),
        *_periods(store, programme, person),
        *_questions(store, standing, person, now),
    ]
    order = list(Group)
    return tuple(sorted(found, key=lambda task: (order.index(task.group), task.until or date.max)))


def still_returned(found: Sequence[Submission], person: str) -> list[Submission]:
    """What another sent back to `person`, until the same kinds for its domains were handed in again."""
    own = [one for one in found if one.submitted_by == person]
    back = [one for one in own if one.state is State.REJECTED and one.decided_by != person]
    return [one for one in back if not any(_follows(later, one) for later in own)]


def _follows(later: Submission, back: Submission) -> bool:
    return (
        later.id > back.id and set(back.kinds) <= set(later.kinds) and set(back.domains) <= set(later.domains)
    )


def _returned(standing: Standing, person: Person, files: Sequence[Submission]) -> Iterable[Task]:
    for file in still_returned(files, person.id):
        by = standing.programme.name_of(file.decided_by or "")
        when = f" op {moment(file.decided_at)}" if file.decided_at else ""
        text = f"{file.file}: teruggestuurd door {by}{when}. Reden: {file.reason}"
        yield Task(Group.RETURNED, text, None, Place.DELIVER)


def _owed(standing: Standing, person: Person, meeting: Meeting) -> Iterable[Task]:
    """Files and explanations for the domains of this person; the snapshot for who may fix it."""
    programme = standing.programme
    if may(person, Action.SUBMIT) and person.domains:
        for due in list_due(programme, standing.knowledge, meeting):
            if due.domain in person.domains:
                kinds = listed([SHEET_NAME[kind].lower() for kind in due.kinds])
                name = programme.domain(due.domain).name
                text = f"{name}: lever {kinds} aan tot en met {day(meeting.as_of)}"
                yield Task(Group.OWED, text, due.deadline, Place.DELIVER)
        yield from _unexplained(standing, person, meeting)
    address = (("vergadering", meeting.date.isoformat()),)
    for item in list_open(standing, meeting, ()):
        if item.step == SIGN and person.id in item.people:
            yield Task(Group.OWED, f"{item.what} voor {day(meeting.date)}", item.until, Place.BOARD, address)


def _unexplained(standing: Standing, person: Person, meeting: Meeting) -> Iterable[Task]:
    last = standing.previous()
    since = last.as_of if last else date(standing.facts.year, 1, 1)
    for code in person.domains:
        lines = list_owed(standing.rows(By.LINE, code), standing.progress(code), since)
        if lines:
            name = standing.programme.domain(code).name
            verb = "wijkt" if len(lines) == 1 else "wijken"
            text = f"{name}: {count(len(lines), 'regel', 'regels')} {verb} af zonder oorzaak of uitleg"
            yield Task(Group.OWED, text, meeting.deliver_by, Place.DOMAIN, (("domein", code),))


def _agreed(store: Store, standing: Standing, person: Person, now: datetime) -> Iterable[Task]:
    for action in actions(store, standing.programme, person.id, now):
        if action.owner == person.id and action.is_open:
            address = (("domein", action.domain),)
            yield Task(Group.OWED, f"Actie: {action.text}", action.due, Place.DOMAIN, address)


def _waiting(person: Person, files: Iterable[Submission], meeting: Meeting | None) -> Iterable[Task]:
    """What he may accept, and what he handed in himself and another must accept."""
    until = meeting.accept_by if meeting else None
    for file in files:
        if not file.is_pending:
            continue
        address = (("inzending", str(file.id)),)
        if file.submitted_by == person.id:
            text = f"{file.file} wacht op een tweede persoon"
            yield Task(Group.OTHERS, text, until, Place.ACCEPT, address)
        elif may(person, Action.ACCEPT, file.domains):
            text = f"Inzending {file.id}: {file.file}"
            yield Task(Group.ACCEPT, text, until, Place.ACCEPT, address)


def _periods(store: Store, programme: Programme, person: Person) -> Iterable[Task]:
    """Proposals to close or open a period that wait for him as the second person, or for another."""
    with store.read() as connection:
        history = load_closings(connection, programme.id)
    for act in history:
        if act.accepted is not None or not may(person, Action.CLOSE):
            continue
        year, month = act.period
        address = (("afsluitjaar", str(year)), ("afsluitmaand", str(month)))
        what = f"{period_name(act.period)} {'afsluiten' if act.closes else 'weer openen'}"
        group = Group.OTHERS if act.proposed_by == person.id else Group.ACCEPT
        yield Task(group, f"Voorstel: {what}", None, Place.CLOSE, address)


def _questions(store: Store, standing: Standing, person: Person, now: datetime) -> Iterable[Task]:
    """Open questions of his domains; who records decisions is led to the meeting that has been."""
    known = decided(store, standing.programme, person.id, now)
    for question in list_questions(standing, known):
        if question.is_open and (not person.domains or question.domain in person.domains):
            yield _question(standing, question, may(person, Action.DECIDE), now.date())


def _question(standing: Standing, question: Question, decides: bool, on: date) -> Task:
    name = standing.programme.domain(question.domain).name if question.domain else ""
    text = f"{name}: {question.text}".removeprefix(": ")
    if decides and question.meeting and question.is_late(on):
        address = (("vergadering", question.meeting.isoformat()),)
        return Task(Group.OWED, f"Leg het besluit vast. {text}", question.meeting, Place.BOARD, address)
    return Task(Group.QUESTION, text, question.meeting, Place.DOMAIN, (("domein", question.domain),))
