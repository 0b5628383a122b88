"""Whether what is stored agrees with itself: files with hashes, totals with bookings, rows with the trail."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from budget.store.audit import Entry, find_break, load_trail
from budget.store.ledger import month_end
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
from budget.store.schema_board import signatures, snapshots, withdrawals

_PLACE = ("code", "source", "theme")
_WORDS = {
    "submit": "indienen",
    "accept": "vaststellen",
    "reject": "terugsturen",
    "freeze": "voorstellen",
    "sign": "ondertekenen",
    "withdraw": "intrekken",
    "submission": "inzending",
    "snapshot": "momentopname",
}


def find_faults(connection: Connection, programme: str) -> list[str]:
    """A Dutch sentence for everything that was changed behind the program's back; none if all is well."""
    faults = [*_changed_files(connection, programme), *_wrong_totals(connection, programme)]
    if broken := find_break(connection, programme):
        faults.append(f"Logboek: regel {broken} is veranderd of hoort hier niet.")
    return [*faults, *_untold_changes(connection, programme)]


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
    told = {_plain(entry) for entry in load_trail(connection, programme) if entry.action in _WORDS}
    done = {_plain(entry) for entry in _entries(connection, programme)}
    for action, subject in sorted({(action, subject) for action, subject, *_ in told ^ done}):
        kind, _, number = subject.partition(" ")
        yield f"Logboek: het {_WORDS[action]} van {_WORDS[kind]} {number} staat anders in de database."


def _plain(entry: Entry) -> tuple:
    return entry.action, entry.subject, entry.person, entry.at, tuple(sorted(entry.detail.items()))


def _entries(connection: Connection, programme: str) -> Iterator[Entry]:
    """What the trail must tell, from the rows it tells of."""
    own = submissions.c.programme == programme
    file, sha = submissions.c.file, submissions.c.sha256
    for r in connection.execute(select(submissions).where(own)):
        detail = {"file": r.file, "sha256": r.sha256}
        yield Entry(r.submitted_at, r.submitted_by, "submit", f"submission {r.id}", detail)
    joined = select(acceptances, file, sha).join(submissions, submissions.c.id == acceptances.c.submission)
    for r in connection.execute(joined.where(own)):
        detail = {"seq": r.seq, "sha256": r.sha256, "submitted_by": r.submitted_by}
        yield Entry(r.accepted_at, r.accepted_by, "accept", f"submission {r.submission}", detail)
    joined = select(rejections).join(submissions, submissions.c.id == rejections.c.submission)
    for r in connection.execute(joined.where(own)):
        yield Entry(
            r.rejected_at, r.rejected_by, "reject", f"submission {r.submission}", {"reason": r.reason}
        )
    yield from _board_entries(connection, programme)


def _board_entries(connection: Connection, programme: str) -> Iterator[Entry]:
    own = snapshots.c.programme == programme
    for r in connection.execute(select(snapshots).where(own)):
        detail = {"meeting": r.meeting.isoformat(), "sha256": r.sha256}
        yield Entry(r.proposed_at, r.proposed_by, "freeze", f"snapshot {r.id}", detail)
    joined = select(signatures, snapshots.c.meeting, snapshots.c.sha256).join(
        snapshots, snapshots.c.id == signatures.c.snapshot
    )
    for r in connection.execute(joined.where(own)):
        detail = {"meeting": r.meeting.isoformat(), "sha256": r.sha256}
        yield Entry(r.signed_at, r.signed_by, "sign", f"snapshot {r.snapshot}", detail)
    joined = select(withdrawals).join(snapshots, snapshots.c.id == withdrawals.c.snapshot)
    for r in connection.execute(joined.where(own)):
        detail = {"reason": r.reason}
        yield Entry(r.withdrawn_at, r.withdrawn_by, "withdraw", f"snapshot {r.snapshot}", detail)
