"""What earlier releases read otherwise of the same ledger: its day, its period, and its months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budget.model.content import Booking, Content, Statement
from budget.model.words import Kind


def as_before(content: Content, stored: Content) -> Content:
    """What the file says, with a ledger as it was stored where only an earlier way of reading differs."""
    statements = tuple(_in_months(content.statements, stored.statements))
    if len(statements) == len(stored.statements):
        pairs = zip(statements, stored.statements, strict=True)
        statements = tuple(_dated(said, was) for said, was in pairs)
    return replace(content, statements=statements)


def _in_months(statements: Sequence[Statement], stored: Sequence[Statement]) -> Iterator[Statement]:
    """Before 0.9.0 each column of a sheet with a column per month was a statement, also one of zeros."""
    for said in statements:
        was = [one for one in stored if one.sheet == said.sheet]
        is_same = len(was) > 1 and _money(row for one in was for row in one.rows) == _money(said.rows)
        yield from was if is_same else [said]


def _money(rows: Iterator[Booking] | Sequence[Booking]) -> Counter[Booking]:
    return Counter(row for row in rows if row.amount)


def _dated(said: Statement, was: Statement) -> Statement:
    """Before 0.9.0 a ledger that says no day was of its latest booking, and `t/m` alone was not read."""
    booked = [row.date for row in said.rows if row.kind is Kind.REALISED or not said.states_bookings]
    latest = max(booked, default=said.date)
    date = was.date if said.date == said.last and was.date == latest else said.date
    last = was.last if said.last > was.last == latest else said.last
    return replace(said, date=date, last=last)
