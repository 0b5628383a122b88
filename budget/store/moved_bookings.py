"""The bookings of closed periods that count in an open one."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sqlalchemy import Connection, bindparam, case, exists, select

from budget.model.content import Booking, MovedBooking
from budget.model.periods import Place
from budget.model.words import Kind
from budget.store.schema import AnyRow, AnySelect, bookings
from budget.store.schema_periods import moved_bookings


def load_places(connection: Connection, programme: str, numbers: Collection[int]) -> dict[int, Place]:
    """Where bookings count that count elsewhere than they state, by booking number."""
    query = select(moved_bookings.c.booking, moved_bookings.c.counts_year, moved_bookings.c.counts_on).where(
        moved_bookings.c.programme == programme
    )
    if not numbers or connection.execute(query.limit(1)).first() is None:
        return {}
    wanted_bookings = set(numbers)
    rows = connection.execute(query.where(~moved_bookings.c.ends))
    return {row.booking: (row.counts_year, row.counts_on) for row in rows if row.booking in wanted_bookings}


def load_moved(connection: Connection, programme: str, known_at: int) -> tuple[MovedBooking, ...]:
    """Amounts of closed periods that count in an open one, by acceptance; cancelling pairs left out."""
    return tuple(
        MovedBooking(row.moved_by, _booking(row), row.moved, row.counts_year, row.counts_on)
        for row in connection.execute(_moved_query(), {"of": programme, "at": known_at})
    )


@cache
def _moved_query() -> AnySelect:
    """Built once, as building is slower than running."""
    other_state = moved_bookings.alias("other")
    cancelled = exists().where(
        other_state.c.programme == moved_bookings.c.programme,
        other_state.c.booking == moved_bookings.c.booking,
        other_state.c.ends != moved_bookings.c.ends,
        other_state.c.seq <= bindparam("at"),
        other_state.c.counts_year == moved_bookings.c.counts_year,
        other_state.c.counts_on == moved_bookings.c.counts_on,
    )
    return (
        select(
            bookings,
            moved_bookings.c.seq.label("moved_by"),
            moved_bookings.c.counts_year,
            moved_bookings.c.counts_on,
            case((moved_bookings.c.ends, -bookings.c.cents), else_=bookings.c.cents).label("moved"),
        )
        .join_from(moved_bookings, bookings)
        .where(
            moved_bookings.c.programme == bindparam("of"), moved_bookings.c.seq <= bindparam("at"), ~cancelled
        )
        .order_by(moved_bookings.c.seq, bookings.c.id, moved_bookings.c.ends)
    )


def _booking(row: AnyRow) -> Booking:
    return Booking(
        row.document, row.sequence, row.date, row.fiscal_year, row.code, row.source, row.theme,
        row.description, "", row.cents, Kind.REALISED,
    )  # fmt: skip
