"""Whether what is stored agrees with itself: files with hashes, totals with bookings, rows with the trail."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from budget.store.audit import Entry, find_break, load_trail
from budget.store.ledger import month_end
from budget.store.marks import NO_FACTS, facts_marks
from budget.store.schema import (
    acceptances,
    booking_ends,
    bookings,
    commitment_totals,
    commitments,
    day_totals,
    month_totals,
    rejections,
    submissions,
)
from budget.store.schema_board import (
    signatures,
    snapshots,
    steering_actions,
    steering_closings,
    withdrawals,
)
from budget.store.steering import action_detail
from budget.store.submissions import submitted_detail

_PLACE = ("code", "source", "theme")
_WORDS = {
    "submit": "indienen",
    "accept": "vaststellen",
    "reject": "terugsturen",
    "freeze": "voorstellen",
    "sign": "ondertekenen",
    "withdraw": "intrekken",
    "steer": "afspreken",
    "close": "afronden",
    "submission": "inzending",
    "snapshot": "momentopname",
    "action": "actie",
}


def find_faults(connection: Connection, programme: str) -> list[str]:
    """A Dutch sentence for everything that was changed behind the program's back; none if all is well."""
    faults: list[str] = []
    for check in (_changed_files, _wrong_totals, _broken_trail, _odd_snapshots, _untold_changes):
        try:
            faults += check(connection, programme)
        except (ValueError, TypeError, KeyError) as error:
            faults.append(f"In de database staat iets dat niet te lezen is ({error}).")
    return faults


def _broken_trail(connection: Connection, programme: str) -> Iterator[str]:
    if broken := find_break(connection, programme):
        yield f"Logboek: regel {broken} is veranderd of hoort hier niet."


def _changed_files(connection: Connection, programme: str) -> Iterator[str]:
    query = select(submissions.c.id, submissions.c.sha256, submissions.c.data)
    for row in connection.execute(query.where(submissions.c.programme == programme)):
        if hashlib.sha256(row.data).hexdigest() != row.sha256:
            yield f"Inzending {row.id}: het bestand past niet bij het kenmerk."


def _wrong_totals(connection: Connection, programme: str) -> Iterator[str]:
    days = _booked_days(connection, programme)
    months: Counter[tuple] = Counter()
    for (seq, year, day, *place), cents in days.items():
        months[seq, year, month_end(day), *place] += cents
    yield from _differences("dagtotaal", days, _sums(connection, programme, day_totals, "day"))
    yield from _differences("maandtotaal", months, _sums(connection, programme, month_totals, "month_end"))
    stated = _sums(connection, programme, commitments)
    kept = _sums(connection, programme, commitment_totals)
    yield from _differences("totaal van de verplichtingen", stated, kept)


def _booked_days(connection: Connection, programme: str) -> Counter[tuple]:
    """What each acceptance added to every day and line, from the bookings themselves."""
    place = [bookings.c[name] for name in ("fiscal_year", "date", *_PLACE)]
    total = func.sum(bookings.c.cents)
    begun = select(bookings.c.seq, *place, total).where(bookings.c.programme == programme)
    ended = (
        select(booking_ends.c.seq, *place, -total)
        .join_from(booking_ends, bookings, booking_ends.c.booking == bookings.c.id)
        .where(booking_ends.c.programme == programme)
    )
    sums: Counter[tuple] = Counter()
    for query, seq in ((begun, bookings.c.seq), (ended, booking_ends.c.seq)):
        for *key, cents in connection.execute(query.group_by(seq, *place)):
            sums[tuple(key)] += int(cents)
    return sums


def _sums(connection: Connection, programme: str, table, day: str | None = None) -> Counter[tuple]:
    names = ("seq", "fiscal_year", *([day] if day else []), *_PLACE)
    columns = [table.c[name] for name in names]
    query = select(*columns, func.sum(table.c.cents)).where(table.c.programme == programme)
    return Counter({tuple(key): int(cents) for *key, cents in connection.execute(query.group_by(*columns))})


def _differences(name: str, right: Counter[tuple], kept: Counter[tuple]) -> Iterator[str]:
    for key in sorted(right.keys() | kept.keys()):
        if right[key] != kept[key]:
            seq, _, *when, code, _, _ = key
            on = f" van {when[0]:%d-%m-%Y}" if when and isinstance(when[0], date) else ""
            yield f"Regel {code}: het {name}{on} (vaststelling {seq}) past niet bij de rijen eronder."


def _untold_changes(connection: Connection, programme: str) -> Iterator[str]:
    """Rows of which the trail tells something else, tells nothing, or that are gone."""
    done = {_key(entry): entry.detail for entry in _entries(connection, programme)}
    odd = set()
    for entry in load_trail(connection, programme):
        if entry.action not in _WORDS:
            continue
        found = done.pop(_key(entry), None)
        if found is None or any(found.get(name) != value for name, value in entry.detail.items()):
            odd.add((entry.action, entry.subject))
    for action, subject in sorted(odd | {(action, subject) for action, subject, *_ in done}):
        kind, _, number = subject.partition(" ")
        yield f"Logboek: het {_WORDS[action]} van {_WORDS[kind]} {number} staat anders in de database."


