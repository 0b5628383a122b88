"""What the statements of a file change: bookings added, changed and taken away, whatever the overlap."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from sqlalchemy import Connection, and_, select

from budget.model import Booking, Cents, Kind, Statement
from budget.store.schema import booking_ends, bookings, statement_codes, statements

BATCH = 500


@dataclass(frozen=True, slots=True)
class StoredBooking:
    """A booking that counts now, with its row id. Suppliers are kept apart and not loaded."""

    id: int
    identity: str
    booking: Booking


@dataclass(frozen=True, slots=True)
class LedgerDiff:
    """What accepting statements would do to the bookings that count.

    `older` counts rows left out because a later statement already spoke of them; `noted` are those among
    them that are still the newest word about their booking, kept so that the order of files never matters.
    """

    added: tuple[tuple[str, Booking], ...] = ()
    changed: tuple[tuple[StoredBooking, Booking], ...] = ()
    vanished: tuple[StoredBooking, ...] = ()
    unchanged: int = 0
    older: int = 0
    noted: tuple[tuple[str, Booking], ...] = ()

    @property
    def fresh(self) -> tuple[tuple[str, Booking], ...]:
        """Rows that start to count, with their identity."""
        return (*self.added, *((stored.identity, row) for stored, row in self.changed))

    @property
    def gone(self) -> tuple[StoredBooking, ...]:
        """Rows that stop counting."""
        return (*(stored for stored, _ in self.changed), *self.vanished)

    def deltas(self) -> Iterator[tuple[Booking, Cents]]:
        """Every row that starts (+) or stops (-) counting, with what it adds to the realised total."""
        yield from ((row, row.amount) for _, row in self.fresh)
        yield from ((stored.booking, -stored.booking.amount) for stored in self.gone)


def identify(rows: Iterable[Booking]) -> Iterator[tuple[str, Booking]]:
    """Each row with its identity: document and sequence number, else the whole row with its count."""
    seen: Counter[str] = Counter()
    for row in rows:
        if row.sequence:
            yield f"D|{row.document}|{row.sequence}", row
            continue
        text = "\x1f".join(str(value) for value in row)
        digest = hashlib.sha256(text.encode()).hexdigest()[:32]
        seen[digest] += 1
        yield f"R|{digest}|{seen[digest]}", row


def compare_ledger(connection: Connection, programme: str, new: Sequence[Statement]) -> LedgerDiff:
    """What the statements of one file would change, against all that is accepted now.

    A booking stands as the statement drawn up last that names it says, and counts unless a statement
    drawn up still later speaks of that line and day without naming it.
    """
    if not new:
        return LedgerDiff()
    scopes = _Scopes(connection, programme)
    rows = {identity: (row, statement.date) for statement, identity, row in _booked_rows(new)}
    codes = {code for statement in new for code in statement.codes}
    words = _newest_words(connection, programme, rows.keys(), codes, scopes)
    added, changed, vanished, noted, unchanged, older = [], [], [], [], 0, 0
    for identity, (row, drawn_up) in rows.items():
        word = words.get(identity)
        known = word.stored if word and word.counts else None
        is_same = word is not None and _plain(word.stored.booking) == _plain(row)
        if known and is_same:
            unchanged += 1
        elif word and (scopes.said_on(word), is_same) >= (drawn_up, True):
            older += 1
        elif scopes.is_superseded(drawn_up, row):
            older += 1
            vanished += [known] if known else []
            noted += [(identity, row)] if row.sequence else []
        elif known:
            changed.append((known, row))
        else:
            added.append((identity, row))
    periods = [covered_period(statement) for statement in new]
    vanished += [
        word.stored
        for identity, word in words.items()
        if identity not in rows and _is_denied(word.stored.booking, new, periods, scopes)
    ]
    return LedgerDiff(tuple(added), tuple(changed), tuple(vanished), unchanged, older, tuple(noted))


def covered_period(statement: Statement) -> tuple[date, date]:
    """The period a statement speaks of: what it says, and never less than its own bookings."""
    days = [row.date for row in statement.rows if row.kind is Kind.REALISED]
    return min([statement.first, *days]), max([statement.last, *days])


def counting_bookings(programme: str, known_at: int | None = None):
    """Query of the bookings that count at `known_at`, else now."""
    ends = booking_ends.c.booking == bookings.c.id
    if known_at is not None:
        ends = and_(ends, booking_ends.c.seq <= known_at)
    query = (
        select(bookings)
        .outerjoin(booking_ends, ends)
        .where(bookings.c.programme == programme, booking_ends.c.booking.is_(None))
    )
    return query if known_at is None else query.where(bookings.c.seq <= known_at)


def booking_of(row, kind: Kind) -> Booking:
    """The booking in a row of `bookings` or `commitments`, without its supplier."""
    return Booking(
        row.document, row.sequence, row.date, row.fiscal_year, row.code, row.source, row.theme,
        row.description, "", row.cents, kind,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Word:
    """The newest word about a booking, said by statements accepted from `since` and before `until`."""

    stored: StoredBooking
    since: int
    until: float

    @property
    def counts(self) -> bool:
        return self.until == inf


class _Scopes:
    """Which accepted statements spoke of which line and period."""

    def __init__(self, connection: Connection, programme: str) -> None:
        self._periods: dict[str, list[tuple[date, date, date, int]]] = defaultdict(list)
        query = (
            select(
                statement_codes.c.code, statements.c.first, statements.c.last, statements.c.date,
                statements.c.seq,
            )
            .join_from(statement_codes, statements)
            .where(statements.c.programme == programme, statements.c.states_bookings)
        )  # fmt: skip
        for code, *period in connection.execute(query):
            self._periods[code].append(tuple(period))

    def is_superseded(self, drawn_up: date, row: Booking) -> bool:
        """Whether a statement drawn up later than `drawn_up` already spoke of this line on this day."""
        return any(
            first <= row.date <= last and later > drawn_up
            for first, last, later, _ in self._periods.get(row.code, ())
        )

    def said_on(self, word: _Word) -> date:
        """Day of the latest statement that named this booking so."""
        row = word.stored.booking
        days = (
            drawn_up
            for first, last, drawn_up, seq in self._periods.get(row.code, ())
            if first <= row.date <= last and word.since <= seq < word.until
        )
        return max(days, default=date.min)


def _booked_rows(new: Sequence[Statement]) -> Iterator[tuple[Statement, str, Booking]]:
    """Rows of kind realisatie of all sheets of a file; a row's count runs over the whole file."""
    owners = [(s, row) for s in new for row in s.rows if row.kind is Kind.REALISED]
    for (statement, _), (identity, row) in zip(owners, identify(row for _, row in owners), strict=True):
        yield statement, identity, row


