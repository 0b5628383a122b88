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
    by_programme = _kept.setdefault(connection.engine, {})
    remembered = by_programme.get(programme)
    if remembered is None or remembered[0] != head:
        remembered = by_programme[programme] = (head, {})
    values = remembered[1]
    if name not in values:
        values[name] = read()
    return cast(_Value, values[name])


def forget_before(
    connection: Connection, programme: str, head: str | None, last_act: Callable[[], str]
) -> None:
    """Drop what belongs to another act than the last; `head` is the newest entry, of an act or not."""
    by_programme = _kept.get(connection.engine, {})
    remembered = by_programme.get(programme)
    if remembered and remembered[0] not in (head, last_act()):
        by_programme.pop(programme, None)
