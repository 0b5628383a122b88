"""A cache per process of data read from a database, valid while the trail gets no new entry."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

_kept: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
"""The names last read and the head of the trail they belong to, by database and programme."""


def remember(
    connection: Connection, programme: str, head: str, read: Callable[[], frozenset[str]]
) -> frozenset[str]:
    """The result of `read` at this head of the trail; called once."""
    where = (str(connection.engine.url), programme)
    found = _kept.get(where)
    if found is None or found[0] != head:
        found = _kept[where] = (head, read())
    return found[1]


def forget_before(connection: Connection, programme: str, head: str | None) -> None:
    """Drop what belongs to another head than this one, the newest seen."""
    where = (str(connection.engine.url), programme)
    found = _kept.get(where)
    if found and found[0] != head:
        _kept.pop(where, None)
