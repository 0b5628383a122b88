"""Seals: one hash per acceptance and table over its rows, so that no row can change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby, islice
from operator import le
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Table, bindparam, exists, literal, select, union_all

from budget.store.bulk import Columns, RowValues, columns_of
from budget.store.schema import AnySelect, acceptances, metadata

_encode = json.JSONEncoder(default=str).encode
_TEXT: dict[type, Callable[[Any], str]] = {
    str: json.encoder.encode_basestring_ascii,  # Which _encode calls for a text.
    int: repr,
    bool: _encode,
    date: _encode,
}
"""Types whose equal values have the same text, with how each is written."""
_BLOCK = 10_000
"""Rows that are texts at a time."""


def seal_acceptance(
    connection: Connection, programme: str, seq: int, known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The seals of the rows of acceptance `seq`, by table; tables without rows are left out.

    Tables in `known` (just written) are not read back.
    """
    written = known or {}
    found = _seals(connection, programme, seq, written)
    return {**{name: seals[seq] for name, seals in found.items() if seals}, **written}


def seal_rows(table: Table, rows: Sequence[RowValues]) -> str:
    """The seal of rows of one acceptance, in the order of the columns of their table."""
    names = table.c.keys()
    found = _seal_in_blocks(names, rows) if len(rows) > _BLOCK else None
    return found or _seal(_lines(names, rows))


def _seal_in_blocks(names: list[str], rows: Sequence[RowValues]) -> str | None:
    """The same seal without all lines in memory: rows are put in order by their first column that differs.

    None where that does not put the lines in order.
    """
    keys = _first_that_differs(names, rows)
    order = sorted(range(len(keys)), key=keys.__getitem__)
    del keys
    whole, last = hashlib.sha256(), ""
    for first in range(0, len(order), _BLOCK):
        numbers = order[first : first + _BLOCK]
        lines = list(_lines_of(names, columns_of(rows, numbers)))
        if lines[0] < last or not all(map(le, lines, islice(lines, 1, None))):
            return None
        last = lines[-1]
        whole.update("\n".join([*lines, ""]).encode())
    return whole.hexdigest()


def _first_that_differs(names: list[str], rows: Sequence[RowValues]) -> list[str]:
    """The members of the first column in which the first rows differ."""
    numbers = range(len(rows))
    head = columns_of(rows, numbers[:_BLOCK])
    at = next((n for n, values in enumerate(head) if len(set(values)) > 1), 0)
    blocks = (columns_of(rows, numbers[first : first + _BLOCK]) for first in range(0, len(rows), _BLOCK))
    return [text for columns in blocks for text in _members(names[at], columns[at])]


def seal_everything(connection: Connection, programme: str) -> dict[int, dict[str, str]]:
    """The seals of every acceptance that any row has, by seq and table."""
    found: dict[int, dict[str, str]] = {}
    for name, seals in _seals(connection, programme, None, {}).items():
        for seq, seal in seals.items():
            found.setdefault(seq, {})[name] = seal
    return found


def _seals(
    connection: Connection, programme: str, seq: int | None, known: Mapping[str, str]
) -> dict[str, dict[int, str]]:
    tables = _sealed_tables() if seq is None else _with_rows(connection, programme, seq)
    return {
        table.name: dict(_table_seals(connection, table, programme, seq))
        for table in tables
        if table.name not in known
    }


def _with_rows(connection: Connection, programme: str, seq: int) -> Iterator[Table]:
    """The tables that have rows of this acceptance, found in one query."""
    named = set(connection.execute(_presence(), {"of": programme, "at": seq}).scalars())
    return (table for table in _sealed_tables() if table.name in named)


def _table_seals(
    connection: Connection, table: Table, programme: str, seq: int | None
) -> Iterator[tuple[int, str]]:
    at = {} if seq is None else {"at": seq}
    rows = connection.execute(_query(table, of_one=seq is not None), {"of": programme, **at})
    names = table.c.keys()
    for key, group in groupby(rows, key=lambda row: row.seq):
        yield key, _seal(_lines(names, group))


@cache
def _sealed_tables() -> tuple[Table, ...]:
    tables = (one for one in metadata.sorted_tables if {"programme", "seq"} <= set(one.c.keys()))
    return tuple(table for table in tables if table is not acceptances)


@cache
def _presence() -> CompoundSelect[Any]:
    """Query for the tables with rows of an acceptance; built once, as building is slower than running it."""
    return union_all(
        *(select(literal(one.name)).where(exists(_query(one, of_one=True))) for one in _sealed_tables())
    )


@cache
def _query(table: Table, *, of_one: bool) -> AnySelect:
    """Query for all rows of a programme, or for those of one acceptance."""
    rows = select(table).where(table.c.programme == bindparam("of")).order_by(table.c.seq)
    return rows.where(table.c.seq == bindparam("at")) if of_one else rows


def _lines(names: list[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as text without NULLs: a column added by a later release does not change old seals."""
    remaining = iter(rows)
    while block := list(islice(remaining, _BLOCK)):
        yield from _lines_of(names, list(zip(*block, strict=True)))


def _lines_of(names: list[str], columns: Columns) -> Iterator[str]:
    members = [_members(name, values) for name, values in zip(names, columns, strict=True)]
    rows: Iterable[Iterable[str]] = zip(*members, strict=True)
    if any("" in column for column in members):
        rows = (filter(None, row) for row in rows)
    return (f"{{{text}}}" for text in map(", ".join, rows))


def _members(name: str, values: Sequence[Any]) -> list[str]:
    """One column as members of JSON objects, '' for NULL; equal values are formatted once."""
    start = f"{_encode(name)}: "
    distinct = set(values)
    known = {None: ""} if None in distinct else {}
    distinct.discard(None)
    kinds = set(map(type, values)) - {type(None)}
    write = _TEXT.get(next(iter(kinds), str)) if len(kinds) < 2 else None
    if write is None:
        return ["" if value is None else start + _encode(value) for value in values]
    if len(distinct) > len(values) // 2:
        if not known:
            return [start + text for text in map(write, values)]
        return ["" if value is None else start + write(value) for value in values]
    known.update((value, start + write(value)) for value in distinct)
    return list(map(known.__getitem__, values))


def _seal(lines: Iterable[str]) -> str:
    """SHA-256 over the lines, sorted here because databases sort text differently."""
    whole = hashlib.sha256()
    for line in sorted(lines):
        whole.update(line.encode() + b"\n")
    return whole.hexdigest()
