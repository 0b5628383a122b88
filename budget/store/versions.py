"""The newest stored version of the bookings that a file names, or leaves out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ARRAY, ColumnElement, Connection, Text, any_, func, literal, select

from budget.model.content import Booking, Statement
from budget.model.words import Cents
from budget.store.bookings import booking_columns, counting
from budget.store.schema import booking_ends, bookings
from budget.store.scopes import Scopes, Version
from budget.store.statements import StoredBooking, covered_period


def newest_versions(
    connection: Connection,
    programme: str,
    identities: Collection[str],
    new: Sequence[Statement],
    scopes: Scopes,
) -> dict[str, Version]:
    """Counting bookings in the scope of these statements, and the newest version of these identities.

    An identity may be found on any line and day.
    """
    periods = [covered_period(statement) for statement in new if statement.states_bookings]
    codes = {code for statement in new for code in statement.codes}
    found: dict[str, Version] = {}
    if periods:
        first, last = min(first for first, _ in periods), max(last for _, last in periods)
        within = _among(connection, bookings.c.code, sorted(codes)), bookings.c.date.between(first, last)
        query = counting(booking_columns(), programme).where(*within)
        ordered = query.order_by(bookings.c.code, bookings.c.date, bookings.c.id)
        found = {row.identity: Version(row) for row in connection.execute(ordered).all()}
    elsewhere = [identity for identity in identities if identity not in found]
    found.update(_versions_of(connection, programme, elsewhere, codes, scopes))
    return found


def _versions_of(
    connection: Connection, programme: str, identities: Sequence[str], codes: set[str], scopes: Scopes
) -> dict[str, Version]:
    """The newest version of each; one that counts on a line of `codes` goes before all others."""
    found: dict[str, Version] = {}
    if not identities:
        return found
    query = (
        booking_columns()
        .add_columns(booking_ends.c.seq.label("ended"))
        .outerjoin(booking_ends, booking_ends.c.booking == bookings.c.id)
        .where(bookings.c.programme == programme, _among(connection, bookings.c.identity, identities))
    )
    for row in connection.execute(query.order_by(bookings.c.id)).all():
        # An ended row was last named while it counted; a noted row (ended at once) when it came.
        version = Version(row) if row.ended is None else Version(row, max(row.ended, row.seq + 1))
        known = found.get(row.identity)
        if known and known.counts and known.code in codes and not version.counts:
            continue
        if known is None or version.counts or scopes.said_on(known) <= scopes.said_on(version):
            found[row.identity] = version
    return found


def find_alike(
    connection: Connection, programme: str, added: Sequence[Booking], others: Collection[str]
) -> tuple[tuple[StoredBooking, Booking], ...]:
    """Pairs of a counting booking on one of the `others` lines and an added row that may be the same one."""
    loose = [row for row in added if not row.sequence]
    if not loose or not others:
        return ()
    days = [row.date for row in added]
    query = counting(booking_columns(), programme).where(
        _among(connection, bookings.c.code, sorted(others)),
        bookings.c.date.between(min(days), max(days)),
        bookings.c.cents != 0,
        bookings.c.sequence == "",
    )
    found: dict[tuple[str, date, Cents], list[Version]] = defaultdict(list)
    papers = {_paper(row) for row in loose}
    for row in sorted(connection.execute(query).all(), key=lambda row: (row.identity, row.id)):
        if (key := (row.document, row.date, row.cents)) in papers:
            found[key].append(Version(row))
    return tuple((found[key].pop().stored, row) for row in loose if found.get(key := _paper(row)))


def _paper(row: Booking) -> tuple[str, date, Cents]:
    return row.document, row.date, row.amount


def _among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Whether the column has one of the values, as one parameter however many there are."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(Text)))
    listed = func.json_each(json.dumps(values)).table_valued("value")
    return column.in_(select(listed.c.value))
