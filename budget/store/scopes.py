"""Which line and period each accepted statement covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from math import inf

from sqlalchemy import Connection, select

from budget.model.content import Booking, Statement
from budget.store.bookings import BookingRow, stored_booking
from budget.store.schema import statement_codes, statements
from budget.store.statements import StoredBooking, covered_period


class Version:
    """The newest version of a booking, as statements accepted from `since` and before `until` name it.

    `row` has the columns of `booking_columns()`: thousands are read, few are looked at as a booking.
    """

    __slots__ = ("row", "until")

    def __init__(self, row: BookingRow, until: float = inf) -> None:
        """`until` is the acceptance that ended it; infinite while it counts."""
        self.row, self.until = row, until

    @property
    def stored(self) -> StoredBooking:
        """The booking itself."""
        return stored_booking(self.row)

    @property
    def counts(self) -> bool:
        """Whether it counts now."""
        return self.until == inf

    @property
    def code(self) -> str:
        """Its line."""
        code: str = self.row.code
        return code

    def says(self, row: Booking) -> bool:
        """Whether it is the same as `row`; suppliers are stored apart and move no money."""
        return self.row[:9] == (*row[:8], row.amount)


class Scopes:
    """The line codes and periods of every accepted statement of bookings."""

    def __init__(self, connection: Connection, programme: str) -> None:
        """Read once; good until the next acceptance."""
        self._periods: dict[str, list[tuple[date, date, date, int]]] = defaultdict(list)
        self._latest: dict[str, date] = {}
        query = (
            select(
                statement_codes.c.code, statements.c.first, statements.c.last, statements.c.date,
                statements.c.seq,
            )
            .join_from(statement_codes, statements)
            .where(statements.c.programme == programme, statements.c.states_bookings)
        )  # fmt: skip
        for code, first, last, drawn_up, seq in connection.execute(query):
            self._periods[code].append((first, last, drawn_up, seq))
            self._latest[code] = max(drawn_up, self._latest.get(code, drawn_up))

    @property
    def codes(self) -> set[str]:
        """Every line that any statement names."""
        return set(self._periods)

    def is_superseded(self, drawn_up: date, code: str, day: date) -> bool:
        """Whether a statement drawn up later than `drawn_up` covers this line and day."""
        if self._latest.get(code, date.min) <= drawn_up:
            return False
        return any(first <= day <= last and later > drawn_up for first, last, later, _ in self._periods[code])

    def said_on(self, version: Version) -> date:
        """Day of the latest statement that names the booking in this version."""
        day, since, until = version.row.date, version.row.seq, version.until
        days = (
            drawn_up
            for first, last, drawn_up, seq in self._periods.get(version.code, ())
            if first <= day <= last and since <= seq < until
        )
        return max(days, default=date.min)

    def say_less(self, new: Iterable[Statement]) -> bool:
        """Whether a new statement covers a line and period that none here of its day or later covers."""
        return any(
            not any(begin <= first and last <= end and day >= statement.date for begin, end, day, _ in known)
            for statement in new
            if statement.states_bookings
            for first, last in [covered_period(statement)]
            for known in map(self._of, statement.codes)
        )

    def _of(self, code: str) -> Sequence[tuple[date, date, date, int]]:
        return self._periods.get(code, ())
