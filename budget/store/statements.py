"""What the statements of a file change: bookings added, changed and taken away, whatever the overlap."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from sqlalchemy import Connection, and_, select

from budget.model import Booking, BudgetError, Cents, Kind, Statement
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
    `repeated` counts rows that stand on more than one sheet of the file: they count once.
    `alike` are added rows with the document, day and amount of a booking that goes on counting, on a line
    that the file does not speak of: perhaps one booking that was moved.
    """

    added: tuple[tuple[str, Booking], ...] = ()
    changed: tuple[tuple[StoredBooking, Booking], ...] = ()
    vanished: tuple[StoredBooking, ...] = ()
    unchanged: int = 0
    older: int = 0
    noted: tuple[tuple[str, Booking], ...] = ()
    repeated: int = 0
    alike: tuple[tuple[StoredBooking, Booking], ...] = ()

    @property
    def fresh(self) -> tuple[tuple[str, Booking], ...]:
        """Rows that start to count, with their identity."""
        return (*self.added, *((stored.identity, row) for stored, row in self.changed))

    @property
    def gone(self) -> tuple[StoredBooking, ...]:
        """Rows that stop counting."""
        return (*(stored for stored, _ in self.changed), *self.vanished)

    @property
    def corrections(self) -> tuple[tuple[StoredBooking, Booking | None], ...]:
        """Bookings that would count otherwise, or no more (None); another description is no correction."""
        figures = [pair for pair in self.changed if _figures(pair[0].booking) != _figures(pair[1])]
        return (*figures, *((stored, None) for stored in self.vanished))

    def deltas(self) -> Iterator[tuple[Booking, Cents]]:
        """Every row that starts (+) or stops (-) counting, with what it adds to the realised total."""
        yield from ((row, row.amount) for _, row in self.fresh)
        yield from ((stored.booking, -stored.booking.amount) for stored in self.gone)


class SheetsDisagreeError(BudgetError):
    """Two sheets of one file, drawn up on different days, say different things about one line and day."""

    def __init__(self, row: Booking, older: date, newer: Statement) -> None:
        super().__init__(
            f"Boekstuk {row.document} op regel {row.code} staat op een blad van {older:%d-%m-%Y}, maar niet "
            f"op blad {newer.sheet} van {newer.date:%d-%m-%Y}, dat over dezelfde regel en dag gaat. "
            "Lever deze bladen aan als aparte bestanden, het oudste eerst."
        )


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
    drawn up still later speaks of that line and day without naming it. Of two drawn up on one day the one
    accepted last decides. Raises SheetsDisagreeError when the sheets of the file contradict each other.
    """
    if not new:
        return LedgerDiff()
    scopes = _Scopes(connection, programme)
    named = list(distinct_rows(new, Kind.REALISED))
    rows = {identity: (row, drawn_up) for drawn_up, identity, row in named}
    _refuse_disagreement(rows.values(), new)
    codes = {code for statement in new for code in statement.codes}
    words = _newest_words(connection, programme, rows.keys(), codes, scopes)
    added, changed, vanished, noted, unchanged, older = [], [], [], [], 0, 0
    for identity, (row, drawn_up) in rows.items():
        word = words.get(identity)
        known = word.stored if word and word.counts else None
        said = scopes.said_on(word) if word else date.min
        is_same = word is not None and _plain(word.stored.booking) == _plain(row)
        is_superseded = scopes.is_superseded(drawn_up, row)
        if known and is_same:
            unchanged += 1
        elif said > drawn_up or (is_superseded and is_same and said == drawn_up):
            older += 1
        elif is_superseded:
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
    repeated = sum(row.kind is Kind.REALISED for statement in new for row in statement.rows) - len(rows)
    alike = _find_alike(connection, programme, [row for _, row in added], codes)
    return LedgerDiff(
        tuple(added), tuple(changed), tuple(vanished), unchanged, older, tuple(noted), repeated, alike
    )


def _find_alike(
    connection: Connection, programme: str, added: Sequence[Booking], codes: set[str]
) -> tuple[tuple[StoredBooking, Booking], ...]:
    """Pairs of a booking that counts on a line outside `codes` and an added row that may be the same."""
    if not added:
        return ()
    days = [row.date for row in added]
    query = counting_bookings(programme).where(bookings.c.date.between(min(days), max(days)))
    others: dict[tuple, list[StoredBooking]] = defaultdict(list)
    for row in connection.execute(query):
        if row.code not in codes and row.cents and not row.sequence:
            stored = _word(row, None).stored
            others[_paper(stored.booking)].append(stored)
    return tuple(
        (others[key].pop(), row) for row in added if not row.sequence and others.get(key := _paper(row))
    )


def distinct_rows(new: Sequence[Statement], kind: Kind) -> Iterator[tuple[date, str, Booking]]:
    """Rows of one kind of all sheets of a file, oldest first, with the day their sheet was drawn up.

    Sheets of one day are taken together: a row that stands on several of them comes once, as often as on
    the sheet that has it most, just as when each sheet were a file of its own.
    """
    seen: set[tuple[date, str]] = set()
    for statement in sorted(new, key=lambda statement: statement.date):
        for identity, row in identify(row for row in statement.rows if row.kind is kind):
            if (statement.date, identity) not in seen:
                seen.add((statement.date, identity))
                yield statement.date, identity, row


def says_more(connection: Connection, programme: str, new: Sequence[Statement]) -> bool:
    """Whether a statement speaks of a line and period that none of its own day or later spoke of so.

    Then it is worth keeping even when every booking stays as it was: from its day on it decides.
    """
    known: dict[str, list[tuple[date, date, date]]] = defaultdict(list)
    query = select(
        statement_codes.c.code, statements.c.first, statements.c.last, statements.c.date
    ).join_from(statement_codes, statements)
    booked = statements.c.programme == programme, statements.c.states_bookings
    for code, *period in connection.execute(query.where(*booked)):
        known[code].append(tuple(period))
    return any(
        not any(begin <= first and last <= end and day >= statement.date for begin, end, day in known[code])
        for statement in new
        if statement.states_bookings
        for first, last in [covered_period(statement)]
        for code in statement.codes
    )


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


def _refuse_disagreement(rows: Iterable[tuple[Booking, date]], new: Sequence[Statement]) -> None:
    """A file of several days may not deny what it says itself: which of both counts would be a guess."""
    if len({statement.date for statement in new}) < 2:
        return
    spoken = [(s, *covered_period(s), s.codes) for s in new if s.states_bookings]
    for row, drawn_up in rows:
        for statement, first, last, codes in spoken:
            if statement.date > drawn_up and row.code in codes and first <= row.date <= last:
                raise SheetsDisagreeError(row, drawn_up, statement)


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


def _paper(row: Booking) -> tuple:
    return row.document, row.date, row.amount


def _plain(row: Booking) -> tuple:
    """A row without its supplier: that is kept apart and never decides whether money changed."""
    return row._replace(supplier="", kind=Kind.REALISED)


def _figures(row: Booking) -> tuple:
    """All of a row that decides where and when its money counts."""
    return _plain(row)._replace(description="")


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
