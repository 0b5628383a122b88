"""A cache per process of data read from a database, valid while the trail gets no new entry."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy import Connection

_Value = TypeVar("_Value")
_kept: dict[tuple[str, str], tuple[str, dict[Hashable, object]]] = {}
"""The values last read, by name, and the head of the trail they belong to, by database and programme."""


def remember(
    connection: Connection, programme: str, head: str, name: Hashable, read: Callable[[], _Value]
) -> _Value:
    """The result of `read` under this name at this head of the trail; called once."""
    where = (str(connection.engine.url), programme)
    found = _kept.get(where)
    if found is None or found[0] != head:
        found = _kept[where] = (head, {})
    values = found[1]
    if name not in values:
        values[name] = read()
    return cast(_Value, values[name])


def forget_before(connection: Connection, programme: str, head: str | None) -> None:
    """Drop what belongs to another head than this one, the newest seen."""
    where = (str(connection.engine.url), programme)
    found = _kept.get(where)
    if found and found[0] != head:
        _kept.pop(where, None)
