"""Seals: per acceptance and table one hash over its rows, so that no row can change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, select

from budget.store.schema import acceptances, metadata

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
    return {
        table.name: dict(_table_seals(connection, table, programme, seq))
        for table in metadata.sorted_tables
        if {"programme", "seq"} <= set(table.c.keys())
        and table is not acceptances
        and table.name not in known
    }


def _table_seals(
    connection: Connection, table: Table, programme: str, seq: int | None
) -> Iterator[tuple[int, str]]:
    query = select(table).where(table.c.programme == programme).order_by(table.c.seq)
    rows = connection.execute(query if seq is None else query.where(table.c.seq == seq))
    names = table.c.keys()
    for key, group in groupby(rows, key=lambda row: row.seq):
        yield key, _seal(_line(names, row) for row in group)


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
