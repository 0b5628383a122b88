"""Seals: one hash per table over all rows that an acceptance brought, so that no row can change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import Connection, Table, select

from budget.store.schema import acceptances, metadata


def seal_acceptance(connection: Connection, programme: str, seq: int) -> dict[str, str]:
    """Per table the seal of the rows that acceptance `seq` brought; tables without such rows are left out."""
    return {name: seals[seq] for name, seals in _seals(connection, programme, seq).items() if seals}


def seal_everything(connection: Connection, programme: str) -> dict[int, dict[str, str]]:
    """The same for every seq that any row names."""
    found: dict[int, dict[str, str]] = {}
    for name, seals in _seals(connection, programme, None).items():
        for seq, seal in seals.items():
            found.setdefault(seq, {})[name] = seal
    return found


def _seals(connection: Connection, programme: str, seq: int | None) -> dict[str, dict[int, str]]:
    return {
        table.name: dict(_table_seals(connection, table, programme, seq))
        for table in metadata.sorted_tables
        if {"programme", "seq"} <= set(table.c.keys()) and table is not acceptances
    }


def _table_seals(
    connection: Connection, table: Table, programme: str, seq: int | None
) -> Iterator[tuple[int, str]]:
    query = select(table).where(table.c.programme == programme).order_by(table.c.seq)
    rows = connection.execute(query if seq is None else query.where(table.c.seq == seq))
    names = table.c.keys()
    for key, group in groupby(rows, key=lambda row: row.seq):
        yield key, _seal(_line(names, row) for row in group)


def _line(names: list[str], row: Iterable) -> str:
    """One row as text, without what is unknown: so a column that a later release adds changes nothing."""
    known = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    return json.dumps(known, default=str)


def _seal(lines: Iterable[str]) -> str:
    """Sorted here, as databases sort texts each in their own way."""
    whole = hashlib.sha256()
    for line in sorted(lines):
        whole.update(line.encode() + b"\n")
    return whole.hexdigest()
