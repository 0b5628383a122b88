"""Seals: one hash per acceptance and table over its rows, so that no row can change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby, islice
from operator import le
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Table, bindparam, exists, literal, select, union_all

from budget.store.bulk import Columns, RowValues, columns_of
from budget.store.schema import AnySelect, acceptances, metadata

_encode = json.JSONEncoder(default=str).encode
_escape = json.encoder.encode_basestring_ascii
"""What _encode calls for a text."""
_SEPARATOR = "\x1f"
_EMPTY = frozenset({type(None)})
_HASHED = frozenset({bool, date, datetime})
"""Types whose equal values have the same text: written once."""
_BLOCK = 10_000
"""Rows that are texts at a time."""


def seal_acceptance(
    connection: Connection, programme: str, seq: int, known_seals: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The seals of the rows of acceptance `seq`, by table; tables without rows are left out.

    Tables in `known_seals` (just written) are not read back.
    """
    written = known_seals or {}
    seals_by_table = _seals(connection, programme, seq, written)
    return {**{name: seals[seq] for name, seals in seals_by_table.items() if seals}, **written}


def seal_rows(table: Table, rows: Sequence[RowValues]) -> str:
    """The seal of rows of one acceptance, in the order of the columns of their table."""
    names = table.c.keys()
    seal = _seal_in_blocks(names, rows) if len(rows) > _BLOCK else None
    return seal or _seal(_texts_of(names, _blocks(rows, range(len(rows)))))


def _seal_in_blocks(names: list[str], rows: Sequence[RowValues]) -> str | None:
    """The same seal without all lines in memory: rows are put in order by their first column that differs.

    None where that does not put the lines in order.
    """
    keys = _first_that_differs(names, rows)
    if len(set(keys)) < len(rows):
        return None
    order = sorted(range(len(keys)), key=keys.__getitem__)
    del keys
    whole, last = hashlib.sha256(), ""
    for text in _texts_of(names, _blocks(rows, order)):
        lines = text[:-1].split("\n")
        if lines[0] < last or not all(map(le, lines, islice(lines, 1, None))):
            return None
        last = lines[-1]
        whole.update(text.encode())
    return whole.hexdigest()


def _blocks(rows: Sequence[RowValues], order: Sequence[int]) -> Iterator[Columns]:
    """The columns of these rows, in this order, some rows at a time."""
    return (columns_of(rows, order[first : first + _BLOCK]) for first in range(0, len(order), _BLOCK))


def _first_that_differs(names: list[str], rows: Sequence[RowValues]) -> list[str]:
    """The members of the first column in which the first rows differ; fewer than rows if one is NULL."""
    numbers, keys = range(len(rows)), list[str]()
    head = columns_of(rows, numbers[:_BLOCK])
    at = next((n for n, values in enumerate(head) if len(set(values)) > 1), 0)
    for first in range(0, len(numbers), _BLOCK):
        block = _members(names[at], columns_of(rows, numbers[first : first + _BLOCK], at + 1)[at])
        if block:
            keys += [text + block.after for text in block.texts] if block.after else block.texts
    return keys


def seal_everything(connection: Connection, programme: str) -> dict[int, dict[str, str]]:
    """The seals of every acceptance that any row has, by seq and table."""
    seals_by_seq: dict[int, dict[str, str]] = {}
    for name, seals in _seals(connection, programme, None, {}).items():
        for seq, seal in seals.items():
            seals_by_seq.setdefault(seq, {})[name] = seal
    return seals_by_seq


