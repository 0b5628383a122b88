"""What the statements of a file change: bookings added, changed and taken away, whatever the overlap."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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

    `older` counts rows left out because a later statement already spoke of them.
    """

    added: tuple[tuple[str, Booking], ...] = ()
    changed: tuple[tuple[StoredBooking, Booking], ...] = ()
    vanished: tuple[StoredBooking, ...] = ()
    unchanged: int = 0
    older: int = 0

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
    """What the statements of one file would change, against all that is accepted now."""
    if not new:
        return LedgerDiff()
    scopes = _Scopes(connection, programme, {code for statement in new for code in statement.codes})
    rows = {identity: (row, statement.date) for statement, identity, row in _booked_rows(new)}
    current = _current_bookings(connection, programme, rows.keys(), scopes.codes)
    added, changed, unchanged, older = [], [], 0, 0
    for identity, (row, drawn_up) in rows.items():
        known = current.get(identity)
        if known and _plain(known.booking) == _plain(row):
            unchanged += 1
        elif scopes.is_superseded(drawn_up, known.booking if known else row):
            older += 1
        elif known:
            changed.append((known, row))
        else:
            added.append((identity, row))
    periods = [covered_period(statement) for statement in new]
    vanished = tuple(
        known
        for identity, known in current.items()
        if identity not in rows and _is_denied(known.booking, new, periods, scopes)
    )
    return LedgerDiff(tuple(added), tuple(changed), vanished, unchanged, older)


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


class _Scopes:
    """Which accepted statements spoke of which line and period, for the lines at hand."""

    def __init__(self, connection: Connection, programme: str, codes: set[str]) -> None:
        self.codes = codes
        self._periods: dict[str, list[tuple[date, date, date]]] = defaultdict(list)
        query = (
            select(statement_codes.c.code, statements.c.first, statements.c.last, statements.c.date)
            .join_from(statement_codes, statements)
            .where(statements.c.programme == programme, statements.c.states_bookings)
        )
        for code, first, last, drawn_up in connection.execute(query):
            self._periods[code].append((first, last, drawn_up))

    def is_superseded(self, drawn_up: date, row: Booking) -> bool:
        """Whether a statement drawn up later than `drawn_up` already spoke of this line on this day."""
        return any(
            first <= row.date <= last and later > drawn_up
            for first, last, later in self._periods.get(row.code, ())
        )


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


def _current_bookings(
    connection: Connection, programme: str, identities: Iterable[str], codes: set[str]
) -> dict[str, StoredBooking]:
    """What counts now for these lines, and for these identities wherever they stand."""
    found: dict[str, StoredBooking] = {}
    for part in _batches(sorted(codes)):
        found |= _load_current(connection, counting_bookings(programme).where(bookings.c.code.in_(part)))
    rest = [identity for identity in identities if identity not in found]
    for part in _batches(rest):
        found |= _load_current(connection, counting_bookings(programme).where(bookings.c.identity.in_(part)))
    return found


def _load_current(connection: Connection, query) -> dict[str, StoredBooking]:
    return {
        row.identity: StoredBooking(row.id, row.identity, booking_of(row, Kind.REALISED))
        for row in connection.execute(query)
    }


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
