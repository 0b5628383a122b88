"""How earlier releases read the same file differently: days, months and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budget.model.content import Booking, Content, Statement
from budget.model.words import Kind


def as_read_before(content: Content, stored_content: Content) -> Content:
    """The file's content, with ledgers as stored if only the way of reading changed since.

    The questions are as that release asked them: both persons confirmed those.
    """
    statements = tuple(_in_months(content.statements, stored_content.statements))
    if len(statements) == len(stored_content.statements):
        pairs = zip(statements, stored_content.statements, strict=True)
        statements = tuple(_dated(statement, was) for statement, was in pairs)
    cells = content.plan_cells if stored_content.plan_cells else ()  # Earlier releases did not store them.
    return replace(content, statements=statements, plan_cells=cells, asks=stored_content.asks)


def _in_months(
    statements: Sequence[Statement], stored_statements: Sequence[Statement]
) -> Iterator[Statement]:
    """Before 0.9.0 each column of a sheet with a column per month was a statement, even if all zeros."""
    for sheet in dict.fromkeys(statement.sheet for statement in statements):
        # A sheet with a missing month is still a statement for each group of consecutive months.
        reread, was = (
            [statement for statement in many if statement.sheet == sheet]
            for many in (statements, stored_statements)
        )
        money, before = (
            _money(row for statement in many for row in statement.rows) for many in (reread, was)
        )
        yield from was if len(was) > len(reread) and money == before else reread


def _money(rows: Iterator[Booking]) -> Counter[Booking]:
    return Counter(row for row in rows if row.amount)


def _dated(statement: Statement, was: Statement) -> Statement:
    """Before 0.9.0 a ledger without a day got the day of its latest booking, and `t/m` alone was not read."""
    booked = [
        row.date for row in statement.rows if row.kind is Kind.REALISED or not statement.states_bookings
    ]
    latest = max(booked, default=statement.date)
    date = was.date if statement.date == statement.last and was.date == latest else statement.date
    last = was.last if statement.last > was.last == latest else statement.last
    scope = statement if was.domains is not None else was  # Before 0.5.0 no statement stored its scope.
    return replace(statement, date=date, last=last, domains=scope.domains, listed=scope.listed)
