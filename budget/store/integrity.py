"""Checks the database against itself: files and hashes, totals and bookings, rows and audit trail."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, exists, func, select

from budget.model.months import month_end
from budget.store import audit_entries as entries
from budget.store.audit import find_break, load_trail
from budget.store.audit_entries import Entry, Values
from budget.store.cell_forms import other_forms
from budget.store.guards import changed_guards
from budget.store.mail_marks import changed_mail
from budget.store.people import NAMED, load_people
from budget.store.periods import list_changed_closed
from budget.store.removals import as_submitted, expected_seals, removed_marks
from budget.store.schema import (
    AnySelect,
    acceptances,
    booking_ends,
    bookings,
    commitment_totals,
    commitments,
    day_totals,
    metadata,
    month_totals,
    rejections,
    submissions,
)
from budget.store.schema_board import (
    board_answers,
    corrections,
    programme_proposals,
    programme_refusals,
    programme_versions,
    signatures,
    snapshots,
    steering_actions,
    steering_closings,
    withdrawals,
)
from budget.store.schema_periods import moved_bookings, period_decisions, period_proposals
from budget.store.seal import seal_everything

Totals = Counter[tuple[Any, ...]]
"""Cents by acceptance, fiscal year, day (not for commitments), code, source, theme."""
MOST_DAMAGE = 20
_PLACE = ("code", "source", "theme")
_WORDS = {
    "submit": "indienen",
    "accept": "vaststellen",
    "reject": "terugsturen",
    "freeze": "voorstellen",
    "sign": "ondertekenen",
    "withdraw": "intrekken",
    "steer": "vastleggen",
    "close": "afronden",
    "decide": "vastleggen",
    "propose-period": "voorstellen",
    "decide-period": "beslissen",
    "period": "afsluiting",
    "programme": "vastleggen",
    "programme-propose": "voorstellen",
    "programme-refuse": "terugsturen",
    "proposal": "programmavoorstel",
    "action": "actie",
    "answer": "besluit",
    "submission": "inzending",
    "snapshot": "momentopname",
}


def find_faults(connection: Connection, programme: str) -> list[str]:
    """A Dutch sentence for every change made outside the program."""
    return list(each_fault(connection, programme))


def each_fault(connection: Connection, programme: str) -> Iterator[str]:
    """The sentences of find_faults(), check by check, so that a caller can stop at the first."""
    checks = (
        _changed_files, _wrong_totals, list_changed_closed, _broken_trail, _broken_seals,
        _unlogged_changes, _unlogged_people, changed_mail, _orphans, changed_guards,
        other_forms,
    )  # fmt: skip
    unread = False
    for check in (_damage, *checks):
        faults: list[str] = []
        try:
            with connection.begin_nested():
                faults.extend(check(connection, programme))  # Keep the findings from before the failure.
        except Exception as error:  # noqa: BLE001 - rows edited by hand can fail in any way: that is the finding
            faults.append(f"De database is niet meer te lezen ({error_summary(error)}).")
            unread = True
        yield from faults
    if unread:
        yield from _unreadable_tables(connection, programme)


def error_summary(error: Exception) -> str:
    """Kind and first line of an error, without its query."""
    first_line = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return f"{type(error).__name__}: {first_line}"


def _damage(connection: Connection, _programme: str) -> Iterator[str]:
    """Damage that SQLite finds in the file itself, even where no row shows it."""
    if connection.dialect.name != "sqlite":
        return
    for message in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_DAMAGE})").scalars():
        if message != "ok":
            yield f"Het databasebestand is beschadigd: {' '.join(str(message).split())}."


def _unreadable_tables(connection: Connection, programme: str) -> list[str]:
    """The tables that cannot be read to the end, and the key of the last readable row of our own."""
    faults = []
    for table in metadata.sorted_tables:
        last = "geen enkele rij"
        try:
            with connection.begin_nested():
                for row in connection.execute(select(table).where(table.c.programme == programme)):
                    last = ", ".join(str(row._mapping[column]) for column in table.primary_key)
        except Exception as error:  # noqa: BLE001 - the driver and the types fail in many ways
            faults.append(
                f"Tabel {table.name}: te lezen tot en met {last}, daarna niet ({error_summary(error)})."
            )
    return faults


def _broken_trail(connection: Connection, programme: str) -> Iterator[str]:
    if broken := find_break(connection, programme):
        yield f"Logboek: regel {broken} is veranderd of hoort hier niet."


def _changed_files(connection: Connection, programme: str) -> Iterator[str]:
    query = select(submissions.c.id, submissions.c.sha256, submissions.c.data)
    changed = {
        row.id: bool(row.data)
        for row in connection.execute(query.where(submissions.c.programme == programme))
        if hashlib.sha256(row.data).hexdigest() != row.sha256
    }
    # An unreadable trail must not prevent checking the stored bytes.
    removed = {} if all(changed.values()) else removed_marks(load_trail(connection, programme))
    for number, has_data in changed.items():
        if has_data or f"submission {number}" not in removed:
            yield f"Inzending {number}: het bestand past niet bij het kenmerk."
    concepts = select(snapshots.c.id, snapshots.c.sha256, snapshots.c.content).join_from(
        snapshots, withdrawals
    )
    taken_back = concepts.where(snapshots.c.programme == programme).order_by(snapshots.c.id)
    for snapshot in connection.execute(taken_back):
        if hashlib.sha256(snapshot.content.encode()).hexdigest() != snapshot.sha256:
            yield f"Ingetrokken momentopname {snapshot.id}: de inhoud past niet bij het kenmerk."


def _wrong_totals(connection: Connection, programme: str) -> Iterator[str]:
    days = _booked_days(connection, programme)
    months: Totals = Counter()
    for (seq, year, day, *place), cents in days.items():
        months[seq, year, month_end(day), *place] += cents
    yield from _differences("dagtotaal", days, _sums(connection, programme, day_totals, "day"))
    yield from _differences("maandtotaal", months, _sums(connection, programme, month_totals, "month_end"))
    sums = _sums(connection, programme, commitments)
    totals = _sums(connection, programme, commitment_totals)
    yield from _differences("totaal van de verplichtingen", sums, totals)


def _booked_days(connection: Connection, programme: str) -> Totals:
    """What each acceptance added per day and line, computed from the bookings."""
    place = [bookings.c[name] for name in ("fiscal_year", "date", *_PLACE)]
    total = func.sum(bookings.c.cents)
    begun = select(bookings.c.seq, *place, total).where(bookings.c.programme == programme)
    ended = (
        select(booking_ends.c.seq, *place, -total)
        .join_from(booking_ends, bookings)
        .where(booking_ends.c.programme == programme)
    )
    sums: Totals = Counter()
    for query, seq in ((begun, bookings.c.seq), (ended, booking_ends.c.seq)):
        for *key, cents in connection.execute(query.group_by(seq, *place)):
            sums[tuple(key)] += int(cents)
    moves = select(moved_bookings, *place, bookings.c.cents).join_from(moved_bookings, bookings)
    for row in connection.execute(moves.where(moved_bookings.c.programme == programme)):
        cents, line = -row.cents if row.ends else row.cents, (row.code, row.source, row.theme)
        sums[row.seq, row.fiscal_year, row.date, *line] -= cents
        sums[row.seq, row.counts_year, row.counts_on, *line] += cents
    return sums


def _sums(connection: Connection, programme: str, table: Table, day: str | None = None) -> Totals:
    names = ("seq", "fiscal_year", *([day] if day else []), *_PLACE)
    columns = [table.c[name] for name in names]
    query = select(*columns, func.sum(table.c.cents)).where(table.c.programme == programme)
    return Counter({tuple(key): int(cents) for *key, cents in connection.execute(query.group_by(*columns))})


def _differences(name: str, right: Totals, totals: Totals) -> Iterator[str]:
    for key in sorted(right.keys() | totals.keys()):
        if right[key] != totals[key]:
            seq, _, *when, code, _, _ = key
            on = f" van {when[0]:%d-%m-%Y}" if when and isinstance(when[0], date) else ""
            yield f"Regel {code}: het {name}{on} (vaststelling {seq}) past niet bij de rijen eronder."


def _orphans(connection: Connection, programme: str) -> Iterator[str]:
    """Dangling foreign keys: possible only with the database's checks off."""
    for table, parent, query in _orphan_queries():
        if orphan := connection.execute(query, {"of": programme}).first():
            yield f"In {table} staat een rij ({', '.join(map(str, orphan))}) die bij niets hoort in {parent}."


