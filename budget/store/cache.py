"""A cache per process of data read from a database, valid while the trail gets no new act."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

_Value = TypeVar("_Value")
_kept: WeakKeyDictionary[Engine, dict[str, tuple[str, dict[Hashable, object]]]] = WeakKeyDictionary()
"""By database and programme: a head of the trail, and by name the values that were read at it."""


def remember(
    connection: Connection, programme: str, head: str, name: Hashable, read: Callable[[], _Value]
) -> _Value:
    """The result of `read` under this name at this head of the trail; called once.

    While writing nothing is kept: all that was written may be undone.
    """
    if connection.get_execution_options().get("budget_write"):
        return read()
    kept = _kept.setdefault(connection.engine, {})
    found = kept.get(programme)
    if found is None or found[0] != head:
        found = kept[programme] = (head, {})
    values = found[1]
    if name not in values:
        values[name] = read()
    return cast(_Value, values[name])


def forget_before(
    connection: Connection, programme: str, head: str | None, last_act: Callable[[], str]
) -> None:
    """Drop what belongs to another act than the last; `head` is the newest entry, of an act or not."""
    kept = _kept.get(connection.engine, {})
    found = kept.get(programme)
    if found and found[0] not in (head, last_act()):
        kept.pop(programme, None)