def _key(entry: Entry) -> tuple:
    return entry.action, entry.subject, entry.person, entry.at


def _entries(connection: Connection, programme: str) -> Iterator[Entry]:
    """What the trail must tell, from the rows it tells of."""
    own, sha = submissions.c.programme == programme, submissions.c.sha256
    marks = facts_marks(connection, programme)
    for r in connection.execute(select(submissions).where(own)):
        detail = submitted_detail(r._mapping)
        yield Entry(r.submitted_at, r.submitted_by, "submit", f"submission {r.id}", detail)
    joined = select(acceptances, sha).join(submissions, submissions.c.id == acceptances.c.submission)
    for r in connection.execute(joined.where(acceptances.c.programme == programme)):
        detail = {"seq": r.seq, "sha256": r.sha256, "submitted_by": r.submitted_by}
        detail["facts"] = marks.pop(r.seq, NO_FACTS)
        yield Entry(r.accepted_at, r.accepted_by, "accept", f"submission {r.submission}", detail)
    for seq in marks:
        yield Entry(datetime.min, "", "accept", f"submission (vaststelling {seq})", {})
    joined = select(rejections).outerjoin(submissions, submissions.c.id == rejections.c.submission)
    for r in connection.execute(joined.where(own | submissions.c.id.is_(None))):
        detail = {"reason": r.reason}
        yield Entry(r.rejected_at, r.rejected_by, "reject", f"submission {r.submission}", detail)
    yield from _board_entries(connection, programme)
    yield from _action_entries(connection, programme)


def _board_entries(connection: Connection, programme: str) -> Iterator[Entry]:
    own = snapshots.c.programme == programme
    for r in connection.execute(select(snapshots).where(own)):
        detail = {"meeting": r.meeting.isoformat(), "sha256": r.sha256}
        yield Entry(r.proposed_at, r.proposed_by, "freeze", f"snapshot {r.id}", detail)
    joined = select(signatures, snapshots.c.meeting, snapshots.c.sha256).outerjoin(
        snapshots, snapshots.c.id == signatures.c.snapshot
    )
    for r in connection.execute(joined.where(own | snapshots.c.id.is_(None))):
        detail = {"meeting": str(r.meeting), "sha256": r.sha256, "proposed_by": r.proposed_by}
        yield Entry(r.signed_at, r.signed_by, "sign", f"snapshot {r.snapshot}", detail)
    joined = select(withdrawals).outerjoin(snapshots, snapshots.c.id == withdrawals.c.snapshot)
    for r in connection.execute(joined.where(own | snapshots.c.id.is_(None))):
        detail = {"reason": r.reason}
        yield Entry(r.withdrawn_at, r.withdrawn_by, "withdraw", f"snapshot {r.snapshot}", detail)


def _action_entries(connection: Connection, programme: str) -> Iterator[Entry]:
    own = steering_actions.c.programme == programme
    for r in connection.execute(select(steering_actions).where(own)):
        yield Entry(r.registered_at, r.registered_by, "steer", f"action {r.id}", action_detail(r._mapping))
    joined = select(steering_closings).outerjoin(
        steering_actions, steering_actions.c.id == steering_closings.c.action
    )
    for r in connection.execute(joined.where(own | steering_actions.c.id.is_(None))):
        detail = {"outcome": r.outcome}
        yield Entry(r.closed_at, r.closed_by, "close", f"action {r.action}", detail)


def _odd_snapshots(connection: Connection, programme: str) -> Iterator[str]:
    """Snapshots, also those withdrawn, whose row says something else than their frozen content."""
    for r in connection.execute(select(snapshots).where(snapshots.c.programme == programme)):
        if hashlib.sha256(r.content.encode()).hexdigest() != r.sha256:
            yield f"Momentopname {r.id}: de inhoud past niet bij het kenmerk."
            continue
        content = json.loads(r.content)
        frozen = {
            "vergadering": (content["meeting"]["date"], r.meeting.isoformat()),
            "peildatum": (content["as_of"], r.as_of.isoformat()),
            "stand van de kennis": (content["known_at"], r.known_at),
            "moment van voorstellen": (content["proposed_at"], r.proposed_at.isoformat()),
            "vorige momentopname": (content["previous"], r.previous),
            "programma": (
                content["programme"]["sha256"],
                hashlib.sha256(r.programme_text.encode()).hexdigest(),
            ),
        }
        for what, (then, now) in frozen.items():
            if then != now:
                yield f"Momentopname {r.id}: {what} was {then}, maar is nu {now}."
