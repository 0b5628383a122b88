"""What a process keeps in memory of a database, for as long as nothing is added to the trail."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

_kept: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
"""The names that were read last and the head of the trail they belong to, by database and programme."""


def remember(
    connection: Connection, programme: str, head: str, read: Callable[[], frozenset[str]]
) -> frozenset[str]:
    """What `read` gives at this head of the trail; it is asked once."""
    where = (str(connection.engine.url), programme)
    found = _kept.get(where)
    if found is None or found[0] != head:
        found = _kept[where] = (head, read())
    return found[1]


def forget_before(connection: Connection, programme: str, head: str | None) -> None:
    """Forget what belongs to another head than this one, the newest that was seen."""
    where = (str(connection.engine.url), programme)
    found = _kept.get(where)
    if found and found[0] != head:
        _kept.pop(where, None)
