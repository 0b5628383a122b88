"""Writes many rows of one table at once, in the fastest way the database has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

RowValues = tuple[Any, ...]
"""The values of one row, in the order of the columns of its table."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[RowValues]) -> None:
    """Insert rows that have a value for every column; COPY on PostgreSQL."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    names = table.c.keys()
    columns, marks = ", ".join(map(_quoted, names)), ", ".join("?" * len(names))
    statement = f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({marks})"
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


def _copy(connection: Connection, table: Table, rows: Sequence[RowValues]) -> None:
    statement = f"COPY {_quoted(table.name)} ({', '.join(map(_quoted, table.c.keys()))}) FROM STDIN"
    driver: Any = connection.connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        # as SQLAlchemy does for what it executes itself
        raise DBAPIError.instance(statement, None, error, connection.dialect.loaded_dbapi.Error) from error


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
