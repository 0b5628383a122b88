"""One person's tasks: what he must deliver, what was returned, what he may accept, open questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from budget.access import (
    RIGHTS,
    Action,
    Actor,
    FirstAct,
    Who,
    actor_of,
    may_act,
    may_second,
    require,
)
from budget.insight.missing_deliveries import list_due_deliveries
from budget.insight.missing_explanations import list_missing_explanations
from budget.labels import SHEET_NAME, count, day, join_words, moment, period_name
from budget.model.capacities import capacities
from budget.model.months import local_day
from budget.model.programme import Meeting, Person, Programme
from budget.model.questions import Question
from budget.model.words import BudgetError, By
from budget.snapshot.questions import list_questions
from budget.standing.deadlines import SIGN, list_open
from budget.standing.moment import Standing
from budget.store import Store
from budget.store.periods import load_closings
from budget.store.programmes import load_proposals
from budget.store.sharing import load_sharings
from budget.store.submissions import Submission
from budget.usecases.decide import load_decided
from budget.usecases.deliver import submissions
from budget.usecases.map_layouts import domains_of, mappings
from budget.usecases.steer import actions
from budget.usecases.unsettled import is_explanation, list_explained_codes, load_notes, still_returned


class Group(StrEnum):
    """The kind of a task, in the order shown; the values are Dutch."""

    RETURNED = "Wat is er teruggekomen?"
    OWED = "Wat moet u nog doen?"
    ACCEPT = "Wat wacht op uw oordeel?"
    QUESTION = "Welke vragen zijn nog niet beantwoord?"
    OTHERS = "Wat ligt er bij een ander?"


class Place(StrEnum):
    """The page on which the task is done."""

    DELIVER = "deliver"
    ACCEPT = "accept"
    EXPLANATION = "explanation"
    STEERING = "steering"
    BOARD = "board"
    CLOSE = "close"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Task:
    """One task: a sentence, its deadline if any, and the page where it is done."""

    group: Group
    text: str
    until: date | None
    place: Place
    address: tuple[tuple[str, str], ...] = ()

    def is_late(self, on: date) -> bool:
        """Whether the deadline has passed; not yet on the day itself."""
        return self.until is not None and on > self.until


def list_tasks(store: Store, standing: Standing, who: Who, now: datetime) -> tuple[Task, ...]:
    """All tasks of this person by group, then by deadline.

    Raises BudgetError without the right to look, and for a visitor, who has no tasks.
    """
    programme = standing.programme
    id_ = require(programme, who, Action.VIEW)
    if not id_:
        raise BudgetError("Zeg eerst wie u bent.")
    person, actor = programme.person(id_), actor_of(who)
    meeting = standing.next_meeting()
    files = submissions(store, programme, who) if may_act(programme, who, Action.REVIEW) else []
    tasks = [
        *_returned(store, standing, person, files),
        *(
            _owed(standing, person, meeting, actor, list_explained_codes(store, programme, files))
            if meeting
            else ()
        ),
        *_agreed(store, standing, actor, now),
        *_waiting(programme, actor, files, meeting),
        *_corrections(standing, actor),
        *_mappings(store, programme, actor),
        *_periods(store, programme, actor),
        *_changes(store, programme, actor),
        *_questions(store, standing, actor, now),
    ]
    order = list(Group)
    return tuple(sorted(tasks, key=lambda task: (order.index(task.group), task.until or date.max)))


def _returned(
    store: Store, standing: Standing, person: Person, files: Sequence[Submission]
) -> Iterable[Task]:
    back = still_returned(store, standing.programme, files, person.id)
    notes = load_notes(store, standing.programme, back)
    for file in back:
        by = standing.programme.name_of(file.decided_by or "")
        when = f" op {moment(file.decided_at)}" if file.decided_at else ""
        text = f"{file.file}: teruggestuurd door {by}{when}. Reden: {file.reason}"
        place = Place.EXPLANATION if is_explanation(file) else Place.DELIVER
        codes = [note.code for note in notes.get(file.id, ())] if is_explanation(file) else []
        address = (("domein", standing.domain_of(codes[0]) or codes[0]),) if codes else ()
        yield Task(Group.RETURNED, text, None, place, address)


def _owed(
    standing: Standing, person: Person, meeting: Meeting, actor: Actor, pending_codes: Collection[str]
) -> Iterable[Task]:
    """Missing files and explanations of this person's domains; the snapshot for someone who may freeze.

    `pending_codes` are the codes whose explanation waits.
    """
    programme = standing.programme
    rights = capacities(programme, person.id, actor.on)
    codes = {
        code for capacity in rights if Action.SUBMIT in RIGHTS[capacity.role] for code in capacity.domains
    }
    if codes:
        for due in list_due_deliveries(programme, standing.knowledge, meeting):
            if due.domain in codes:
                kinds = join_words([SHEET_NAME[kind].lower() for kind in due.kinds])
                name = programme.domain(due.domain).name
                text = f"{name}: lever {kinds} aan tot en met {day(meeting.as_of)}"
                yield Task(Group.OWED, text, due.deadline, Place.DELIVER)
        yield from _unexplained(standing, sorted(codes), meeting, pending_codes)
    address = (("vergadering", meeting.date.isoformat()),)
    ids = {person.id, *(deputy.person for deputy in programme.replaced_by(person.id, actor.on))}
    concepts = [
        snapshot
        for snapshot in standing.snapshots
        if snapshot.meeting == meeting.date and not snapshot.is_signed
    ]
    own = any(snapshot.proposed_by == person.id for snapshot in concepts)
    for item in list_open(standing, meeting, ()):
        if item.step == SIGN and not ids.isdisjoint(item.people) and not own:
            yield Task(Group.OWED, f"{item.what} voor {day(meeting.date)}", item.until, Place.BOARD, address)


def _unexplained(
    standing: Standing, codes: Sequence[str], meeting: Meeting, pending_codes: Collection[str]
) -> Iterable[Task]:
    last = standing.previous()
    since = last.as_of if last else date(standing.facts.year, 1, 1)
    for code in codes:
        missing = list_missing_explanations(standing.rows(By.LINE, code), standing.progress(code), since)
        lines = [item for item in missing if item.row.key not in pending_codes]
        if lines:
            name = standing.programme.domain(code).name
            verb = "wijkt" if len(lines) == 1 else "wijken"
            text = f"{name}: {count(len(lines), 'regel', 'regels')} {verb} af zonder oorzaak of uitleg"
            yield Task(Group.OWED, text, meeting.deliver_by, Place.EXPLANATION, (("domein", code),))


def _agreed(store: Store, standing: Standing, actor: Actor, now: datetime) -> Iterable[Task]:
    """The open actions of this person, and those of whom he replaces."""
    programme = standing.programme
    replaced = {deputy.person for deputy in programme.replaced_by(actor.id, actor.on)}
    for action in actions(store, programme, actor, now):
        if action.is_open and action.owner in {actor.id, *replaced}:
            of = f" van {programme.name_of(action.owner)}" if action.owner != actor.id else ""
            address = (("domein", action.domain),)
            yield Task(Group.OWED, f"Actie{of}: {action.text}", action.due, Place.STEERING, address)


def _corrections(standing: Standing, actor: Actor) -> Iterable[Task]:
    """Corrections of signed snapshots that he may sign; they have no deadline."""
    for snapshot in standing.snapshots:
        first = FirstAct(snapshot.proposed_by, snapshot.proposed_at, Action.FREEZE)
        if (
            snapshot.replaces
            and not snapshot.is_signed
            and may_second(standing.programme, actor, Action.SIGN, first)
        ):
            by = standing.programme.name_of(snapshot.proposed_by)
            text = f"De correctie van {by} ondertekenen, op de momentopname voor {day(snapshot.meeting)}"
            address = (("vergadering", snapshot.meeting.isoformat()), ("versie", snapshot.sha256[:12]))
            yield Task(Group.ACCEPT, text, None, Place.BOARD, address)


def _waiting(
    programme: Programme, actor: Actor, files: Iterable[Submission], meeting: Meeting | None
) -> Iterable[Task]:
    """What he may accept, and his own submissions that another must accept."""
    until = meeting.accept_by if meeting else None
    for file in files:
        if not file.is_pending:
            continue
        address = (("inzending", str(file.id)),)
        first = FirstAct(file.submitted_by, file.submitted_at, Action.SUBMIT)
        if file.submitted_by == actor.id:
            text = f"{file.file} wacht op een tweede persoon"
            yield Task(Group.OTHERS, text, until, Place.ACCEPT, address)
        elif may_second(programme, actor, Action.ACCEPT, first, file.domains):
            text = f"Inzending {file.id}: {file.file}"
            yield Task(Group.ACCEPT, text, until, Place.ACCEPT, address)


def _mappings(store: Store, programme: Programme, actor: Actor) -> Iterable[Task]:
    """Layouts that wait for him as the second person, or for another."""
    for mapping in mappings(store, programme, actor).waiting:
        text = f"Koppeling {mapping.name}, voorgelegd door {programme.name_of(mapping.saved_by)}"
        first = FirstAct(mapping.saved_by, mapping.saved_at, Action.SUBMIT)
        if mapping.saved_by == actor.id:
            yield Task(
                Group.OTHERS, f"Koppeling {mapping.name} wacht op een tweede persoon", None, Place.ACCEPT
            )
        elif may_second(programme, actor, Action.ACCEPT, first, domains_of(mapping)):
            yield Task(Group.ACCEPT, text, None, Place.ACCEPT)


def _changes(store: Store, programme: Programme, actor: Actor) -> Iterable[Task]:
    """Changes of the programme, and a proposal to share with the country."""
    with store.read() as connection:
        changes = [proposal for proposal in load_proposals(connection, programme.id) if proposal.is_pending]
        offers = [proposal for proposal in load_sharings(connection, programme.id) if proposal.is_open]
    for change in changes:
        first = FirstAct(change.proposed_by, change.proposed_at, Action.PROPOSE_PROGRAMME)
        proposal_kind = (first, Action.ACCEPT_PROGRAMME, "wijziging van het programma")
        yield from _proposed(programme, actor, *proposal_kind, f": {change.reason}" if change.reason else "")
    for offer in offers:
        first = FirstAct(offer.proposed_by, offer.proposed_at, Action.SHARE)
        yield from _proposed(programme, actor, first, Action.SHARE, "voorstel om cijfers landelijk te delen")


def _proposed(
    programme: Programme, actor: Actor, first: FirstAct, action: Action, kind_words: str, reason: str = ""
) -> Iterable[Task]:
    """A proposal that waits for him as the second person, or for another."""
    if first.person == actor.id:
        text = f"Uw {kind_words} wacht op een tweede persoon{reason}"
        yield Task(Group.OTHERS, text, None, Place.PROGRAMME)
    elif may_second(programme, actor, action, first):
        text = f"{kind_words.capitalize()} door {programme.name_of(first.person)}{reason}"
        yield Task(Group.ACCEPT, text, None, Place.PROGRAMME)


def _periods(store: Store, programme: Programme, actor: Actor) -> Iterable[Task]:
    """Proposals to close or reopen a period that wait for him as the second person, or for another."""
    with store.read() as connection:
        history = load_closings(connection, programme.id)
    for act in history:
        if act.accepted is not None:
            continue
        own, first = act.proposed_by == actor.id, FirstAct(act.proposed_by, act.proposed_at, Action.CLOSE)
        if not own and not may_second(programme, actor, Action.CLOSE, first):
            continue
        year, month = act.period
        address = (("afsluitjaar", str(year)), ("afsluitmaand", str(month)))
        act_words = f"{period_name(act.period)} {'afsluiten' if act.closes else 'weer openen'}"
        group = Group.OTHERS if own else Group.ACCEPT
        yield Task(group, f"Voorstel: {act_words}", None, Place.CLOSE, address)


def _questions(store: Store, standing: Standing, actor: Actor, now: datetime) -> Iterable[Task]:
    """Open questions of his domains; for someone who records decisions, late ones link to their meeting."""
    programme = standing.programme
    own = [capacity.domains for capacity in capacities(programme, actor.id, actor.on)]
    decides = may_act(programme, actor, Action.DECIDE)
    for question in list_questions(standing, load_decided(store, programme, actor, now)):
        if question.is_open and any(not domains or question.domain in domains for domains in own):
            yield _question(standing, question, decides, local_day(now))


def _question(standing: Standing, question: Question, decides: bool, on: date) -> Task:
    name = standing.programme.domain(question.domain).name if question.domain else ""
    text = f"{name}: {question.text}".removeprefix(": ")
    if decides and question.meeting and question.is_late(on):
        address = (("vergadering", question.meeting.isoformat()),)
        return Task(Group.OWED, f"Leg het besluit vast. {text}", question.meeting, Place.BOARD, address)
    return Task(Group.QUESTION, text, question.meeting, Place.STEERING, (("domein", question.domain),))
