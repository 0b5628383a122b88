"""The board's snapshot: figures frozen for one meeting, proposed, signed, and corrected by a new one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from budget.access import Action, FirstAct, Who, actor_of, require_second, requires
from budget.model.figures import MissingBookings
from budget.model.periods import Closing
from budget.model.programme import Meeting, Programme
from budget.model.questions import Answer
from budget.model.steering import SteeringAction
from budget.model.words import BudgetError, UnknownNameError
from budget.programme import parse_programme
from budget.snapshot.chain import digest, head_of, last_before
from budget.snapshot.codec import decode_content, encode_content
from budget.snapshot.compose import compose
from budget.standing.coverage import missing_words
from budget.standing.frozen_years import load_picture
from budget.standing.moment import load_standing
from budget.store import Connection, Store
from budget.store.periods import load_closings
from budget.store.questions import load_answers
from budget.store.snapshots import (
    Snapshot,
    load_concept,
    load_snapshot,
    load_snapshots,
    record_missing,
    sign_snapshot,
    store_snapshot,
    withdraw_snapshot,
)
from budget.store.steering import load_actions
from budget.store.submissions import load_submissions
from budget.usecases.reconcile import reconciled_words

SHORTEST_MARK = 8
AGAIN = "Stel de momentopname opnieuw voor."


@dataclass(frozen=True, slots=True)
class Correction:
    """Which signed snapshot a new one replaces (its hash or the beginning of it), and why."""

    replaces: str
    reason: str

    def names(self, snapshot: Snapshot) -> bool:
        """Whether `replaces` is the hash of this snapshot, or at least its first eight characters."""
        mark = self.replaces.strip().lower()
        return len(mark) >= SHORTEST_MARK and snapshot.sha256.startswith(mark)


class MissingError(BudgetError):
    """Bookings of domains end long before the reference date, and this person did not confirm that."""

    def __init__(self, missing: Sequence[MissingBookings], as_of: date) -> None:
        """`missing` is all that is missing at `as_of`."""
        codes = " ".join(f"--missing {gap.domain}" for gap in missing)
        items = [f"- {missing_words(gap, as_of.year)}" for gap in missing] or ["- Niets."]
        asks = f"Bevestig dat u dit weet: vink het aan op het scherm, of noem het met {codes}."
        lines = [f"Dit ontbreekt op {as_of:%d-%m-%Y}:", *items, *([asks] if missing else [])]
        super().__init__("\n".join([*lines, "Er is nu niets veranderd."]))


@requires(Action.FREEZE)
def propose(
    store: Store,
    programme: Programme,
    meeting: date,
    as_of: date,
    actor: Who,
    now: datetime,
    correction: Correction | None = None,
    missing: Collection[str] = (),
) -> Snapshot:
    """Freeze all figures for a meeting at a reference date, as a draft until a second person signs.

    A meeting with a signed snapshot gets another one only as a `correction`. `missing` are the domains whose
    missing bookings this person confirms; MissingError when they are not exactly those.
    """
    person = actor_of(actor).id
    meeting_found = programme.meeting(meeting)
    if as_of > meeting:
        raise BudgetError(f"De peildatum {as_of:%d-%m-%Y} ligt na de vergadering van {meeting:%d-%m-%Y}.")
    programme = replace(programme, former=())  # As verify rebuilds it: from the text alone.
    standing = load_standing(store, programme, as_of)
    if standing.is_empty:
        raise BudgetError(
            f"Voor {as_of.year} is nog geen plan vastgesteld. Lever eerst een bestedingsplan aan."
        )
    _require_known(standing.missing_bookings(), as_of, missing)
    head = head_of(standing.snapshots)
    replaced = _replaced(standing.snapshots, meeting, correction)
    reason = correction.reason.strip() if correction else ""
    since = last_before(standing.snapshots, meeting, as_of)
    with store.read() as connection:
        accepted = load_submissions(connection, programme.id)
        agreed = load_actions(connection, programme.id, now)
        answers = load_answers(connection, programme.id, now)
        closings = load_closings(connection, programme.id, now)
    answers_given = tuple(answer for _, answer in answers)
    words = reconciled_words(store, programme, as_of, standing.facts.known_at)
    picture = replace(load_picture(store, standing, closings), reconciled=words)
    beside = (replaced, reason, answers_given, picture)
    content = compose(standing, meeting_found, since, head, accepted, agreed, person, now, *beside)
    text = encode_content(content)
    snapshot = Snapshot(
        id=0,
        meeting=meeting,
        as_of=as_of,
        known_at=standing.facts.known_at,
        content=text,
        programme_text=programme.text,
        sha256=digest(text),
        previous=head,
        proposed_by=person,
        proposed_at=now,
        signed_by=None,
        signed_at=None,
        replaces=replaced.sha256 if replaced else None,
        reason=reason,
    )
    with store.write(programme.id) as connection:
        _require_unchanged(connection, programme, now, agreed, answers, closings)
        proposal = store_snapshot(connection, programme.id, snapshot)
        record_missing(connection, programme.id, proposal, person, now, missing)
        return proposal


def _require_unchanged(
    connection: Connection,
    programme: Programme,
    now: datetime,
    agreed: tuple[SteeringAction, ...],
    answers: tuple[tuple[int, Answer], ...],
    closings: tuple[Closing, ...],
) -> None:
    """Raises BudgetError for an act of the board, or about a period, since these were read."""
    if load_actions(connection, programme.id, now) != agreed:
        raise BudgetError(f"Er is net een actie vastgelegd of afgerond. {AGAIN}")
    if load_answers(connection, programme.id, now) != answers:
        raise BudgetError(f"Er is net een besluit van het bestuur vastgelegd. {AGAIN}")
    if load_closings(connection, programme.id, now) != closings:
        raise BudgetError(f"Er is net over het afsluiten van een periode beslist. {AGAIN}")


@requires(Action.SIGN)
def sign(
    store: Store,
    programme: Programme,
    meeting: date,
    actor: Who,
    now: datetime,
    shown_hash: str | None = None,
    missing: Collection[str] = (),
) -> Snapshot:
    """Sign as the second person. Raises BudgetError when the chain grew since it was proposed.

    `shown_hash` is the hash of the draft he read, or at least eight characters of it; others are refused.
    `missing` are the domains whose missing bookings he confirms: MissingError when they are not exactly those
    of the draft.
    """
    person = actor_of(actor).id
    with store.write(programme.id) as connection:
        snapshot = load_concept(connection, programme.id, programme.meeting(meeting).date)
        if shown_hash is not None and not Correction(shown_hash, "").names(snapshot):
            raise BudgetError("Sinds u keek is er een ander concept voorgesteld. Lees het opnieuw.")
        if not snapshot.is_signed and snapshot.previous != head_of(load_snapshots(connection, programme.id)):
            raise BudgetError(
                "Na dit voorstel is een andere momentopname ondertekend. Stel deze opnieuw voor."
            )
        if not snapshot.is_signed:
            _require_known(missing_in(snapshot), snapshot.as_of, missing)
            record_missing(connection, programme.id, snapshot, person, now, missing)
        first = FirstAct(snapshot.proposed_by, snapshot.proposed_at, Action.FREEZE)
        require_second(programme, actor, Action.SIGN, first)
        return sign_snapshot(connection, programme.id, snapshot.id, person, now)


def missing_in(snapshot: Snapshot) -> tuple[MissingBookings, ...]:
    """What the bookings in a frozen snapshot do not reach."""
    return decode_content(snapshot.content).missing


def _require_known(missing: Sequence[MissingBookings], as_of: date, confirmed: Collection[str]) -> None:
    if {gap.domain for gap in missing} != set(confirmed):
        raise MissingError(missing, as_of)


@requires(Action.FREEZE)
def withdraw(
    store: Store, programme: Programme, meeting: date, actor: Who, reason: str, now: datetime
) -> None:
    """Withdraw a draft. Raises BudgetError without a reason."""
    with store.write(programme.id) as connection:
        snapshot = load_concept(connection, programme.id, meeting)
        withdraw_snapshot(connection, programme.id, snapshot.id, actor_of(actor).id, reason, now)


@requires(Action.VIEW)
def snapshots(store: Store, programme: Programme, actor: Who) -> list[Snapshot]:
    """All snapshots, by meeting."""
    with store.read() as connection:
        return load_snapshots(connection, programme.id)


@requires(Action.VIEW)
def snapshot_of(
    store: Store, programme: Programme, actor: Who, meeting: date, mark: str | None = None
) -> Snapshot:
    """The snapshot in force for a meeting: signed last, else the draft; or the version that `mark` names.

    Raises UnknownNameError when there is none.
    """
    with store.read() as connection:
        newest = load_snapshot(connection, programme.id, meeting)
    if mark is None:
        return newest
    for snapshot in versions_of(store, programme, actor, meeting):
        if Correction(mark, "").names(snapshot):
            return snapshot
    raise UnknownNameError(f"Voor {meeting:%d-%m-%Y} is geen momentopname met kenmerk {mark}.")


def all_meetings(programme: Programme, snapshots: Iterable[Snapshot]) -> tuple[Meeting, ...]:
    """The meetings of the programme, plus those with a snapshot that it no longer has, by date."""
    meetings = {meeting.date: meeting for meeting in programme.meetings}
    for snapshot in snapshots:
        if snapshot.meeting not in meetings:
            meetings[snapshot.meeting] = parse_programme(snapshot.programme_text).meeting(snapshot.meeting)
    return tuple(meetings[day] for day in sorted(meetings))


def versions_of(store: Store, programme: Programme, actor: Who, meeting: date) -> list[Snapshot]:
    """Every snapshot of a meeting that was not withdrawn, newest first."""
    return [s for s in reversed(snapshots(store, programme, actor)) if s.meeting == meeting]


def _replaced(snapshots: Iterable[Snapshot], meeting: date, correction: Correction | None) -> Snapshot | None:
    if correction is None:
        return None
    for snapshot in snapshots:
        if snapshot.is_signed and snapshot.meeting == meeting and correction.names(snapshot):
            return snapshot
    raise UnknownNameError(
        f"Voor {meeting:%d-%m-%Y} is geen ondertekende momentopname met kenmerk {correction.replaces}."
    )
