"""Cells of SQLite that read as the program wrote them, but are written in another way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Boolean, Connection, Date, DateTime, Table, bindparam, literal_column, or_, select
from sqlalchemy.sql.elements import ColumnElement

from budget.store.schema_parts import AnySelect, metadata

_DAY = "-".join(["[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2])
_TIME = ":".join(["[0-9]" * 2] * 3) + "." + "[0-9]" * 6


def other_forms(connection: Connection, programme: str) -> Iterator[str]:
    """A Dutch sentence for each row with a day, time or truth value that the program does not write so.

    Python reads 2024-W05-1 as a day, so hashes stay the same; SQLite compares it as a text, and finds it
    after every day of 2024: the row is left out of what is known on a day.
    """
    if connection.dialect.name != "sqlite":
        return
    for name, query in _queries():
        for row in connection.execute(query, {"of": programme}):
            place = ", ".join(map(str, row))
            yield f"In {name} staat een rij ({place}) met een dag, tijd of ja/nee in een andere vorm."


@cache
def _queries() -> list[tuple[str, AnySelect]]:
    """Table and query of each with such a column; built once, as building is slower than running them."""
    tables = ((table, _wrong(table)) for table in metadata.sorted_tables if "programme" in table.c)
    return [
        (table.name, select(*table.primary_key).where(table.c.programme == bindparam("of"), or_(*wrong)))
        for table, wrong in tables
        if wrong
    ]


def _wrong(table: Table) -> list[ColumnElement[bool]]:
    """What holds for a cell of each such column that the program did not write."""
    wrong: list[ColumnElement[bool]] = []
    for column in table.c:
        cell: ColumnElement[str] = literal_column(f'{table.name}."{column.name}"')
        if isinstance(column.type, Boolean):
            wrong.append(cell.not_in([literal_column("0"), literal_column("1")]))
        elif isinstance(column.type, Date | DateTime):
            form = _DAY if isinstance(column.type, Date) else f"{_DAY} {_TIME}"
            wrong.append(cell.op("NOT GLOB")(form))
    return wrong
