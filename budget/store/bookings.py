"""Bookings that count and commitments that are open, row by row."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, select

from budget.model.content import Booking
from budget.model.words import Kind
from budget.store.schema import AnyRow, AnySelect, booking_ends, bookings, commitments


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
    """Query of the bookings that count at acceptance `known_at` (default: now)."""
    ends: ColumnElement[bool] = booking_ends.c.booking == bookings.c.id
    if known_at is not None:
        ends = and_(ends, booking_ends.c.seq <= known_at)
    query = (
        select(bookings)
        .outerjoin(booking_ends, ends)
        .where(bookings.c.programme == programme, booking_ends.c.booking.is_(None))
    )
    return query if known_at is None else query.where(bookings.c.seq <= known_at)


def booking_of(row: AnyRow, kind: Kind) -> Booking:
    """The booking in a row of `bookings` or `commitments`, without supplier."""
    return Booking(
        row.document, row.sequence, row.date, row.fiscal_year, row.code, row.source, row.theme,
        row.description, "", row.cents, kind,
    )  # fmt: skip
