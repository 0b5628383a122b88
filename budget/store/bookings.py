"""Bookings that count and open commitments, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from budget.model.content import Booking, StoredBooking
from budget.model.words import Kind
from budget.store.schema import AnyRow, AnySelect, booking_ends, bookings, commitments
from budget.store.schema_periods import moved_bookings

BookingRow = AnyRow
"""A row with the columns of `booking_columns()`."""


def load_bookings(
    connection: Connection, programme: str, code: str, year: int, as_of: date, known_at: int
) -> tuple[Booking, ...]:
    """The bookings of one line code that count, oldest first, without suppliers."""
    query = (
        counting_bookings(programme, known_at)
        .where(bookings.c.code == code, bookings.c.fiscal_year == year, bookings.c.date <= as_of)
        .order_by(bookings.c.date, bookings.c.document, bookings.c.sequence, bookings.c.id)
    )
    return tuple(booking_of(row, Kind.REALISED) for row in connection.execute(query))


def find_bookings(
    connection: Connection,
    programme: str,
    year: int,
    as_of: date,
    known_at: int,
    words: Iterable[str],
    most: int,
) -> tuple[Booking, ...]:
    """The newest bookings that have every word in document, line code or description; without suppliers.

    A word has no space or line end in it. A booking of a closed period is found in the year where it counts.
    """
    begun = (moved_bookings.c.programme == programme) & (moved_bookings.c.booking == bookings.c.id)
    counted = counting_bookings(programme, known_at).outerjoin(moved_bookings, begun & ~moved_bookings.c.ends)
    query = counted.where(
        func.coalesce(moved_bookings.c.counts_year, bookings.c.fiscal_year) == year,
        func.coalesce(moved_bookings.c.counts_on, bookings.c.date) <= as_of,
        *(_has(connection, word) for word in words),
    )
    newest = query.order_by(bookings.c.date.desc(), bookings.c.id).limit(most)
    return tuple(booking_of(row, Kind.REALISED) for row in connection.execute(newest))


def _has(connection: Connection, word: str) -> ColumnElement[bool]:
    """Whether one of the three texts has `word` in it, in small letters; on SQLite those of A to Z."""
    texts = bookings.c.document, bookings.c.code, bookings.c.description
    if connection.dialect.name == "sqlite":
        return or_(*(text.contains(word, autoescape=True) for text in texts))  # LIKE ignores case itself.
    # lower() costs most: ILIKE asks it of the word too for every row, and three times.
    document, code, description = texts
    pattern = word.replace("/", "//").replace("%", "/%").replace("_", "/_")
    joined = document + "\n" + code + "\n" + description
    return func.lower(joined).like(func.lower(f"%{pattern}%"), escape="/")


def load_open_commitments(
    connection: Connection, programme: str, code: str, year: int, seq: int
) -> tuple[Booking, ...]:
    """The open commitments of one line code in the statements of acceptance `seq`."""
    query = (
        select(commitments)
        .where(
            commitments.c.programme == programme,
            commitments.c.code == code,
            commitments.c.fiscal_year == year,
            commitments.c.seq == seq,
        )
        .order_by(commitments.c.date, commitments.c.document, commitments.c.id)
    )
    return tuple(booking_of(row, Kind.COMMITTED) for row in connection.execute(query))


def counting_bookings(programme: str, known_at: int | None = None) -> AnySelect:
    """Query for the bookings that count at acceptance `known_at` (default: now)."""
    ends = end_of_booking()
    if known_at is not None:
        ends = and_(ends, booking_ends.c.seq <= known_at)
    counted = _without_end(select(bookings), programme, ends)
    return counted if known_at is None else counted.where(bookings.c.seq <= known_at)


def counting(columns: AnySelect, programme: str) -> AnySelect:
    """The query limited to bookings that count now."""
    return _without_end(columns, programme, end_of_booking())


def end_of_booking() -> ColumnElement[bool]:
    """Join condition: a row of `booking_ends` ends this row of `bookings`."""
    return and_(booking_ends.c.programme == bookings.c.programme, booking_ends.c.booking == bookings.c.id)


def booking_columns() -> AnySelect:
    """Query for bookings; its first nine columns are those of a Booking without supplier, in order.

    The last one is the identity.
    """
    names = ("document", "sequence", "date", "fiscal_year", "code", "source", "theme", "description", "cents")
    return select(*(bookings.c[name] for name in (*names, "id", "seq", "identity")))


def stored_booking(row: BookingRow) -> StoredBooking:
    """The stored booking in a row of `booking_columns()`."""
    return StoredBooking(row.id, row.identity, booking_of(row, Kind.REALISED))


def _without_end(query: AnySelect, programme: str, ends: ColumnElement[bool]) -> AnySelect:
    ended = query.outerjoin(booking_ends, ends)
    return ended.where(bookings.c.programme == programme, booking_ends.c.booking.is_(None))


def booking_of(row: AnyRow, kind: Kind) -> Booking:
    """The booking in a row of `bookings` or `commitments`, without supplier."""
    return Booking(
        row.document, row.sequence, row.date, row.fiscal_year, row.code, row.source, row.theme,
        row.description, "", row.cents, kind,
    )  # fmt: skip
