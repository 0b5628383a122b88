"""The ledger: how statements would change the bookings that count, and how that is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import filterfalse
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from budget.model.content import Booking, Statement, StoredBooking
from budget.model.months import month_end
from budget.model.words import Kind
from budget.store.bulk import Columns, GeneratedRows, RowValues, insert_rows, next_ids
from budget.store.moved_bookings import load_places
from budget.store.periods import load_closed
from budget.store.schema import (
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
from budget.store.schema_periods import moved_bookings
from budget.store.scope_text import pack_domains, unpack_domains
from budget.store.seal import seal_rows
from budget.store.statements import (
    LedgerDiff,
    OpenKey,
    covered_period,
    distinct_rows,
    open_amounts,
    refuse_disagreement,
    rows_of_kind,
)
from budget.store.versions import (
    DomainOf,
    Scopes,
    Version,
    fields,
    find_possible_duplicates,
    has_bookings,
    newest_versions,
    plan_domains,
    stored_fields,
)

T = TypeVar("T")
_SUPPLIER, _AMOUNT = (Booking._fields.index(name) for name in ("supplier", "amount"))


@dataclass(frozen=True, slots=True)
class LedgerProposal:
    """What statements would change.

    `restates`: they cover more than those stored, even if nothing changes.
    """

    diff: LedgerDiff
    restates: bool


class _Writer:
    """Writes the rows of one acceptance and computes their seals from memory."""

    def __init__(self, connection: Connection, programme: str, seq: int) -> None:
        self.connection, self._known = connection, (programme, seq)
        self._written: dict[Table, list[Sequence[RowValues]]] = {}

    def insert(self, table: Table, rows: Iterable[RowValues]) -> None:
        """Insert rows that begin with programme and acceptance."""
        self._write(table, [(*self._known, *row) for row in rows])

    def insert_made(self, table: Table, given: Sequence[T], made: Callable[[list[T]], Columns]) -> None:
        """Insert a row for each of `given`: programme, acceptance, and the columns that `made` gives."""

        def columns(numbers: Sequence[int]) -> Columns:
            return [*self._same(numbers), *made(list(map(given.__getitem__, numbers)))]

        self._write(table, GeneratedRows(len(given), columns))

    def insert_numbered(
        self, table: Table, given: Sequence[T], made: Callable[[list[T]], Columns]
    ) -> Sequence[int]:
        """The same for rows that begin with their own number; returns the numbers."""
        ids = next_ids(self.connection, table, self._known[0], len(given))

        def lead(numbers: Sequence[int]) -> Columns:
            return [list(map(ids.__getitem__, numbers)), *self._same(numbers)]

        def columns(numbers: Sequence[int]) -> Columns:
            return [*lead(numbers), *made(list(map(given.__getitem__, numbers)))]

        self._write(table, GeneratedRows(len(given), columns, lead))
        return ids

    def _same(self, numbers: Sequence[int]) -> Columns:
        return [[value] * len(numbers) for value in self._known]

    def insert_ends(self, numbers: Iterable[int]) -> None:
        """End these bookings."""
        self._write(booking_ends, [(number, *self._known) for number in numbers])

    def seals(self) -> dict[str, str]:
        """The seal of every table with rows."""
        found = {}
        for table, parts in self._written.items():
            rows = parts[0] if len(parts) == 1 else [row for part in parts for row in part]
            found[table.name] = seal_rows(table, rows)
        return found

    def _write(self, table: Table, rows: Sequence[RowValues]) -> None:
        if rows:
            insert_rows(self.connection, table, rows)
            self._written.setdefault(table, []).append(rows)


def store_ledger(
    connection: Connection,
    programme: str,
    seq: int,
    new: Sequence[Statement],
    known: LedgerDiff | None = None,
) -> dict[str, str]:
    """Store the statements of one file as acceptance `seq`, with the bookings and totals they change.

    `known` is the result of compare_ledger() in this transaction, if already computed. Returns the seal of
    the rows written, by table.
    """
    diff = compare_ledger(connection, programme, new) if known is None else known
    writer = _Writer(connection, programme, seq)
    writer.insert(statements, [(n, *_statement_row(statement)) for n, statement in enumerate(new)])
    codes = [(n, code) for n, statement in enumerate(new) for code in sorted(statement.codes)]
    writer.insert(statement_codes, codes)
    writer.insert_ends(stored.id for stored in diff.gone)
    fresh = diff.fresh
    numbers = writer.insert_numbered(bookings, fresh, _version_columns)
    _insert_moved(writer, diff, numbers)
    supplied = [pair for pair in fresh if pair[1].supplier]
    writer.insert_made(booking_suppliers, supplied, _supplier_columns)
    # These end in the same acceptance that adds them: stored, but never counted.
    writer.insert_ends(writer.insert_numbered(bookings, diff.noted, _version_columns))
    _insert_totals(writer, diff)
    _insert_commitments(writer, new)
    return writer.seals()


def propose_ledger(
    connection: Connection, programme: str, new: Sequence[Statement], domain_of: DomainOf
) -> LedgerProposal:
    """What accepting the statements of one file would change. Raises SheetsDisagreeError."""
    if not new:
        return LedgerProposal(LedgerDiff(), False)
    scopes = Scopes(connection, programme, domain_of)
    diff = compare_ledger(connection, programme, new, scopes)
    restates = scopes.say_less(new) or states_other_commitments(connection, programme, new)
    return LedgerProposal(diff, restates)


def compare_ledger(
    connection: Connection, programme: str, new: Sequence[Statement], read: Scopes | None = None
) -> LedgerDiff:
    """What the statements of one file would change, against everything accepted now.

    Of the statements that name a booking, the one drawn up last determines it. The booking counts unless a
    statement drawn up later covers its line and day without naming it; on equal days the one accepted last
    decides. Raises SheetsDisagreeError when the sheets of the file contradict each other. `read` has the
    scopes of all accepted statements; without it only plans give the domain of a line.
    """
    if not new:
        return LedgerDiff()
    scopes = read or _scopes_by_plan(connection, programme)
    days = {statement.date for statement in new}
    if len(days) == 1 and scopes.are_empty and not has_bookings(connection, programme):
        return _all_new(connection, programme, new)
    rows = {identity: (row, drawn_up) for drawn_up, identity, row in distinct_rows(new, Kind.REALISED)}
    refuse_disagreement(rows.values(), new, scopes.covers)
    versions = newest_versions(connection, programme, rows.keys(), new, scopes)
    added: list[tuple[str, Booking]] = []
    changed: list[tuple[StoredBooking, Booking]] = []
    vanished: list[StoredBooking] = []
    noted: list[tuple[str, Booking]] = []
    unchanged = older = 0
    for identity, (row, drawn_up) in rows.items():
        stored = versions.counting.get(identity)
        if stored is not None and stored_fields(stored) == fields(row):
            unchanged += 1
            continue
        version = versions.get(identity)
        known = version if version and version.counts else None
        is_same = version is not None and version.equals(row)
        is_superseded = scopes.is_superseded(drawn_up, row.code, row.date)
        if version is None and not is_superseded:
            added.append((identity, row))
            continue
        last_named = scopes.last_named_on(version) if version else date.min
        if last_named > drawn_up or (is_superseded and is_same and last_named == drawn_up):
            older += 1
        elif is_superseded:
            older += 1
            vanished += [known.stored] if known else []
            noted += [(identity, row)] if row.sequence else []
        elif known:
            changed.append((known.stored, row))
        else:
            added.append((identity, row))
    unnamed = filterfalse(rows.__contains__, versions.counting)
    vanished += _denied([Version(versions.counting[identity]) for identity in unnamed], new, scopes)
    repeated = _count_realised(new) - len(rows)
    others = scopes.codes - frozenset().union(*(scopes.within(statement) for statement in new))
    alike = find_possible_duplicates(connection, programme, [row for _, row in added], others)
    gone = [stored.id for stored in (*(old for old, _ in changed), *vanished)]
    places = load_closed(connection, programme), load_places(connection, programme, gone)
    return LedgerDiff(
        tuple(added),
        tuple(changed),
        tuple(vanished),
        unchanged,
        older,
        tuple(noted),
        repeated,
        alike,
        *places,
    )


def _all_new(connection: Connection, programme: str, new: Sequence[Statement]) -> LedgerDiff:
    """The same for sheets of one day in a programme without a ledger: every row is new."""
    added = tuple((identity, row) for _, identity, row in distinct_rows(new, Kind.REALISED))
    repeated = _count_realised(new) - len(added)
    return LedgerDiff(added, repeated=repeated, closed=load_closed(connection, programme))


def _count_realised(new: Sequence[Statement]) -> int:
    return sum(len(rows_of_kind(statement, Kind.REALISED)) for statement in new)


def _scopes_by_plan(connection: Connection, programme: str) -> Scopes:
    domains = plan_domains(connection, programme)
    return Scopes(connection, programme, lambda code: domains.get(code, ""))


def states_other_commitments(connection: Connection, programme: str, new: Sequence[Statement]) -> bool:
    """Whether open commitments in `new` differ from those stored for the same line and day."""
    stating = [statement for statement in new if statement.states_commitments]
    if not stating:
        return False
    spoken = {(statement.date, code) for statement in stating for code in statement.codes}
    days = {statement.date for statement in stating}
    query = (
        select(statements.c.date, statement_codes.c.code, func.max(statements.c.seq))
        .join_from(statements, statement_codes)
        .where(
            statements.c.programme == programme, statements.c.states_commitments, statements.c.date.in_(days)
        )
        .group_by(statements.c.date, statement_codes.c.code)
    )
    latest = {(day, code): seq for day, code, seq in connection.execute(query)}
    totals = select(commitment_totals).where(
        commitment_totals.c.programme == programme, commitment_totals.c.date.in_(days)
    )
    known = {
        (row.fiscal_year, row.date, row.code, row.source, row.theme): row.cents
        for row in connection.execute(totals)
        if (row.date, row.code) in spoken and latest[row.date, row.code] == row.seq
    }
    whole = {(statement.date, domain) for statement in stating for domain in statement.domains or ()}
    is_told = spoken <= latest.keys() and whole <= _whole_domains(connection, programme, days)
    return not is_told or known != dict(open_amounts(stating))


def _whole_domains(connection: Connection, programme: str, days: Collection[date]) -> set[tuple[date, str]]:
    """(day, domain) for every stored statement of these days that gives all commitments of a domain."""
    query = select(statements.c.date, statements.c.domains).where(
        statements.c.programme == programme, statements.c.states_commitments, statements.c.date.in_(days)
    )
    return {(day, one) for day, stored in connection.execute(query) for one in unpack_domains(stored) or ()}


def _denied(unnamed: Sequence[Version], new: Sequence[Statement], scopes: Scopes) -> list[StoredBooking]:
    """The unnamed bookings that a new statement covers, unless a later stored one does too."""
    if not unnamed:
        return []
    booked = [(scopes.within(s), *covered_period(s), s.date) for s in new if s.states_bookings]

    @cache
    def is_denied(code: str, day: date) -> bool:
        return any(
            code in codes and first <= day <= last and not scopes.is_superseded(drawn_up, code, day)
            for codes, first, last, drawn_up in booked
        )

    denied = [version.stored for version in unnamed if is_denied(version.code, version.row.date)]
    return sorted(denied, key=lambda stored: (stored.booking.code, stored.booking.date, stored.id))


def _statement_row(statement: Statement) -> RowValues:
    period = covered_period(statement)
    states = statement.states_bookings, statement.states_commitments
    return (statement.date, *period, *states, pack_domains(statement.domains))


def _booking_columns(rows: Sequence[Booking]) -> Columns:
    """The columns of bookings except supplier and kind."""
    columns = list(zip(*rows, strict=True))
    return [*columns[:_SUPPLIER], columns[_AMOUNT]]


def _version_columns(pairs: list[tuple[str, Booking]]) -> Columns:
    """The identities of bookings, and their columns."""
    return [[identity for identity, _ in pairs], *_booking_columns([row for _, row in pairs])]


def _supplier_columns(pairs: list[tuple[str, Booking]]) -> Columns:
    return [[identity for identity, _ in pairs], [row.supplier for _, row in pairs]]


def _insert_moved(writer: _Writer, diff: LedgerDiff, numbers: Sequence[int]) -> None:
    if diff.is_open:
        return
    begins = zip(numbers, diff.begins, strict=True)
    begun = [(number, False, *found.place) for number, found in begins if found.place]
    ended = [(found.stored.id, True, *found.place) for found in diff.ends if found.stored and found.place]
    writer.insert(moved_bookings, [*begun, *ended])


def _insert_totals(writer: _Writer, diff: LedgerDiff) -> None:
    days = diff.sums()
    months: Counter[OpenKey] = Counter()
    ends = {day: month_end(day) for day in {key[1] for key in days}}
    for (year, day, code, source, theme), cents in days.items():
        months[year, ends[day], code, source, theme] += cents
    for table, sums in ((month_totals, months), (day_totals, days)):
        # In the order of the primary key, in which a row is put in its place fastest.
        writer.insert(table, [(*key, sums[key]) for key in sorted(sums) if sums[key]])


def _insert_commitments(writer: _Writer, new: Sequence[Statement]) -> None:
    rows = [row for _, _, row in distinct_rows(new, Kind.COMMITTED)]
    writer.insert_numbered(commitments, rows, _booking_columns)
    writer.insert(commitment_totals, [(*key, cents) for key, cents in open_amounts(new).items()])
