"""An in-memory database in which acceptances are repeated, to compare the result with the stored rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert, select

from budget.store.schema import acceptances, booking_ends, bookings, row_values, submissions
from budget.store.schema_board import snapshots
from budget.store.schema_periods import moved_bookings, period_decisions, period_proposals

Rows = dict[tuple[Any, ...], list[dict[str, Any]]]
"""Rows by their identifying values."""
metadata = snapshots.metadata
NUMBERED = {"bookings": ("seq", "identity"), "commitments": ("seq", "document", "sequence", "code", "date")}
"""What identifies a row whose number is arbitrary: it differs between databases."""
LONGEST = 60


@contextmanager
def scratch() -> Iterator[Connection]:
    """An empty in-memory database with all tables and no triggers."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            metadata.create_all(connection)
            yield connection
    finally:
        engine.dispose()


def load_stored(connection: Connection, programme: str, number: int) -> dict[str, Any] | None:
    """The row of a submission by column; None if it does not exist."""
    query = select(submissions).where(submissions.c.programme == programme, submissions.c.id == number)
    row = connection.execute(query).first()
    return dict(row._mapping) if row else None


def put_submission(copy: Connection, row: dict[str, Any]) -> None:
    """Copy the row of a submission to the scratch database, without its bytes."""
    copy.execute(insert(submissions), {**row, "data": b""})


def put_period(
    connection: Connection, copy: Connection, programme: str, number: int, *, is_decided: bool
) -> None:
    """Copy a proposal about a period, or its decision, to the scratch database."""
    table, key = period_proposals, period_proposals.c.id
    if is_decided:
        table, key = period_decisions, period_decisions.c.proposal
    for row in connection.execute(select(table).where(table.c.programme == programme, key == number)):
        copy.execute(insert(table), row_values(row))


def differing_rows(connection: Connection, copy: Connection, programme: str) -> Iterator[str]:
    """A Dutch sentence for every row of an acceptance that differs from what it should be."""
    for table in metadata.sorted_tables:
        if {"programme", "seq"} <= set(table.c.keys()) and table is not acceptances:
            stored, right = (_rows(one, table, programme) for one in (connection, copy))
            for key in sorted(stored.keys() | right.keys(), key=str):
                yield from _compare(table.name, key, right.get(key, []), stored.get(key, []))


def _rows(connection: Connection, table: Table, programme: str) -> Rows:
    names = NUMBERED.get(table.name) or tuple(
        column.name for column in table.primary_key if column.name != "programme"
    )
    query = select(table).where(table.c.programme == programme)
    if table is moved_bookings:
        names = ("seq", "identity", "ends")
        own = [moved_bookings.c[name] for name in ("seq", "ends", "counts_year", "counts_on")]
        query = (
            select(*own, bookings.c.identity)
            .outerjoin_from(moved_bookings, bookings)
            .where(moved_bookings.c.programme == programme)
        )
    if table is booking_ends:
        names = ("seq", "began", "identity")
        query = (
            select(booking_ends.c.seq, bookings.c.seq.label("began"), bookings.c.identity)
            .outerjoin_from(booking_ends, bookings)
            .where(booking_ends.c.programme == programme)
        )
    found: Rows = defaultdict(list)
    for row in connection.execute(query):
        values = {str(name): value for name, value in row._mapping.items() if name != "id"}
        found[tuple(values[name] for name in names)].append(values)
    return found


def _compare(
    table: str, key: tuple[Any, ...], right: list[dict[str, Any]], stored: list[dict[str, Any]]
) -> Iterator[str]:
    missing = [row for row in right if row not in stored]
    extra = [row for row in stored if row not in right]
    name = f"Rij ({', '.join(map(str, key))}) in {table}"
    for was, now in zip(missing, extra, strict=False):
        for column in was:
            if was[column] != now[column]:
                yield f"{name}: {column} is {_excerpt(now[column])}, maar moet {_excerpt(was[column])} zijn."
    if len(missing) > len(extra) or len(right) > max(len(stored), len(extra)):
        yield f"{name} ontbreekt."
    elif len(extra) > len(missing) or len(stored) > len(right):
        yield f"{name} hoort er niet."


def _excerpt(value: object) -> str:
    text = "leeg" if value in (None, "") else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
