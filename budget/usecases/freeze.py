"""The board's snapshot: frozen figures for one meeting, proposed, signed, and corrected by a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from budget.access import Action, require
from budget.model.programme import Meeting, Programme
from budget.model.words import BudgetError, UnknownNameError
from budget.programme import name_then, parse_programme
from budget.snapshot.chain import digest, head_of, last_before
from budget.snapshot.codec import decode_content, encode_content
from budget.snapshot.compose import compose
from budget.snapshot.content import Content
from budget.standing.moment import load_standing
from budget.store import Store
from budget.store.questions import load_answers
from budget.store.snapshots import (
    Snapshot,
    load_concept,
    load_snapshot,
    load_snapshots,
    sign_snapshot,
    store_snapshot,
    withdraw_snapshot,
)
from budget.store.steering import load_actions
from budget.store.submissions import load_submissions

SHORTEST_MARK = 8


@dataclass(frozen=True, slots=True)
class Correction:
    """Which signed snapshot a new one takes the place of (its hash, or how that begins), and why."""

    replaces: str
    reason: str

    def names(self, snapshot: Snapshot) -> bool:
        """Whether `replaces` is the hash of this snapshot, or the first eight characters of it or more."""
        mark = self.replaces.strip().lower()
        return len(mark) >= SHORTEST_MARK and snapshot.sha256.startswith(mark)


def propose(
    store: Store,
    programme: Programme,
    meeting: date,
    as_of: date,
    person: str,
    now: datetime,
    correction: Correction | None = None,
) -> Snapshot:
    """Freeze all figures for a meeting at a reference date; it is a concept until a second person signs.

    A meeting with a signed snapshot gets another one only as a `correction`.
    """
    require(programme, person, Action.FREEZE)
    found = programme.meeting(meeting)
    if as_of > meeting:
        raise BudgetError(f"De peildatum {as_of:%d-%m-%Y} ligt na de vergadering van {meeting:%d-%m-%Y}.")
    standing = load_standing(store, programme, as_of)
    if standing.is_empty:
        raise BudgetError(
            f"Voor {as_of.year} is nog geen plan vastgesteld. Lever eerst een bestedingsplan aan."
        )
    head = head_of(standing.snapshots)
    replaced = _replaced(standing.snapshots, meeting, correction)
    reason = correction.reason.strip() if correction else ""
    since = last_before(standing.snapshots, meeting, as_of)
    with store.read() as connection:
        accepted = load_submissions(connection, programme.id)
        agreed = load_actions(connection, programme.id, now)
        answers = load_answers(connection, programme.id, now)
    given = tuple(answer for _, answer in answers)
    content = compose(standing, found, since, head, accepted, agreed, person, now, replaced, reason, given)
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
        if load_actions(connection, programme.id, now) != agreed:
            raise BudgetError(
                "Er is net een actie vastgelegd of afgerond. Stel de momentopname opnieuw voor."
            )
        if load_answers(connection, programme.id, now) != answers:
            raise BudgetError(
                "Er is net een besluit van het bestuur vastgelegd. Stel de momentopname opnieuw voor."
            )
        return store_snapshot(connection, programme.id, snapshot)


def sign(
    store: Store, programme: Programme, meeting: date, person: str, now: datetime, seen: str | None = None
) -> Snapshot:
    """Sign as the second person. Raises BudgetError when the chain grew since it was proposed.

    `seen` is the hash of the concept he read; another one is refused.
    """
    require(programme, person, Action.SIGN)
    with store.write(programme.id) as connection:
        snapshot = load_concept(connection, programme.id, programme.meeting(meeting).date)
        if seen is not None and snapshot.sha256 != seen:
            raise BudgetError("Sinds u keek is er een ander concept voorgesteld. Lees het opnieuw.")
        if not snapshot.is_signed and snapshot.previous != head_of(load_snapshots(connection, programme.id)):
            raise BudgetError(
                "Na dit voorstel is een andere momentopname ondertekend. Stel deze opnieuw voor."
            )
        return sign_snapshot(connection, programme.id, snapshot.id, person, now)


def withdraw(
    store: Store, programme: Programme, meeting: date, person: str, reason: str, now: datetime
) -> None:
    """Take back a concept. Raises BudgetError without a reason."""
    require(programme, person, Action.FREEZE)
    with store.write(programme.id) as connection:
        snapshot = load_concept(connection, programme.id, meeting)
        withdraw_snapshot(connection, programme.id, snapshot.id, person, reason, now)


def snapshots(store: Store, programme: Programme) -> list[Snapshot]:
    """All snapshots, by meeting."""
    with store.read() as connection:
        return load_snapshots(connection, programme.id)


def snapshot_of(store: Store, programme: Programme, meeting: date, mark: str | None = None) -> Snapshot:
    """What counts for one meeting: signed last, else the concept; or the version that `mark` names.

    Raises UnknownNameError when there is none.
    """
    with store.read() as connection:
        newest = load_snapshot(connection, programme.id, meeting)
    if mark is None:
        return newest
    for found in versions_of(store, programme, meeting):
        if Correction(mark, "").names(found):
            return found
    raise UnknownNameError(f"Voor {meeting:%d-%m-%Y} is geen momentopname met kenmerk {mark}.")


def all_meetings(programme: Programme, found: Iterable[Snapshot]) -> tuple[Meeting, ...]:
    """The meetings of the programme, and those that have a snapshot but were taken out of it, by date."""
    known = {meeting.date: meeting for meeting in programme.meetings}
    for one in found:
        if one.meeting not in known:
            known[one.meeting] = parse_programme(one.programme_text).meeting(one.meeting)
    return tuple(known[day] for day in sorted(known))


def versions_of(store: Store, programme: Programme, meeting: date) -> list[Snapshot]:
    """Every snapshot of a meeting that was not withdrawn, the newest first; empty when there is none."""
    return [s for s in reversed(snapshots(store, programme)) if s.meeting == meeting]


def chain_head(store: Store, programme: Programme) -> str | None:
    """Hash of the last signed snapshot, to keep elsewhere."""
    return head_of(snapshots(store, programme))


def as_signed(found: Snapshot, programme: Programme) -> tuple[Content, str, str | None, datetime | None]:
    """What a report is made of: frozen content, its SHA-256, who signed (by the name of then) and when."""
    signed_by = name_then(found.programme_text, programme, found.signed_by) if found.signed_by else None
    return decode_content(found.content), found.sha256, signed_by, found.signed_at


def _replaced(known: Iterable[Snapshot], meeting: date, correction: Correction | None) -> Snapshot | None:
    if correction is None:
        return None
    for snapshot in known:
        if snapshot.is_signed and snapshot.meeting == meeting and correction.names(snapshot):
            return snapshot
    raise UnknownNameError(
        f"Voor {meeting:%d-%m-%Y} is geen ondertekende momentopname met kenmerk {correction.replaces}."
    )