def _seals(
    connection: Connection, programme: str, seq: int | None, known_seals: Mapping[str, str]
) -> dict[str, dict[int, str]]:
    tables = _sealed_tables() if seq is None else _with_rows(connection, programme, seq)
    return {
        table.name: dict(_table_seals(connection, table, programme, seq))
        for table in tables
        if table.name not in known_seals
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
        yield key, _seal(_texts_of(names, _columns_in_blocks(group)))


@cache
def _sealed_tables() -> tuple[Table, ...]:
    tables = (table for table in metadata.sorted_tables if {"programme", "seq"} <= set(table.c.keys()))
    return tuple(table for table in tables if table is not acceptances)


@cache
def _presence() -> CompoundSelect[Any]:
    """Query for the tables with rows of an acceptance; built once, as building is slower than running it."""
    return union_all(
        *(select(literal(table.name)).where(exists(_query(table, of_one=True))) for table in _sealed_tables())
    )


@cache
def _query(table: Table, *, of_one: bool) -> AnySelect:
    """Query for all rows of a programme, or for those of one acceptance."""
    rows = select(table).where(table.c.programme == bindparam("of")).order_by(table.c.seq)
    return rows.where(table.c.seq == bindparam("at")) if of_one else rows


def _columns_in_blocks(rows: Iterable[Sequence[Any]]) -> Iterator[Columns]:
    remaining = iter(rows)
    while block := list(islice(remaining, _BLOCK)):
        yield list(zip(*block, strict=True))


@dataclass(frozen=True, slots=True)
class _Members:
    """One column as members of JSON objects: `before`, the text of a row, `after`.

    A single text is that of every row.
    """

    before: str
    texts: list[str]
    after: str = ""


def _texts_of(names: list[str], blocks: Iterable[Columns]) -> Iterator[str]:
    """Each block as text, with a line per row."""
    return (_text_of(names, columns) for columns in blocks)


def _text_of(names: list[str], columns: Columns) -> str:
    """Rows as lines of JSON without NULLs: a column added by a later release does not change old seals.

    What is the same in every row is written once, and all is joined at once: a line by itself costs more.
    """
    members = [_members(name, values) for name, values in zip(names, columns, strict=True)]
    if None in members:
        return _text_with_gaps(names, columns)
    fixed, varied = ["{"], []
    for number, column in enumerate(filter(None, members)):
        fixed[-1] += (", " if number else "") + column.before
        if len(column.texts) == 1:
            fixed[-1] += column.texts[0] + column.after
        else:
            varied.append(column.texts)
            fixed.append(column.after)
    count, width = len(columns[0]), len(fixed) + len(varied)
    fixed[-1] += "}\n"
    whole = [""] * (count * width)
    for number, text in enumerate(fixed):
        whole[2 * number :: width] = [text] * count
    for number, texts in enumerate(varied):
        whole[2 * number + 1 :: width] = texts
    return "".join(whole)


def _text_with_gaps(names: list[str], columns: Columns) -> str:
    """The same where a row may have a NULL."""
    starts = [f"{_encode(name)}: " for name in names]
    rows = (zip(starts, row, strict=True) for row in zip(*columns, strict=True))
    lines = (", ".join(start + _encode(value) for start, value in row if value is not None) for row in rows)
    return "".join(f"{{{line}}}\n" for line in lines)


def _members(name: str, values: Sequence[Any]) -> _Members | None:
    """One column as members; None if it has a NULL."""
    kinds = set(map(type, values))
    before = f"{_encode(name)}: "
    if kinds & _EMPTY:
        return None
    if len(kinds) > 1:  # 1 equals True, with another text.
        return _Members(before, list(map(_encode, values)))
    kind = kinds.pop()
    if values[0] == values[-1] and len(set(values)) == 1:
        return _Members(before, [_encode(values[0])])
    if kind is str:
        return _Members(f'{before}"', _escaped(values), '"')
    if kind is int:
        return _Members(before, list(map(repr, values)))
    if kind in _HASHED:
        known = {value: _encode(value) for value in set(values)}
        return _Members(before, list(map(known.__getitem__, values)))
    return _Members(before, list(map(_encode, values)))


def _escaped(values: Sequence[str]) -> list[str]:
    """The JSON of each text, without quotes; in one call, unless a text has the separator in it."""
    parts = _escape(_SEPARATOR.join(values))[1:-1].split(_escape(_SEPARATOR)[1:-1])
    return parts if len(parts) == len(values) else [_escape(value)[1:-1] for value in values]


def _seal(texts: Iterable[str]) -> str:
    """SHA-256 over the lines, sorted here because databases sort text differently."""
    lines = [line for text in texts for line in text[:-1].split("\n")]
    lines.sort()
    whole = hashlib.sha256()
    for first in range(0, len(lines), _BLOCK):
        whole.update("\n".join([*lines[first : first + _BLOCK], ""]).encode())
    return whole.hexdigest()
