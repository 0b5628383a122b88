"""The ledger: what statements would change about the bookings that count, and how that is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from budget.model.content import Booking, Statement
from budget.model.months import month_end
from budget.model.words import Cents, Kind
from budget.store.bookings import booking_of, counting_bookings
from budget.store.schema import (
    AnyRow,
    booking_ends,
    booking_suppliers,
    bookings,
    commitment_totals,
    commitments,
    day_totals,
    month_totals,
    statement_codes,
    statements,
)
from budget.store.statements import (
    LedgerDiff,
    OpenKey,
    StoredBooking,
    covered_period,
    distinct_rows,
    open_amounts,
    refuse_disagreement,
    without_supplier,
)

BATCH = 500
Values = dict[str, Any]
"""Column values of one row."""


def store_ledger(connection: Connection, programme: str, seq: int, new: Sequence[Statement]) -> LedgerDiff:
    """Store the statements of one file as acceptance `seq`, with the bookings and totals they change."""
    diff = compare_ledger(connection, programme, new)
    known = {"programme": programme, "seq": seq}
    for n, statement in enumerate(new):
        connection.execute(insert(statements), {**known, "n": n, **_statement_row(statement)})
        _insert(connection, statement_codes, [{**known, "n": n, "code": code} for code in statement.codes])
    _insert(connection, booking_ends, [{**known, "booking": stored.id} for stored in diff.gone])
    _insert(connection, bookings, [_booking_row(known, row, identity) for identity, row in diff.fresh])
    _insert(connection, booking_suppliers, [
        {**known, "identity": identity, "supplier": row.supplier}
        for identity, row in diff.fresh
        if row.supplier
    ])  # fmt: skip
    _insert_noted(connection, known, diff)
    _insert_totals(connection, month_totals, "month_end", known, diff, month_end)
    _insert_totals(connection, day_totals, "day", known, diff, lambda day: day)
    _insert_commitments(connection, known, new)
    return diff


def compare_ledger(connection: Connection, programme: str, new: Sequence[Statement]) -> LedgerDiff:
    """What the statements of one file would change, against everything accepted now.

    A booking is as the statement drawn up last that names it says. It counts unless a statement drawn up
    later still covers that line and day without naming it. Of two drawn up on one day the one accepted
    last decides. Raises SheetsDisagreeError when the sheets of the file contradict each other.
    """
    if not new:
        return LedgerDiff()
    scopes = _Scopes(connection, programme)
    named = list(distinct_rows(new, Kind.REALISED))
    rows = {identity: (row, drawn_up) for drawn_up, identity, row in named}
    refuse_disagreement(rows.values(), new)
    codes = {code for statement in new for code in statement.codes}
    versions = _newest_versions(connection, programme, rows.keys(), codes, scopes)
    added: list[tuple[str, Booking]] = []
    changed: list[tuple[StoredBooking, Booking]] = []
    vanished: list[StoredBooking] = []
    noted: list[tuple[str, Booking]] = []
    unchanged = older = 0
    for identity, (row, drawn_up) in rows.items():
        version = versions.get(identity)
        known = version.stored if version and version.counts else None
        said = scopes.said_on(version) if version else date.min
        is_same = version is not None and without_supplier(version.stored.booking) == without_supplier(row)
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
        version.stored
        for identity, version in versions.items()
        if identity not in rows and _is_denied(version.stored.booking, new, periods, scopes)
    ]
    repeated = sum(row.kind is Kind.REALISED for statement in new for row in statement.rows) - len(rows)
    alike = _find_alike(connection, programme, [row for _, row in added], codes)
    return LedgerDiff(
        tuple(added), tuple(changed), tuple(vanished), unchanged, older, tuple(noted), repeated, alike
    )


def says_more(connection: Connection, programme: str, new: Sequence[Statement]) -> bool:
    """Whether a statement covers a line and period that no stored one of its day or later covers.

    It is worth storing then even if every booking stays as it was: from its day on it decides.
    """
    known: dict[str, list[tuple[date, date, date]]] = defaultdict(list)
    query = select(
        statement_codes.c.code, statements.c.first, statements.c.last, statements.c.date
    ).join_from(statement_codes, statements)
    booked = statements.c.programme == programme, statements.c.states_bookings
    for code, *period in connection.execute(query.where(*booked)):
        known[code].append((period[0], period[1], period[2]))
    return any(
        not any(begin <= first and last <= end and day >= statement.date for begin, end, day in known[code])
        for statement in new
        if statement.states_bookings
        for first, last in [covered_period(statement)]
        for code in statement.codes
    )


def states_other_commitments(connection: Connection, programme: str, new: Sequence[Statement]) -> bool:
    """Whether open commitments in `new` differ from those stored for the same line and day."""
    stating = [statement for statement in new if statement.states_commitments]
    spoken = {(statement.date, code) for statement in stating for code in statement.codes}
    query = (
        select(statements.c.date, statement_codes.c.code, func.max(statements.c.seq))
        .join_from(statements, statement_codes)
        .where(statements.c.programme == programme, statements.c.states_commitments)
        .group_by(statements.c.date, statement_codes.c.code)
    )
    latest = {(day, code): seq for day, code, seq in connection.execute(query)}
    totals = select(commitment_totals).where(commitment_totals.c.programme == programme)
    known = {
        (row.fiscal_year, row.date, row.code, row.source, row.theme): row.cents
        for row in connection.execute(totals)
        if (row.date, row.code) in spoken and latest[row.date, row.code] == row.seq
    }
    return not spoken <= latest.keys() or known != dict(open_amounts(stating))


@dataclass(frozen=True, slots=True)
class _Version:
    """The newest version of a booking, as statements accepted from `since` and before `until` name it."""

    stored: StoredBooking
    since: int
    until: float

    @property
    def counts(self) -> bool:
        return self.until == inf


class _Scopes:
    """Which line and period each accepted statement covers."""

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
            self._periods[code].append((period[0], period[1], period[2], period[3]))

    def is_superseded(self, drawn_up: date, row: Booking) -> bool:
        """Whether a statement drawn up later than `drawn_up` covers this line and day."""
        return any(
            first <= row.date <= last and later > drawn_up
            for first, last, later, _ in self._periods.get(row.code, ())
        )

    def said_on(self, version: _Version) -> date:
        """Day of the latest statement that names the booking in this version."""
        row = version.stored.booking
        days = (
            drawn_up
            for first, last, drawn_up, seq in self._periods.get(row.code, ())
            if first <= row.date <= last and version.since <= seq < version.until
        )
        return max(days, default=date.min)


def _find_alike(
    connection: Connection, programme: str, added: Sequence[Booking], codes: set[str]
) -> tuple[tuple[StoredBooking, Booking], ...]:
    """Pairs of a counting booking on a line outside `codes` and an added row that may be the same one."""
    if not added:
        return ()
    days = [row.date for row in added]
    query = counting_bookings(programme).where(bookings.c.date.between(min(days), max(days)))
    others: dict[tuple[str, date, Cents], list[StoredBooking]] = defaultdict(list)
    for row in connection.execute(query):
        if row.code not in codes and row.cents and not row.sequence:
            stored = _version(row, None).stored
            others[_paper(stored.booking)].append(stored)
    return tuple(
        (others[key].pop(), row) for row in added if not row.sequence and others.get(key := _paper(row))
    )


def _is_denied(
    known: Booking, new: Sequence[Statement], periods: Sequence[tuple[date, date]], scopes: _Scopes
) -> bool:
    """Whether a new statement covers this unnamed booking, and no later stored one does."""
    return any(
        statement.states_bookings
        and known.code in statement.codes
        and first <= known.date <= last
        and not scopes.is_superseded(statement.date, known)
        for statement, (first, last) in zip(new, periods, strict=True)
    )


def _paper(row: Booking) -> tuple[str, date, Cents]:
    return row.document, row.date, row.amount


def _newest_versions(
    connection: Connection, programme: str, identities: Iterable[str], codes: set[str], scopes: _Scopes
) -> dict[str, _Version]:
    """Counting bookings of these lines, and the newest version of these identities on any line."""
    found: dict[str, _Version] = {}
    for part in _batches(sorted(codes)):
        for row in connection.execute(counting_bookings(programme).where(bookings.c.code.in_(part))):
            found[row.identity] = _version(row, None)
    ended = select(bookings, booking_ends.c.seq.label("ended")).outerjoin(
        booking_ends, booking_ends.c.booking == bookings.c.id
    )
    for part in _batches([identity for identity in identities if identity not in found]):
        query = ended.where(bookings.c.programme == programme, bookings.c.identity.in_(part))
        for row in connection.execute(query.order_by(bookings.c.id)):
            version, known = _version(row, row.ended), found.get(row.identity)
            if known is None or version.counts or scopes.said_on(known) <= scopes.said_on(version):
                found[row.identity] = version
    return found


def _version(row: AnyRow, ended: int | None) -> _Version:
    """An ended row was last named while it counted; a noted row (ended at once) when it came."""
    stored = StoredBooking(row.id, row.identity, booking_of(row, Kind.REALISED))
    return _Version(stored, row.seq, inf if ended is None else max(ended, row.seq + 1))


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _statement_row(statement: Statement) -> Values:
    first, last = covered_period(statement)
    return {
        "date": statement.date,
        "first": first,
        "last": last,
        "states_bookings": statement.states_bookings,
        "states_commitments": statement.states_commitments,
    }


def _booking_row(known: Values, row: Booking, identity: str | None = None) -> Values:
    values = {
        "document": row.document,
        "sequence": row.sequence,
        "date": row.date,
        "fiscal_year": row.fiscal_year,
        "code": row.code,
        "source": row.source,
        "theme": row.theme,
        "description": row.description,
        "cents": row.amount,
    }
    return {**known, **values} if identity is None else {**known, "identity": identity, **values}


def _insert_noted(connection: Connection, known: Values, diff: LedgerDiff) -> None:
    """Store rows that end in the acceptance that brings them: they never count, but are remembered."""
    rows = [_booking_row(known, row, identity) for identity, row in diff.noted]
    if rows:
        numbers = connection.execute(insert(bookings).returning(bookings.c.id), rows).scalars().all()
        _insert(connection, booking_ends, [{**known, "booking": number} for number in numbers])


def _insert_totals(
    connection: Connection,
    table: Table,
    day: str,
    known: Values,
    diff: LedgerDiff,
    period: Callable[[date], date],
) -> None:
    sums: Counter[OpenKey] = Counter()
    for row, cents in diff.deltas():
        sums[row.fiscal_year, period(row.date), row.code, row.source, row.theme] += cents
    names = ("fiscal_year", day, "code", "source", "theme")
    _insert(connection, table, [
        {**known, **dict(zip(names, key, strict=True)), "cents": cents}
        for key, cents in sums.items()
        if cents
    ])  # fmt: skip


def _insert_commitments(connection: Connection, known: Values, new: Sequence[Statement]) -> None:
    rows = [_booking_row(known, row) for _, _, row in distinct_rows(new, Kind.COMMITTED)]
    _insert(connection, commitments, rows)
    names = ("fiscal_year", "date", "code", "source", "theme")
    _insert(connection, commitment_totals, [
        {**known, **dict(zip(names, key, strict=True)), "cents": cents}
        for key, cents in open_amounts(new).items()
    ])  # fmt: skip


def _insert(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)
