"""Inserts many rows into one table, in the fastest way the database supports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, overload

from sqlalchemy import Connection, Table, func, insert, select

from budget.store.distributed_tables import is_distributed

BATCH, SPREAD_BATCH = 10_000, 1_000
"""Rows per statement, and with Citus, which allows at most 65,535 values."""

_NARROW, _TOGETHER = 8, 100
"""Most columns of a table whose rows SQLite inserts many in a statement, and how many.

A table with triggers first collects the rows of a statement: for wide rows that costs more than it saves.
"""
_SEPARATOR = "\x1f"
RowValues = tuple[Any, ...]
"""The values of one row, in the order of its table's columns."""
Columns = Sequence[Sequence[Any]]
"""The values of some rows, column by column."""


class GeneratedRows(Sequence[RowValues]):
    """Rows that are made, column by column, when they are read.

    So a large file has no second copy of its rows in memory.
    """

    def __init__(
        self,
        count: int,
        columns: Callable[[Sequence[int]], Columns],
        lead: Callable[[Sequence[int]], Columns] | None = None,
    ) -> None:
        """`columns` gives the rows with these numbers, from 0; `lead` only the first columns."""
        self._numbers, self.columns, self._lead = range(count), columns, lead

    def first_columns(self, numbers: Sequence[int], count: int) -> Columns:
        """At least the first `count` columns of the rows with these numbers."""
        lead = self._lead(numbers) if self._lead else ()
        return lead if len(lead) >= count else self.columns(numbers)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> RowValues: ...
    @overload
    def __getitem__(self, at: slice) -> list[RowValues]: ...
    def __getitem__(self, at: int | slice) -> RowValues | list[RowValues]:
        """One row, or some of them."""
        if isinstance(at, slice):
            return list(zip(*self.columns(self._numbers[at]), strict=True))
        return next(zip(*self.columns([self._numbers[at]]), strict=True))


def columns_of(rows: Sequence[RowValues], numbers: Sequence[int], first: int | None = None) -> Columns:
    """The columns of the rows with these numbers, or at least the `first` so many of them."""
    if isinstance(rows, GeneratedRows):
        return rows.columns(numbers) if first is None else rows.first_columns(numbers, first)
    return list(zip(*map(rows.__getitem__, numbers), strict=True))


def insert_rows(connection: Connection, table: Table, rows: Sequence[RowValues]) -> None:
    """Insert rows with a value for every column; as arrays, one per column, on PostgreSQL.

    COPY would be faster, but PostgreSQL does not allow it on a table with row-level security. Citus itself
    uses COPY for rows from a query, so there each value is a parameter of the statement.
    """
    if not rows:
        return
    if is_distributed(connection):
        names = [str(column.name) for column in table.columns]
        for first in range(0, len(rows), SPREAD_BATCH):
            some = [dict(zip(names, row, strict=True)) for row in rows[first : first + SPREAD_BATCH]]
            connection.execute(insert(table).values(some))
        return
    numbers, is_array = range(len(rows)), connection.dialect.name == "postgresql"
    write = _insert_arrays if is_array else _insert_many
    for first in range(0, len(rows), BATCH):
        write(connection, table, columns_of(rows, numbers[first : first + BATCH]))


def _insert_many(connection: Connection, table: Table, columns: Columns) -> None:
    start, row = f"{_start(table)}VALUES ", f"({', '.join('?' * len(columns))})"
    converted, done = _for_driver(connection, table, columns), 0
    if len(columns) <= _NARROW and len(columns[0]) >= _TOGETHER:
        width, done = len(columns), len(columns[0]) // _TOGETHER * _TOGETHER
        values: list[Any] = [None] * (done * width)
        for number, column in enumerate(converted):
            values[number::width] = column[:done]
        size = _TOGETHER * width
        groups = [tuple(values[first : first + size]) for first in range(0, len(values), size)]
        connection.exec_driver_sql(start + ", ".join([row] * _TOGETHER), groups)
    if rest := list(zip(*(column[done:] for column in converted), strict=True)):
        connection.exec_driver_sql(start + row, rest)


def _insert_arrays(connection: Connection, table: Table, columns: Columns) -> None:
    """PostgreSQL reads an array ten times as fast as JSON. What is the same in every row is sent once."""
    kinds = [column.type.compile(connection.dialect) for column in table.columns]
    arguments, arrays, once = [], [], []
    for number, (kind, values) in enumerate(zip(kinds, columns, strict=True)):
        if number and values[0] == values[-1] and len(set(values)) == 1:
            arguments.append(f"%s::{kind}")
            once.append(values[0])
        else:
            arguments.append(f"c{number}")
            arrays.append((f"c{number}", f"%s::{kind}[]", _array_text(values)))
    names, casts, texts = zip(*arrays, strict=True)
    source = f"unnest({', '.join(casts)}) AS given ({', '.join(names)})"
    statement = f"{_start(table)}SELECT {', '.join(arguments)} FROM {source}"
    connection.exec_driver_sql(statement, (*once, *texts))


def _array_text(values: Sequence[Any]) -> str:
    """The values as PostgreSQL writes an array."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return f"{{{','.join(map(str, values))}}}"
    if kinds == {str}:
        whole = _escaped(_SEPARATOR.join(values))
        if whole.count(_SEPARATOR) == len(values) - 1:
            return '{"' + whole.replace(_SEPARATOR, '","') + '"}'
    known = {value: "NULL" if value is None else f'"{_escaped(str(value))}"' for value in set(values)}
    return f"{{{','.join(map(known.__getitem__, values))}}}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _start(table: Table) -> str:
    names = ", ".join(_quoted(str(column.name)) for column in table.columns)
    return f"INSERT INTO {_quoted(table.name)} ({names}) "


def next_ids(connection: Connection, table: Table, programme: str, count: int) -> Sequence[int]:
    """The ids of the next `count` rows of `table`, known before they are written: seals include them.

    Each programme has its own numbering; the lock of its only writer prevents clashes.
    """
    if not count:
        return ()
    highest = select(func.coalesce(func.max(table.c.id), 0)).where(table.c.programme == programme)
    first: int = connection.execute(highest).scalar_one() + 1
    return range(first, first + count)


def next_id(connection: Connection, table: Table, programme: str) -> int:
    """The id of the next row."""
    return next_ids(connection, table, programme, 1)[0]


def _for_driver(connection: Connection, table: Table, columns: Columns) -> Columns:
    """The columns as the driver wants them; equal values in a column are converted once."""
    whole: list[Sequence[Any]] = []
    for column, values in zip(table.columns, columns, strict=True):
        convert: Callable[[Any], Any] | None = column.type.dialect_impl(connection.dialect).bind_processor(
            connection.dialect
        )
        if convert:
            known = {value: convert(value) for value in set(values)}
            whole.append(list(map(known.__getitem__, values)))
        else:
            whole.append(values)
    return whole


def _quoted(name: str) -> str:
    return f'"{name}"'