@cache
def _orphan_queries() -> list[tuple[str, str, AnySelect]]:
    """Child, parent and query of each foreign key; built once, as building is slower than running them."""
    queries = []
    for table in metadata.sorted_tables:
        for link in sorted(table.foreign_key_constraints, key=lambda link: list(link.column_keys)):
            parent = link.referred_table.alias()
            pairs = [(e.parent, parent.c[e.column.name]) for e in link.elements]
            parent_row = exists().where(*(child == own for child, own in pairs)).correlate(table)
            conditions = [child.is_not(None) for child, _ in pairs]
            own = table.c.programme == bindparam("of")
            query = select(*table.primary_key).where(own, ~parent_row, *conditions).limit(1)
            queries.append((table.name, link.referred_table.name, query))
    return queries


def _broken_seals(connection: Connection, programme: str) -> Iterator[str]:
    """Rows that do not match the seals in the audit entry of their acceptance; the first release had none."""
    trail = load_trail(connection, programme)
    acceptances = {e.detail["seq"]: e for e in trail if e.action == "accept"}
    removed = removed_marks(trail)
    seals = seal_everything(connection, programme)
    for seq in sorted(seals.keys() | acceptances.keys()):
        if seq not in acceptances:
            yield f"Vaststelling {seq} staat niet in het logboek, maar er zijn rijen van in de database."
            continue
        sealed = expected_seals(acceptances[seq], removed)
        now = seals.get(seq, {})
        for table in sorted(sealed.keys() | now.keys()) if sealed is not None else ():
            if sealed is not None and sealed.get(table) != now.get(table):
                yield f"Vaststelling {seq}: de rijen in {table} zijn veranderd sinds ze zijn vastgesteld."


