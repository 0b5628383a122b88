"""Writes many rows of one table at once, in the fastest way the database has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

BATCH = 10_000
"""Rows in one statement on PostgreSQL."""

RowValues = tuple[Any, ...]
"""The values of one row, in the order of the columns of its table."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[RowValues]) -> None:
    """Insert rows that have a value for every column; a list per column on PostgreSQL.

    Its COPY is faster still, but PostgreSQL has none for a table that holds programmes apart.
    """
    if not rows:
        return
    names = table.c.keys()
    start = f"INSERT INTO {_quoted(table.name)} ({', '.join(map(_quoted, names))})"
    if connection.dialect.name == "postgresql":
        kinds = [column.type.compile(connection.dialect) for column in table.columns]
        lists = ", ".join(f"%s::{kind}[]" for kind in kinds)
        for first in range(0, len(rows), BATCH):
            values = tuple(map(list, zip(*rows[first : first + BATCH], strict=True)))
            connection.exec_driver_sql(f"{start} SELECT * FROM unnest({lists})", values)
        return
    statement = f"{start} VALUES ({', '.join('?' * len(names))})"
    connection.exec_driver_sql(statement, _for_driver(connection, table, rows))


def next_ids(connection: Connection, table: Table, programme: str, count: int) -> Sequence[int]:
    """The ids of the next `count` rows of `table`, known before they are written: a seal includes them.

    Each programme counts for itself; the lock of its only writer keeps them apart.
    """
    if not count:
        return ()
    highest = select(func.coalesce(func.max(table.c.id), 0)).where(table.c.programme == programme)
    first: int = connection.execute(highest).scalar_one() + 1
    return range(first, first + count)


def next_id(connection: Connection, table: Table, programme: str) -> int:
    """The id of the next row."""
    return next_ids(connection, table, programme, 1)[0]


def _for_driver(connection: Connection, table: Table, rows: Sequence[RowValues]) -> list[RowValues]:
    """The rows as the driver takes them; equal values of a column are converted once."""
    columns = zip(*rows, strict=True)
    whole: list[Sequence[Any]] = []
    for column, values in zip(table.columns, columns, strict=True):
        convert: Callable[[Any], Any] | None = column.type.dialect_impl(connection.dialect).bind_processor(
            connection.dialect
        )
        if convert:
            known = {value: convert(value) for value in set(values)}
            whole.append([known[value] for value in values])
        else:
            whole.append(values)
    return list(zip(*whole, strict=True))


def _quoted(name: str) -> str:
    return f'"{name}"'