def _is_denied(
    known: Booking, new: Sequence[Statement], periods: Sequence[tuple[date, date]], scopes: _Scopes
) -> bool:
    """Some new statement covers this booking without naming it, and nothing later vouches for it."""
    return any(
        statement.states_bookings
        and known.code in statement.codes
        and first <= known.date <= last
        and not scopes.is_superseded(statement.date, known)
        for statement, (first, last) in zip(new, periods, strict=True)
    )


def _plain(row: Booking) -> tuple:
    """A row without its supplier: that is kept apart and never decides whether money changed."""
    return row._replace(supplier="", kind=Kind.REALISED)


def _newest_words(
    connection: Connection, programme: str, identities: Iterable[str], codes: set[str], scopes: _Scopes
) -> dict[str, _Word]:
    """What counts now for these lines, and the newest word about these identities wherever they stand."""
    found: dict[str, _Word] = {}
    for part in _batches(sorted(codes)):
        for row in connection.execute(counting_bookings(programme).where(bookings.c.code.in_(part))):
            found[row.identity] = _word(row, None)
    ended = select(bookings, booking_ends.c.seq.label("ended")).outerjoin(
        booking_ends, booking_ends.c.booking == bookings.c.id
    )
    for part in _batches([identity for identity in identities if identity not in found]):
        query = ended.where(bookings.c.programme == programme, bookings.c.identity.in_(part))
        for row in connection.execute(query.order_by(bookings.c.id)):
            word, known = _word(row, row.ended), found.get(row.identity)
            if known is None or word.counts or scopes.said_on(known) <= scopes.said_on(word):
                found[row.identity] = word
    return found


def _word(row, ended: int | None) -> _Word:
    """A row that ended was last named in the time it counted; one kept as a note, when it came."""
    stored = StoredBooking(row.id, row.identity, booking_of(row, Kind.REALISED))
    return _Word(stored, row.seq, inf if ended is None else max(ended, row.seq + 1))


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
