"""An in-memory database in which acceptances are repeated, to compare the result with the stored rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine, insert, select

from budget.store.schema import row_values, submissions
from budget.store.schema_board import snapshots
from budget.store.schema_periods import period_decisions, period_proposals

metadata = snapshots.metadata


@contextmanager
def scratch() -> Iterator[Connection]:
    """An empty in-memory database with all tables and no triggers."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            for statement in _tables():
                connection.exec_driver_sql(statement)
            yield connection
    finally:
        engine.dispose()


@cache
def _tables() -> tuple[str, ...]:
    """What makes all tables and indexes: to compile it takes ten times as long as to run it."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        statements = tuple(connection.exec_driver_sql(made).scalars())
    engine.dispose()
    return statements


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
