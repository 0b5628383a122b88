"""The newest stored version of each booking that a file names or leaves out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import filterfalse
from math import inf
from operator import itemgetter

from sqlalchemy import ARRAY, ColumnElement, Connection, Text, any_, func, literal, select

from budget.model.content import Booking, Statement, StoredBooking
from budget.model.words import Cents
from budget.store.acceptances import latest_seq
from budget.store.bookings import BookingRow, booking_columns, counting, end_of_booking, stored_booking
from budget.store.plans import load_code_domains
from budget.store.schema import booking_ends, bookings, statement_codes, statements
from budget.store.scope_text import unpack_domains
from budget.store.statements import covered_period


class Version:
    """The newest version of a booking, as named by statements accepted from `since` and before `until`.

    `row` has the columns of `booking_columns()`: thousands are loaded, few become a Booking.
    """

    __slots__ = ("row", "until")

    def __init__(self, row: BookingRow, until: float = inf) -> None:
        """`until` is the acceptance that ended it; infinite while it counts."""
        self.row, self.until = row, until

    @property
    def stored(self) -> StoredBooking:
        """The stored booking."""
        return stored_booking(self.row)

    @property
    def counts(self) -> bool:
        """Whether it counts now."""
        return self.until == inf

    @property
    def code(self) -> str:
        """Its line code."""
        code: str = self.row.code
        return code

    def equals(self, row: Booking) -> bool:
        """Whether it equals `row`."""
        return stored_fields(self.row) == fields(row)


@dataclass(frozen=True, slots=True)
class NewestVersions:
    """By identity the rows of `booking_columns()` that count, and the other versions.

    Thousands count and stay as they are: only of what changes a Version is made. One that counts and equals a
    row of the file has its line and day, so it is among `counting`.
    """

    counting: dict[str, BookingRow]
    others: dict[str, Version]

    def get(self, identity: str) -> Version | None:
        """The newest version of a booking, if it was ever named."""
        row = self.counting.get(identity)
        return self.others.get(identity) if row is None else Version(row)


stored_fields: Callable[[BookingRow], tuple[object, ...]] = itemgetter(*range(9))
fields: Callable[[Booking], tuple[object, ...]] = itemgetter(*range(8), 9)
"""What a stored booking and a row have when they are equal: suppliers stand apart and move no money."""
_identity = itemgetter(11)
"""Of a row of `booking_columns()`: its last column."""
DomainOf = Callable[[str], str]
"""The domain of a line code, '' if unknown."""
_Period = tuple[date, date, date, int]
"""First and last day that a statement covers, the day it was drawn up, its acceptance."""


def plan_domains(connection: Connection, programme: str) -> dict[str, str]:
    """The domain of every line code, from the newest accepted plan with that code."""
    now = latest_seq(connection, programme)
    return {code: domain for _, code, domain in load_code_domains(connection, programme, now)}


class Scopes:
    """The line codes, domains and periods of every accepted statement of bookings."""

    def __init__(self, connection: Connection, programme: str, domain_of: DomainOf) -> None:
        """Loaded once; valid until the next acceptance."""
        self._domain_of = domain_of
        self._named: dict[str, list[_Period]] = defaultdict(list)
        self._known: dict[str, tuple[date, list[_Period]]] = {}
        query = (
            select(
                statement_codes.c.code, statements.c.first, statements.c.last, statements.c.date,
                statements.c.seq,
            )
            .join_from(statement_codes, statements)
            .where(statements.c.programme == programme, statements.c.states_bookings)
        )  # fmt: skip
        for code, first, last, drawn_up, seq in connection.execute(query):
            self._named[code].append((first, last, drawn_up, seq))
        self._of_domain = self._read_domains(connection, programme)

    @property
    def codes(self) -> Set[str]:
        """Every line code in any statement."""
        return self._named.keys()

    @property
    def are_empty(self) -> bool:
        """Whether there is no such statement yet."""
        return not self._named and not self._of_domain

    def _read_domains(self, connection: Connection, programme: str) -> dict[str, list[_Period]]:
        periods: dict[str, list[_Period]] = defaultdict(list)
        query = select(
            statements.c.domains, statements.c.first, statements.c.last, statements.c.date, statements.c.seq
        ).where(statements.c.programme == programme, statements.c.states_bookings)
        for domains, first, last, drawn_up, seq in connection.execute(query):
            for domain in unpack_domains(domains) or ():
                periods[domain].append((first, last, drawn_up, seq))
        return periods

    def _of(self, code: str) -> tuple[date, list[_Period]]:
        """The latest day of the statements that cover a line, and the period of each."""
        if code not in self._known:
            periods = self._named.get(code, []) + self._of_domain.get(self._domain_of(code), [])
            self._known[code] = max((period[2] for period in periods), default=date.min), periods
        return self._known[code]

    def covers(self, statement: Statement, code: str) -> bool:
        """Whether a statement covers a line: by naming or listing it, or by its domain."""
        return code in statement.codes or bool(
            statement.domains and self._domain_of(code) in statement.domains
        )

    def within(self, statement: Statement) -> frozenset[str]:
        """The lines that a statement names, and those of its domains that any other statement names."""
        others = self.codes if statement.domains else ()
        return statement.codes | {code for code in others if self.covers(statement, code)}

    def is_superseded(self, drawn_up: date, code: str, day: date) -> bool:
        """Whether a statement drawn up later than `drawn_up` covers this line and day."""
        latest, periods = self._of(code)
        if latest <= drawn_up:
            return False
        return any(first <= day <= last and later > drawn_up for first, last, later, _ in periods)

    def last_named_on(self, version: Version) -> date:
        """Day of the latest statement that names the booking in this version."""
        day, since, until = version.row.date, version.row.seq, version.until
        days = (
            drawn_up
            for first, last, drawn_up, seq in self._of(version.code)[1]
            if first <= day <= last and since <= seq < until
        )
        return max(days, default=date.min)

    def say_less(self, new: Iterable[Statement]) -> bool:
        """Whether a new statement covers a line, domain and period that no stored one as new covers."""
        return any(
            not any(begin <= first and last <= end and day >= statement.date for begin, end, day, _ in period)
            for statement in new
            if statement.states_bookings
            for first, last in [covered_period(statement)]
            for period in self._spoken(statement)
        )

    def _spoken(self, statement: Statement) -> Iterator[Sequence[_Period]]:
        for code in statement.codes:
            yield self._of(code)[1]
        for domain in statement.domains or ():
            yield self._of_domain.get(domain, ())


def has_bookings(connection: Connection, programme: str) -> bool:
    """Whether a booking was ever stored."""
    of_any = select(bookings.c.id).where(bookings.c.programme == programme).limit(1)
    return connection.execute(of_any).first() is not None


def newest_versions(
    connection: Connection,
    programme: str,
    identities: Collection[str],
    new: Sequence[Statement],
    scopes: Scopes,
) -> NewestVersions:
    """Counting bookings in the scope of these statements, and the newest version of these identities.

    An identity is searched on every line and day.
    """
    counting_rows: dict[str, BookingRow] = {}
    if not has_bookings(connection, programme):
        return NewestVersions(counting_rows, {})
    periods = [covered_period(statement) for statement in new if statement.states_bookings]
    codes = {code for statement in new for code in scopes.within(statement)}
    if periods:
        first, last = min(first for first, _ in periods), max(last for _, last in periods)
        within = _among(connection, bookings.c.code, sorted(codes)), bookings.c.date.between(first, last)
        query = counting(booking_columns(), programme).where(*within)
        rows = connection.execute(query).all()
        counting_rows = dict(zip(map(_identity, rows), rows, strict=True))
    elsewhere = list(filterfalse(counting_rows.__contains__, identities))
    return NewestVersions(counting_rows, _versions_of(connection, programme, elsewhere, codes, scopes))


def _versions_of(
    connection: Connection, programme: str, identities: Sequence[str], codes: set[str], scopes: Scopes
) -> dict[str, Version]:
    """The newest version of each identity; one that counts on a line of `codes` takes precedence."""
    versions: dict[str, Version] = {}
    if not identities:
        return versions
    query = (
        booking_columns()
        .add_columns(booking_ends.c.seq.label("ended"))
        .outerjoin(booking_ends, end_of_booking())
        .where(bookings.c.programme == programme, _among(connection, bookings.c.identity, identities))
    )
    for row in connection.execute(query.order_by(bookings.c.id)).all():
        # An ended row was last named while it counted; one that ended at once, when it was added.
        version = Version(row) if row.ended is None else Version(row, max(row.ended, row.seq + 1))
        earlier = versions.get(row.identity)
        if earlier and earlier.counts and earlier.code in codes and not version.counts:
            continue
        if (
            earlier is None
            or version.counts
            or scopes.last_named_on(earlier) <= scopes.last_named_on(version)
        ):
            versions[row.identity] = version
    return versions


def find_possible_duplicates(
    connection: Connection, programme: str, added_rows: Sequence[Booking], other_codes: Collection[str]
) -> tuple[tuple[StoredBooking, Booking], ...]:
    """Pairs of a counting booking on a line of `other_codes` and an added row that may be the same."""
    loose = [row for row in added_rows if not row.sequence]
    if not loose or not other_codes:
        return ()
    days = [row.date for row in added_rows]
    query = counting(booking_columns(), programme).where(
        _among(connection, bookings.c.code, sorted(other_codes)),
        bookings.c.date.between(min(days), max(days)),
        bookings.c.cents != 0,
        bookings.c.sequence == "",
    )
    by_money: dict[tuple[str, date, Cents], list[Version]] = defaultdict(list)
    papers = {_paper(row) for row in loose}
    for row in sorted(connection.execute(query).all(), key=lambda row: (row.identity, row.id)):
        if (key := (row.document, row.date, row.cents)) in papers:
            by_money[key].append(Version(row))
    return tuple((by_money[key].pop().stored, row) for row in loose if by_money.get(key := _paper(row)))


def _paper(row: Booking) -> tuple[str, date, Cents]:
    return row.document, row.date, row.amount


def _among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """SQL condition: the column has one of the values, passed as one parameter however many there are."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(Text)))
    elements = func.json_each(json.dumps(values)).table_valued("value")
    return column.in_(select(elements.c.value))
