"""What ledger statements say, and the difference they make; no SQL."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress, repeat
from operator import attrgetter, is_

from budget.model.content import Booking, Statement, StoredBooking
from budget.model.periods import OPEN, Closed, Period, Place
from budget.model.words import BudgetError, Cents, Kind

_DAY, _KIND = attrgetter("date"), attrgetter("kind")
OpenKey = tuple[int, date, str, str, str]
"""Fiscal year, day of the statement, line code, source, theme."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A row that starts or stops counting, its cents, and where it counts if not where it states.

    `stored` is the booking that stops; None for one that starts.
    """

    row: Booking
    cents: Cents
    place: Place | None
    stored: StoredBooking | None = None


@dataclass(frozen=True, slots=True)
class LedgerDiff:
    """What accepting statements would do to the bookings that count.

    `older` counts rows left out because a later statement already covers them; `noted` are those among them
    that are still the newest version of their booking, stored so that the order of files never matters.
    `repeated` counts rows on more than one sheet of the file: they count once. `alike` are added rows with
    the document, day and amount of a booking that keeps counting, on a line that the file does not name:
    perhaps one booking that was moved. `closed` are the closed periods; `places` has, by booking number,
    where a booking that stops counting did count, if not where it states.
    """

    added: tuple[tuple[str, Booking], ...] = ()
    changed: tuple[tuple[StoredBooking, Booking], ...] = ()
    vanished: tuple[StoredBooking, ...] = ()
    unchanged: int = 0
    older: int = 0
    noted: tuple[tuple[str, Booking], ...] = ()
    repeated: int = 0
    alike: tuple[tuple[StoredBooking, Booking], ...] = ()
    closed: Closed = OPEN
    places: dict[int, Place] = field(default_factory=dict)
    _sums: list[Mapping[OpenKey, Cents]] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def fresh(self) -> tuple[tuple[str, Booking], ...]:
        """Rows that start to count, with their identity."""
        return (*self.added, *((booking.identity, row) for booking, row in self.changed))

    @property
    def gone(self) -> tuple[StoredBooking, ...]:
        """Rows that stop counting."""
        return (*(booking for booking, _ in self.changed), *self.vanished)

    @property
    def corrections(self) -> tuple[tuple[StoredBooking, Booking | None], ...]:
        """Bookings with other figures, or that stop counting (None); a new description is no correction."""
        figures = [pair for pair in self.changed if _figures(pair[0].booking) != _figures(pair[1])]
        return (*figures, *((booking, None) for booking in self.vanished))

    @property
    def is_open(self) -> bool:
        """Whether every row counts on its own day: no period is closed, and nothing was moved before."""
        return not self.closed.periods and not self.places

    @property
    def begins(self) -> tuple[Landing, ...]:
        """The rows of `fresh` in order, with where each counts."""
        added = [Landing(row, row.amount, self._moved(row)) for _, row in self.added]
        return (*added, *(Landing(row, row.amount, self._taken(old, row)) for old, row in self.changed))

    @property
    def ends(self) -> tuple[Landing, ...]:
        """The rows of `gone` in order, with where each is taken off."""
        pairs: list[tuple[StoredBooking, Booking | None]] = [*self.changed]
        pairs += [(booking, None) for booking in self.vanished]
        return tuple(
            Landing(old.booking, -old.booking.amount, self._left(old, row), old) for old, row in pairs
        )

    def sums(self) -> Mapping[OpenKey, Cents]:
        """The cents that start counting less those that stop, by where they count and on which day."""
        if not self._sums:
            self._sums.append(self._summed())
        return self._sums[0]

    def _summed(self) -> Mapping[OpenKey, Cents]:
        sums: dict[OpenKey, Cents] = defaultdict(int)  # A Counter calls Python for each new key.
        if self.is_open:
            for row in (row for _, row in self.fresh):
                sums[row.fiscal_year, row.date, row.code, row.source, row.theme] += row.amount
            for row in (version.booking for version in self.gone):
                sums[row.fiscal_year, row.date, row.code, row.source, row.theme] -= row.amount
            return sums
        for landing in (*self.begins, *self.ends):
            row = landing.row
            place = landing.place or (row.fiscal_year, row.date)
            sums[*place, row.code, row.source, row.theme] += landing.cents
        return sums

    def late(self) -> Iterator[tuple[Booking, Booking | None, bool, Period, Place]]:
        """Each row of a closed period that starts, changes or ends: (row, old row, ends, period, place).

        If only the old row is in a closed period, it is the row, with the place of its end.
        """
        if not self.closed.periods:
            return
        for _, fresh in self.added:
            if period := self.closed.holding(fresh.fiscal_year, fresh.date):
                yield fresh, None, False, period, self._where(fresh)
        for old, new in self.corrections:
            for row in (new, old.booking):
                if row and (period := self.closed.holding(row.fiscal_year, row.date)):
                    yield row, old.booking, new is None, period, self._where(row)
                    break

    def _where(self, row: Booking) -> Place:
        return self._moved(row) or (row.fiscal_year, row.date)

    def _moved(self, row: Booking) -> Place | None:
        return self.closed.moved(row.fiscal_year, row.date)

    def _taken(self, old: StoredBooking, row: Booking) -> Place | None:
        """Where a corrected row counts; if only its description changed, where it counted before."""
        return self.places.get(old.id) if _figures(old.booking) == _figures(row) else self._moved(row)

    def _left(self, old: StoredBooking, row: Booking | None) -> Place | None:
        place = self.places.get(old.id)
        if row and _figures(old.booking) == _figures(row):
            return place
        year, day = place or (old.booking.fiscal_year, old.booking.date)
        return self.closed.moved(year, day) or place


class SheetsDisagreeError(BudgetError):
    """Two sheets of one file, drawn up on different days, contradict each other on one line and day."""

    def __init__(self, row: Booking, older: date, newer: Statement) -> None:
        """`row` is on a sheet drawn up on `older`, but not on the `newer` sheet that covers it."""
        super().__init__(
            f"Boekstuk {row.document} op regel {row.code} staat op een blad van {older:%d-%m-%Y}, maar niet "
            f"op blad {newer.sheet} van {newer.date:%d-%m-%Y}, dat over dezelfde regel en dag gaat. "
            "Lever deze bladen aan als aparte bestanden, het oudste eerst."
        )


def identify(rows: Iterable[Booking]) -> list[str]:
    """The identity of each row: document and sequence number, else a hash of the row and its count."""
    counts: Counter[str] = Counter()
    return [f"D|{row[0]}|{row[1]}" if row[1] else _hashed(row, counts) for row in rows]


def _hashed(row: Booking, counts: Counter[str]) -> str:
    text = "\x1f".join(str(value) for value in row)
    digest = hashlib.sha256(text.encode()).hexdigest()[:32]
    counts[digest] += 1
    return f"R|{digest}|{counts[digest]}"


def distinct_rows(new: Sequence[Statement], kind: Kind) -> Iterator[tuple[date, str, Booking]]:
    """(day of the sheet, identity, row) for the rows of one kind in all sheets of a file, oldest first.

    Sheets of one day are combined: a row on several of them comes as often as on the sheet that has it most,
    as if each sheet were a file of its own.
    """
    by_day: dict[date, set[str]] = defaultdict(set)
    for statement in sorted(new, key=lambda statement: statement.date):
        drawn_up, known = statement.date, by_day[statement.date]
        rows = rows_of_kind(statement, kind)
        for identity, row in zip(identify(rows), rows, strict=True):
            if identity not in known:
                known.add(identity)
                yield drawn_up, identity, row


def rows_of_kind(statement: Statement, kind: Kind) -> list[Booking]:
    """The rows of one kind; without a step of Python for each of the many rows."""
    return list(compress(statement.rows, map(is_, map(_KIND, statement.rows), repeat(kind))))


def covered_period(statement: Statement) -> tuple[date, date]:
    """First and last day that a statement covers: its stated period, widened to its own bookings."""
    days = set(map(_DAY, rows_of_kind(statement, Kind.REALISED)))
    return min([statement.first, *days]), max([statement.last, *days])


def open_amounts(new: Sequence[Statement]) -> Counter[OpenKey]:
    """Open commitments in statements, in cents."""
    sums: Counter[OpenKey] = Counter()
    for drawn_up, _, row in distinct_rows(new, Kind.COMMITTED):
        sums[row.fiscal_year, drawn_up, row.code, row.source, row.theme] += row.amount
    return sums


def refuse_disagreement(
    rows: Iterable[tuple[Booking, date]], new: Sequence[Statement], covers: Callable[[Statement, str], bool]
) -> None:
    """Raises SheetsDisagreeError when a newer sheet covers a row of an older one without naming it.

    `covers` says whether a statement covers a line.
    """
    if len({statement.date for statement in new}) < 2:
        return
    spoken = [(s, *covered_period(s)) for s in new if s.states_bookings]
    for row, drawn_up in rows:
        for statement, first, last in spoken:
            if statement.date > drawn_up and first <= row.date <= last and covers(statement, row.code):
                raise SheetsDisagreeError(row, drawn_up, statement)


def without_supplier(row: Booking) -> Booking:
    """The row as the store compares it: suppliers are stored separately and move no money."""
    return row._replace(supplier="", kind=Kind.REALISED)


def _figures(row: Booking) -> Booking:
    """The fields that decide where and when the money counts."""
    return without_supplier(row)._replace(description="")
