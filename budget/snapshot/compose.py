"""Composes a content: all figures and sentences of a standing, frozen for one meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime

from budget.insight.facts import Resolver
from budget.labels import ROLE_NAME, TERMS, period_name, whole_domain
from budget.model.amended_plan import AmendmentStep
from budget.model.content import MovedBooking, Progress
from budget.model.domain_records import Decision, Promise
from budget.model.figures import Row
from budget.model.months import local_day
from budget.model.programme import Meeting, Programme, SignalRule
from budget.model.questions import Answer
from budget.model.steering import SteeringAction
from budget.model.succession import Succession, SuccessionKind, successions_in_force
from budget.model.words import By, Cents
from budget.model.years import NO_PICTURE, Picture
from budget.snapshot.codec import decode_content
from budget.snapshot.comparison import compare, differences
from budget.snapshot.content import (
    FORMAT,
    Action,
    Content,
    Correction,
    FundingSource,
    MeetingIdentity,
    Note,
    ProgrammeIdentity,
    Replacement,
    Rule,
    Since,
    Version,
)
from budget.snapshot.domain_records import FrozenDecision, FrozenPromise
from budget.snapshot.forecast_record import chained, record_of, record_sentence
from budget.snapshot.plans import PlanChange, PlanHistory, PlanStep
from budget.snapshot.questions import Decided, for_meeting, list_questions, open_by_domain
from budget.standing.agenda import agenda_of
from budget.standing.codes import codes_sentence
from budget.standing.coverage import count_planned, missing_first, missing_sentence, old_commitments_sentence
from budget.standing.decision_path import undecided_sentence
from budget.standing.decisions import decisions_of, escalations_sentence
from budget.standing.late_bookings import closed_sentence, corrections_sentence
from budget.standing.moment import Standing
from budget.standing.outside_totals import open_requests, promises_of, promises_sentence, requests_sentence
from budget.standing.overview import domain_results, owners
from budget.standing.own_record import margins_sentence
from budget.standing.planning_control import natures_of
from budget.standing.results import result_rows
from budget.standing.sentences import decisions_asked, summary
from budget.store.snapshots import Snapshot
from budget.store.submissions import State, Submission
from budget.version import __version__

GROUPS = (By.DOMAIN, By.ACTION_LINE, By.LINE, By.SOURCE, By.THEME, By.BUDGET_HOLDER, By.POT)


def compose(
    standing: Standing,
    meeting: Meeting,
    since: Snapshot | None,
    head: str | None,
    submissions: list[Submission],
    agreed: tuple[SteeringAction, ...],
    person: str,
    now: datetime,
    replaced: Snapshot | None = None,
    reason: str = "",
    answers: tuple[Answer, ...] = (),
    picture: Picture = NO_PICTURE,
    *,
    is_told_once: bool = True,
) -> Content:
    """The frozen content; the same facts give the same content.

    `since` is the snapshot to compare with, `head` the hash this one is chained to; a correction replaces
    `replaced` for a `reason`. `answers` of the board and `agreed` actions are all those recorded; `picture`
    has all years of the programme at the same moment. Without `is_told_once` an action that ended comes back
    in every second snapshot, as in contents from before 0.10.0.
    """
    programme, facts = standing.programme, standing.facts
    domains, total = standing.rows(By.DOMAIN), standing.total()
    earlier = decode_content(since.content) if since else None
    to_tell = _to_show(agreed, earlier) if is_told_once else agreed
    actions = _actions(programme, to_tell, facts.as_of, earlier)
    questions = list_questions(standing, Decided(answers, agreed))
    board_questions = for_meeting(questions, meeting.date, facts.year, earlier.questions if earlier else ())
    changes = None
    if since and earlier:
        at = Since(since.meeting, since.as_of, since.sha256)
        changes = compare(standing, at, since.known_at, earlier, actions)
    return Content(
        format=FORMAT,
        software=__version__,
        programme=_identity(programme),
        meeting=MeetingIdentity(meeting.date, meeting.spotlight, meeting.fictional),
        year=facts.year,
        as_of=facts.as_of,
        known_at=facts.known_at,
        proposed_by=programme.name_of(person),
        proposed_at=now,
        total=total,
        rows={by: domains if by is By.DOMAIN else standing.rows(by) for by in GROUPS},
        pace={key: standing.pace(key or None) for key in ("", *(row.key for row in domains if row.key))},
        sentences=_sentences(standing, picture, head),
        asks=decisions_asked(domains, owners(programme), programme.rules, open_by_domain(board_questions)),
        actions=actions,
        notes=tuple(_note(standing, note) for note in standing.progress()),
        partners=tuple(p for p in standing.partners if p.year == facts.year),
        changes=changes,
        versions=tuple(_version(standing, s) for s in submissions if _counts(s, facts.known_at)),
        terms=TERMS,
        roles={person.name: ROLE_NAME[person.role].lower() for person in programme.people},
        rules=tuple(_rule(rule) for rule in programme.rules if rule.valid_from <= facts.as_of),
        previous=head,
        sources=tuple(FundingSource(s.code, s.colour, s.unspent, s.name) for s in programme.sources),
        agenda=agenda_of(
            standing,
            meeting,
            earlier.domain_colours if earlier else {},
            agreed,
            now.date(),
            open_by_domain(board_questions),
        ),
        replaces=_replacement(replaced, reason, (*domains, total)) if replaced else None,
        missing=standing.missing_bookings(),
        questions=board_questions,
        results=domain_results(standing),
        plans=tuple(_plans(standing)),
        releases=tuple(Resolver(standing.knowledge, programme).releases()),
        years=picture.years,
        rolled=picture.rolled,
        closed=picture.closed,
        measured=result_rows(standing),
        requests=open_requests(standing),
        successions=tuple(_successions(standing)),
        natures=natures_of(standing),
        own_margins=facts.own_margins,
        promises=tuple(_promised(promise, programme, facts.as_of) for promise in promises_of(standing)),
        decisions=tuple(_frozen_decision(d, programme, facts.as_of) for d in decisions_of(standing)),
        corrections=tuple(_correction(standing, booking) for booking in standing.corrections()),
    )


def _successions(standing: Standing) -> Iterator[Succession]:
    """The successions of line codes in force, by old code."""
    rows = successions_in_force(standing.knowledge.successions, standing.facts.known_at)
    return (row for code in sorted(rows) for row in rows[code] if row.fate is not SuccessionKind.STAYS)


def _sentences(standing: Standing, picture: Picture, head: str | None) -> tuple[str, ...]:
    """The summary: first and last what the bookings do not reach.

    For a year that is over, also how often its forecasts (signed up to `head`) held.
    """
    facts, missing = standing.facts, standing.missing_bookings()
    reached = facts.as_of if missing else standing.booked_until()
    domains = standing.rows(By.DOMAIN)
    first, *others = summary(standing.total(), domains, facts, reached)
    listing = [
        undecided_sentence(standing),
        record_sentence(record_of(standing, chained(standing.snapshots, head))),
        margins_sentence(facts),
        closed_sentence(picture.closed),
        escalations_sentence(standing.decisions, facts.as_of),
        requests_sentence(standing),
        promises_sentence(standing),
        codes_sentence(standing),
        corrections_sentence(standing.corrections(), facts.year),
        old_commitments_sentence(standing.old_commitments()),
        picture.reconciled,
        # Keep it last: open data shows the first sentence and the last.
        missing_sentence(missing, count_planned(domains), facts.year),
    ]
    return (missing_first(missing, first), *others, *filter(None, listing))


def _plans(standing: Standing) -> Iterator[PlanHistory]:
    """How the plan of each domain came about."""
    for domain in standing.programme.domains:
        plan, decided = standing.amended(domain.code), next(iter(standing.decided(domain.code)), None)
        if plan is None:
            continue
        yield PlanHistory(
            domain.code,
            plan.first.on,
            plan.total.original or 0,
            tuple(map(_plan_change, plan.steps, plan.total.changes)),
            plan.total.current or 0,
            tuple(
                PlanStep(s.version, standing.programme.step_name(s.step), s.date, s.document, s.remark)
                for s in (decided.steps if decided else ())
            ),
            decided.is_decided if decided else None,
        )


def _plan_change(step: AmendmentStep, cents: Cents) -> PlanChange:
    why = step.amendment
    return PlanChange(step.on, step.origin, why.reason if why else "", why.document if why else "", cents)


def _identity(programme: Programme) -> ProgrammeIdentity:
    return ProgrammeIdentity(
        programme.id,
        programme.name,
        programme.board,
        programme.scope,
        programme.notice,
        hashlib.sha256(programme.text.encode()).hexdigest(),
    )


def _to_show(agreed: tuple[SteeringAction, ...], earlier: Content | None) -> tuple[SteeringAction, ...]:
    """The actions without those that ended before `earlier` was proposed and that it does not show."""
    if earlier is None:
        return agreed
    earlier_ids, day = {action.id for action in earlier.actions}, local_day(earlier.proposed_at)
    return tuple(
        action
        for action in agreed
        if action.closed_on is None or action.closed_on >= day or action.id in earlier_ids
    )


def _actions(
    programme: Programme, agreed: tuple[SteeringAction, ...], as_of: date, earlier: Content | None
) -> tuple[Action, ...]:
    """Every agreed action, without those that the earlier snapshot already showed as closed."""
    already_done = {action.identity for action in earlier.actions if action.is_done} if earlier else set()
    actions = (_action(programme, action, as_of) for action in agreed)
    return tuple(action for action in actions if not (action.closed and action.identity in already_done))


def _action(programme: Programme, action: SteeringAction, as_of: date) -> Action:
    return Action(
        domain=action.domain,
        text=action.text,
        owner=programme.name_of(action.owner),
        due=action.due,
        expected=action.expected,
        meeting=action.meeting,
        closed=action.closed_on,
        outcome=action.outcome,
        overdue=action.was_overdue(as_of),
        id=action.id,
    )


def _note(standing: Standing, note: Progress) -> Note:
    activity = next((x.activity for x in standing.facts.lines if x.key.code == note.code), "")
    whole = {domain.code: whole_domain(domain.name) for domain in standing.programme.domains}
    activity = activity or whole.get(note.code, "")
    values = {field.name: getattr(note, field.name) for field in fields(Progress)}
    return Note(**values, domain=standing.domain_of(note.code), activity=activity)


def _promised(promise: Promise, programme: Programme, as_of: date) -> FrozenPromise:
    return FrozenPromise(
        domain=promise.domain,
        promise=promise.promise,
        made_to=promise.made_to,
        owner=programme.name_of(promise.owner),
        meeting=promise.meeting,
        due=promise.due,
        state="te laat" if promise.is_overdue(as_of) else promise.state.value,
        outcome=promise.outcome,
    )


def _frozen_decision(decision: Decision, programme: Programme, as_of: date) -> FrozenDecision:
    """A decision as frozen, with the names of persons."""
    return FrozenDecision(
        domain=decision.domain,
        date=decision.date,
        code=decision.code,
        decision=decision.decision,
        amount=decision.amount,
        criteria=decision.criteria_used,
        decided_persons=", ".join(decision.decided_by),
        escalation=decision.escalation,
        conflict=", ".join(programme.name_of(person_id) for person_id in decision.conflict),
        route=decision.route,
        ended_on=None if decision.is_open(as_of) else decision.resolved_on,
        ended_by="" if decision.is_open(as_of) else ", ".join(decision.resolved_by),
        is_open=decision.is_open(as_of),
    )


def _correction(standing: Standing, booking: MovedBooking) -> Correction:
    row = booking.booking
    return Correction(
        of=period_name(booking.period),
        domain=standing.domain_of(row.code),
        code=row.code,
        document=row.document,
        booked_on=row.date,
        counts_on=booking.counts_on,
        description=row.description,
        cents=booking.cents,
    )


def _replacement(replaced: Snapshot, reason: str, rows: tuple[Row, ...]) -> Replacement:
    changes = differences(decode_content(replaced.content), rows)
    return Replacement(replaced.meeting, replaced.as_of, replaced.sha256, reason, changes)


def _counts(submission: Submission, known_at: int) -> bool:
    if submission.seq is None or submission.state is not State.ACCEPTED:
        return False
    return submission.seq <= known_at


def _version(standing: Standing, submission: Submission) -> Version:
    """An accepted submission, with its decision."""
    programme = standing.programme
    if submission.decided_by is None or submission.decided_at is None:
        raise ValueError(f"submission {submission.id} is accepted by nobody")
    return Version(
        kind=submission.kinds,
        domains=submission.domains,
        file=submission.file,
        sha256=submission.sha256,
        submission=submission.id,
        submitted_by=programme.name_of(submission.submitted_by),
        submitted_at=submission.submitted_at,
        accepted_by=programme.name_of(submission.decided_by),
        accepted_at=submission.decided_at,
        submitted_as=_role(programme, submission.submitted_by),
        accepted_as=_role(programme, submission.decided_by),
        allowed_by=next(
            (a.allowed_by for a in standing.knowledge.acceptances if a.submission == submission.id), ()
        ),
    )


def _role(programme: Programme, person: str) -> str:
    """The role of a person in words; empty for someone no longer in the programme."""
    return next((ROLE_NAME[p.role] for p in programme.people if p.id == person), "")


def _rule(rule: SignalRule) -> Rule:
    return Rule(*(getattr(rule, field.name) for field in fields(Rule)))
