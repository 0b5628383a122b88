"""Seals: per acceptance and table one hash over its rows, so that no row can change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Table, bindparam, exists, literal, select, union_all

from budget.store.schema import AnySelect, acceptances, metadata

_encode = json.JSONEncoder(default=str).encode


def seal_acceptance(
    connection: Connection, programme: str, seq: int, known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Seal by table of the rows of acceptance `seq`; tables without such rows are left out.

    `known` has the seals of rows that were just written; tables in it are not read back.
    """
    written = known or {}
    found = _seals(connection, programme, seq, written)
    return {**{name: seals[seq] for name, seals in found.items() if seals}, **written}


def seal_rows(table: Table, rows: Iterable[Sequence[Any]]) -> str:
    """The seal of rows of one acceptance, in the order of the columns of their table."""
    names = table.c.keys()
    return _seal(_line(names, row) for row in rows)


def seal_everything(connection: Connection, programme: str) -> dict[int, dict[str, str]]:
    """The same by seq, for every seq that any row has."""
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
    """The tables that have rows of this acceptance, asked in one go: they are few."""
    named = set(connection.execute(_presence(), {"of": programme, "at": seq}).scalars())
    return (table for table in _sealed_tables() if table.name in named)


def _table_seals(
    connection: Connection, table: Table, programme: str, seq: int | None
) -> Iterator[tuple[int, str]]:
    at = {} if seq is None else {"at": seq}
    rows = connection.execute(_query(table, of_one=seq is not None), {"of": programme, **at})
    names = table.c.keys()
    for key, group in groupby(rows, key=lambda row: row.seq):
        yield key, _seal(_line(names, row) for row in group)


@cache
def _sealed_tables() -> tuple[Table, ...]:
    tables = (one for one in metadata.sorted_tables if {"programme", "seq"} <= set(one.c.keys()))
    return tuple(table for table in tables if table is not acceptances)


@cache
def _presence() -> CompoundSelect[Any]:
    """The names of the tables with rows of one acceptance; made once: that takes longer than asking."""
    return union_all(
        *(select(literal(one.name)).where(exists(_query(one, of_one=True))) for one in _sealed_tables())
    )


@cache
def _query(table: Table, *, of_one: bool) -> AnySelect:
    """All rows of a programme, or those of one acceptance."""
    rows = select(table).where(table.c.programme == bindparam("of")).order_by(table.c.seq)
    return rows.where(table.c.seq == bindparam("at")) if of_one else rows


def _line(names: list[str], row: Iterable[Any]) -> str:
    """One row as text, NULLs left out: a column added by a later release does not change old seals."""
    known = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    return _encode(known)


def _seal(lines: Iterable[str]) -> str:
    """SHA-256 over the lines, sorted here because databases differ in how they sort text."""
    whole = hashlib.sha256()
    for line in sorted(lines):
        whole.update(line.encode() + b"\n")
    return whole.hexdigest()
