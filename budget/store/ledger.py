"""The ledger: bookings that count, open commitments, and the totals kept with each acceptance."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, case, func, insert, select

from budget.model import Booking, CommitmentStatement, Kind, LineKey, Movement, Statement
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
from budget.store.statements import (
    LedgerDiff,
    booking_of,
    compare_ledger,
    counting_bookings,
    covered_period,
    distinct_rows,
)


def store_ledger(connection: Connection, programme: str, seq: int, new: Sequence[Statement]) -> LedgerDiff:
    """Accept the statements of one file as `seq`; bookings and their totals move in this transaction."""
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


def load_bookings(
    connection: Connection, programme: str, code: str, year: int, as_of: date, known_at: int
) -> tuple[Booking, ...]:
    """The bookings of one line code that count, oldest first; suppliers are left out."""
    query = (
        counting_bookings(programme, known_at)
        .where(bookings.c.code == code, bookings.c.fiscal_year == year, bookings.c.date <= as_of)
        .order_by(bookings.c.date, bookings.c.document, bookings.c.sequence, bookings.c.id)
    )
    return tuple(booking_of(row, Kind.REALISED) for row in connection.execute(query))


def load_open_commitments(
    connection: Connection, programme: str, code: str, year: int, seq: int
) -> tuple[Booking, ...]:
    """The open commitments of one line code in the statement that was accepted as `seq`."""
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


def load_movements(
    connection: Connection, programme: str, year: int, known_at: int, split: Iterable[date] = ()
) -> tuple[Movement, ...]:
    """Month totals of bookings of fiscal `year`; the months of the days in `split` come by day instead."""
    by_day = {month_end(day) for day in split if day != month_end(day)}
    months = _load_totals(connection, month_totals, "month_end", programme, year, known_at)
    found = [movement for movement in months if movement.on not in by_day]
    for end in sorted(by_day):
        period = day_totals.c.day.between(end.replace(day=1), end)
        found += _load_totals(connection, day_totals, "day", programme, year, known_at, period)
    return tuple(found)


def load_commitments(
    connection: Connection, programme: str, year: int, known_at: int
) -> tuple[CommitmentStatement, ...]:
    """Every statement of open commitments, oldest acceptance first, with its amounts of fiscal `year`."""
    sheets: dict[tuple[int, date], dict[int, set[str]]] = {}
    stating = (
        select(statements.c.seq, statements.c.date, statements.c.n, statement_codes.c.code)
        .join_from(statements, statement_codes)
        .where(
            statements.c.programme == programme, statements.c.states_commitments, statements.c.seq <= known_at
        )
        .order_by(statements.c.seq, statements.c.date, statements.c.n)
    )
    for seq, drawn_up, n, code in connection.execute(stating):
        sheets.setdefault((seq, drawn_up), {}).setdefault(n, set()).add(code)
    amounts: dict[tuple[int, date], dict[LineKey, int]] = {key: {} for key in sheets}
    for m in _load_totals(connection, commitment_totals, "date", programme, year, known_at):
        amounts[m.seq, m.on][LineKey(m.code, m.source, m.theme)] = m.cents
    return tuple(
        CommitmentStatement(*key, tuple(map(frozenset, named.values())), amounts[key])
        for key, named in sheets.items()
    )


def states_other_commitments(connection: Connection, programme: str, new: Sequence[Statement]) -> bool:
    """Whether the open commitments in `new` differ from what is known of any line on the same day."""
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


def load_commitment_years(connection: Connection, programme: str) -> set[int]:
    """The fiscal years in which any accepted statement names open commitments."""
    query = select(commitment_totals.c.fiscal_year).where(commitment_totals.c.programme == programme)
    return set(connection.execute(query.distinct()).scalars())


def latest_statement_date(connection: Connection, programme: str) -> date | None:
    """The day of the newest accepted ledger statement; None when there is none."""
    query = select(func.max(statements.c.date)).where(statements.c.programme == programme)
    return connection.execute(query).scalar()


def load_reported(connection: Connection, programme: str, known_at: int) -> tuple[tuple[str, date], ...]:
    """For every code the day up to which its bookings are known: where the period of a statement ends.

    A statement drawn up before the end of its period reaches no further than the day itself.
    """
    reached = case((statements.c.date < statements.c.last, statements.c.date), else_=statements.c.last)
    query = (
        select(statement_codes.c.code, func.max(reached))
        .join_from(statement_codes, statements)
        .where(
            statements.c.programme == programme, statements.c.states_bookings, statements.c.seq <= known_at
        )
        .group_by(statement_codes.c.code)
        .order_by(statement_codes.c.code)
    )
    return tuple((code, day) for code, day in connection.execute(query))


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def open_amounts(new: Sequence[Statement]) -> Counter[tuple[int, date, str, str, str]]:
    """Open commitments in statements by (fiscal year, date, code, source, theme)."""
    sums: Counter[tuple[int, date, str, str, str]] = Counter()
    for drawn_up, _, row in distinct_rows(new, Kind.COMMITTED):
        sums[row.fiscal_year, drawn_up, row.code, row.source, row.theme] += row.amount
    return sums


def _load_totals(connection: Connection, table, day: str, programme: str, year: int, known_at: int, *where):
    query = select(
        table.c.seq, table.c.code, table.c.source, table.c.theme, table.c[day], table.c.cents
    ).where(table.c.programme == programme, table.c.fiscal_year == year, table.c.seq <= known_at, *where)
    found = connection.execute(query.order_by(table.c.seq, table.c[day], table.c.code)).all()
    return list(map(Movement._make, found))


def _statement_row(statement: Statement) -> dict[str, object]:
    first, last = covered_period(statement)
    return {
        "date": statement.date,
        "first": first,
        "last": last,
        "states_bookings": statement.states_bookings,
        "states_commitments": statement.states_commitments,
    }


def _booking_row(known: dict, row: Booking, identity: str | None = None) -> dict[str, object]:
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


def _insert_noted(connection: Connection, known: dict, diff: LedgerDiff) -> None:
    """Rows that end where they begin: they never count, but what they say is remembered."""
    rows = [_booking_row(known, row, identity) for identity, row in diff.noted]
    if rows:
        numbers = connection.execute(insert(bookings).returning(bookings.c.id), rows).scalars().all()
        _insert(connection, booking_ends, [{**known, "booking": number} for number in numbers])


def _insert_totals(
    connection: Connection, table, day: str, known: dict, diff: LedgerDiff, period: Callable[[date], date]
) -> None:
    sums: Counter[tuple] = Counter()
    for row, cents in diff.deltas():
        sums[row.fiscal_year, period(row.date), row.code, row.source, row.theme] += cents
    names = ("fiscal_year", day, "code", "source", "theme")
    _insert(connection, table, [
        {**known, **dict(zip(names, key, strict=True)), "cents": cents}
        for key, cents in sums.items()
        if cents
    ])  # fmt: skip


def _insert_commitments(connection: Connection, known: dict, new: Sequence[Statement]) -> None:
    rows = [_booking_row(known, row) for _, _, row in distinct_rows(new, Kind.COMMITTED)]
    _insert(connection, commitments, rows)
    names = ("fiscal_year", "date", "code", "source", "theme")
    _insert(connection, commitment_totals, [
        {**known, **dict(zip(names, key, strict=True)), "cents": cents}
        for key, cents in open_amounts(new).items()
    ])  # fmt: skip


def _insert(connection: Connection, table, rows: list[dict]) -> None:
    if rows:
        connection.execute(insert(table), rows)