def _unlogged_changes(connection: Connection, programme: str) -> Iterator[str]:
    trail = load_trail(connection, programme)
    removed = removed_marks(trail)
    logged = {(e.action, e.subject): e for e in trail if e.action in _WORDS}
    entries = {(e.action, e.subject): e for e in _entries(connection, programme)}
    for key in sorted(logged.keys() | entries.keys()):
        if not _matches_entry(logged.get(key), as_submitted(entries.get(key), logged.get(key), removed)):
            kind, _, number = key[1].partition(" ")
            yield f"Logboek: het {_WORDS[key[0]]} van {_WORDS[kind]} {number} staat anders in de database."


def _matches_entry(logged: Entry | None, entry: Entry | None) -> bool:
    """Whether an entry matches its row; entries of the first release lack some fields and corrections."""
    if logged is None or entry is None:
        return False
    if "replaces" in entry.detail and "replaces" not in logged.detail and entry.detail["replaces"]:
        return False
    same = all(entry.detail.get(name) == value for name, value in logged.detail.items() if name != "stored")
    return same and (logged.person, logged.at) == (entry.person, entry.at)


def _unlogged_people(connection: Connection, programme: str) -> Iterator[str]:
    """People in the table but not in the trail, or the reverse."""
    people, logged = load_people(connection, programme), set()
    for entry in load_trail(connection, programme):
        logged |= set(entry.detail["added"]) if entry.action == NAMED else set()
    for person in sorted(people ^ logged):
        yield f"Persoon '{person}' staat niet zo in het logboek als in de database."


_OF_ONE_ROW = (
    (submissions, entries.submitted),
    (rejections, entries.rejected),
    (withdrawals, entries.withdrawn),
    (steering_actions, entries.steered),
    (steering_closings, entries.closed),
    (board_answers, entries.answered),
    (period_proposals, entries.period_proposed),
    (period_decisions, entries.period_decided),
    (programme_proposals, entries.programme_proposed),
    (programme_refusals, entries.programme_refused),
    (programme_versions, entries.programme_recorded),
)
"""The tables of which a row says all that its line in the trail does."""


def _entries(connection: Connection, programme: str) -> Iterator[Entry]:
    """The entries that the trail must have, derived from the rows."""
    for table, entry in _OF_ONE_ROW:
        for r in _rows(connection, select(table).where(table.c.programme == programme)):
            yield entry(r)
    joined = select(acceptances, submissions.c.sha256).join_from(acceptances, submissions)
    for r in _rows(connection, joined.where(acceptances.c.programme == programme)):
        yield entries.accepted(r, r["sha256"], {})
    own = snapshots.c.programme == programme
    same = (corrections.c.programme == snapshots.c.programme) & (corrections.c.snapshot == snapshots.c.id)
    correction = select(snapshots, corrections.c.replaces, corrections.c.reason).outerjoin(corrections, same)
    for r in _rows(connection, correction.where(own)):
        yield entries.proposed(r, r["replaces"], r["reason"] or "")
    signed = select(signatures, snapshots.c.meeting, snapshots.c.sha256).join_from(signatures, snapshots)
    for r in _rows(connection, signed.where(own)):
        yield entries.signed(r, r["meeting"], r["sha256"])


def _rows(connection: Connection, query: AnySelect) -> Iterator[Values]:
    return (row._asdict() for row in connection.execute(query))
