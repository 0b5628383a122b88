"""The totals kept with each acceptance: bookings by month and day, open commitments by statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from sys import intern

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, select

from budget.model.content import CommitmentStatement, Coverage, Movement
from budget.model.months import month_end
from budget.model.words import LineKey
from budget.store.schema import (
    AnySelect,
    commitment_totals,
    day_totals,
    month_totals,
    statement_codes,
    statements,
)
from budget.store.scope_text import all_domains, unpack_domains

# Made once: a standing asks both for each year.
_CODES = select(statement_codes.c.seq, statement_codes.c.n, statement_codes.c.code).where(
    statement_codes.c.programme == bindparam("of"), statement_codes.c.seq <= bindparam("at")
)
_STATING = (
    select(statements.c.seq, statements.c.n, statements.c.date, statements.c.last, statements.c.domains)
    .where(
        statements.c.programme == bindparam("of"),
        statements.c.states_commitments,
        statements.c.seq <= bindparam("at"),
    )
    .order_by(statements.c.seq, statements.c.date, statements.c.n)
)


def load_movements(
    connection: Connection, programme: str, year: int, known_at: int, split: Iterable[date] = ()
) -> tuple[Movement, ...]:
    """Booking totals of fiscal `year` by month; by day for the months of the days in `split`."""
    by_day = {month_end(day) for day in split if day != month_end(day)}
    months = _load_totals(connection, month_totals, "month_end", programme, year, known_at)
    movements = [movement for movement in months if movement.on not in by_day]
    for end in sorted(by_day):
        period = day_totals.c.day.between(end.replace(day=1), end)
        movements += _load_totals(connection, day_totals, "day", programme, year, known_at, period)
    return tuple(movements)


def load_commitments(
    connection: Connection, programme: str, year: int, known_at: int
) -> tuple[CommitmentStatement, ...]:
    """Every statement of open commitments with its amounts of fiscal `year`, by acceptance."""
    sheets: dict[tuple[int, date], list[frozenset[str]]] = {}
    domains: dict[tuple[int, date], frozenset[str] | None] = {}
    ends: dict[tuple[int, date], date] = {}
    codes_by_sheet = _codes(connection, programme, known_at)
    for seq, n, drawn_up, last, scope in connection.execute(_STATING, {"of": programme, "at": known_at}):
        if codes := codes_by_sheet.get((seq, n)):
            key = (seq, drawn_up)
            sheets.setdefault(key, []).append(frozenset(codes))
            ends[key] = max(last, ends.get(key, last))
            domains[key] = all_domains([domains.get(key), unpack_domains(scope)])
    amounts: dict[tuple[int, date], dict[LineKey, int]] = {key: {} for key in sheets}
    for m in _load_totals(connection, commitment_totals, "date", programme, year, known_at):
        amounts[m.seq, m.on][LineKey(m.code, m.source, m.theme)] = m.cents
    return tuple(
        CommitmentStatement(*key, tuple(codes), amounts[key], domains[key], ends[key])
        for key, codes in sheets.items()
    )


def load_commitment_years(connection: Connection, programme: str) -> set[int]:
    """The fiscal years for which any accepted statement has open commitments."""
    query = select(commitment_totals.c.fiscal_year).where(commitment_totals.c.programme == programme)
    return set(connection.execute(query.distinct()).scalars())


def latest_statement_date(connection: Connection, programme: str) -> date | None:
    """The day of the newest accepted ledger statement; None without one."""
    query = select(func.max(statements.c.date)).where(statements.c.programme == programme)
    return connection.execute(query).scalar()


def load_stated_codes(connection: Connection, programme: str) -> dict[int, frozenset[str]]:
    """The line codes that the ledgers of each acceptance are about, named in a row or listed."""
    columns = statement_codes.c
    query = select(columns.seq, columns.code).where(columns.programme == programme)
    codes_by_seq: dict[int, set[str]] = {}
    for seq, code in connection.execute(query.distinct()):
        codes_by_seq.setdefault(seq, set()).add(code)
    return {seq: frozenset(codes) for seq, codes in codes_by_seq.items()}


def load_coverage(connection: Connection, programme: str, known_at: int) -> tuple[Coverage, ...]:
    """Every accepted statement of bookings with its period and its lines, by acceptance."""
    codes_by_sheet = _codes(connection, programme, known_at)
    columns = statements.c
    query = (
        select(columns.seq, columns.n, columns.date, columns.first, columns.last, columns.domains)
        .where(columns.programme == programme, columns.states_bookings, columns.seq <= known_at)
        .order_by(columns.seq, columns.n)
    )
    return tuple(
        Coverage(seq, day, first, min(day, last), frozenset(codes), frozenset(unpack_domains(scope) or ()))
        for seq, n, day, first, last, scope in connection.execute(query)
        if (codes := codes_by_sheet.get((seq, n)))
    )


def _codes(connection: Connection, programme: str, known_at: int) -> dict[tuple[int, int], list[str]]:
    """The line codes of each statement, by acceptance and number.

    Not as a join: without statistics SQLite reads all codes again for each statement.
    """
    codes: dict[tuple[int, int], list[str]] = {}
    for seq, n, code in connection.execute(_CODES, {"of": programme, "at": known_at}):
        codes.setdefault((seq, n), []).append(intern(code))
    return codes


def _load_totals(
    connection: Connection,
    table: Table,
    day: str,
    programme: str,
    year: int,
    known_at: int,
    *where: ColumnElement[bool],
) -> list[Movement]:
    query = _totals_query(table, day)
    given = {"of": programme, "year": year, "at": known_at}
    rows = connection.execute(query.where(*where) if where else query, given)
    days: dict[date, date] = {}
    # The same codes and days occur in very many rows: each is stored once.
    return [
        Movement(seq, intern(code), intern(source), intern(theme), days.setdefault(on, on), cents)
        for seq, code, source, theme, on, cents in rows
    ]


@cache
def _totals_query(table: Table, day: str) -> AnySelect:
    """Built once, as building is slower than running."""
    columns = table.c
    return (
        select(columns.seq, columns.code, columns.source, columns.theme, columns[day], columns.cents)
        .where(
            columns.programme == bindparam("of"),
            columns.fiscal_year == bindparam("year"),
            columns.seq <= bindparam("at"),
        )
        .order_by(columns.seq, columns[day], columns.code)
    )
