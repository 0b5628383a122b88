"""Which stored rows differ from those that the same acceptances give in a scratch database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from budget.store.schema import acceptances, booking_ends, bookings
from budget.store.schema_periods import moved_bookings
from budget.store.scratch import metadata

Rows = dict[tuple[Any, ...], list[dict[str, Any]]]
"""Rows by their identifying values."""
NUMBERED = {"bookings": ("seq", "identity"), "commitments": ("seq", "document", "sequence", "code", "date")}
"""What identifies a row whose number is arbitrary: it differs between databases."""
LONGEST = 60


def differing_rows(connection: Connection, copy: Connection, programme: str) -> Iterator[str]:
    """A Dutch sentence for every row of an acceptance that differs from what it should be."""
    for table in metadata.sorted_tables:
        if {"programme", "seq"} <= set(table.c.keys()) and table is not acceptances:
            stored, right = (_rows(database, table, programme) for database in (connection, copy))
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
    rows: Rows = defaultdict(list)
    for row in connection.execute(query):
        values = {str(name): value for name, value in row._mapping.items() if name != "id"}
        rows[tuple(values[name] for name in names)].append(values)
    return rows


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
