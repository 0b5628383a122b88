"""Logging out: known to every process with the same database, until the login would have expired."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from budget.login import LONGEST
from budget.store import Store
from budget.store.ended_logins import end_login, is_ended


def end(store: Store, login: Iterable[str], now: datetime) -> None:
    """Record that the owner of this login logged out, in every process."""
    with store.aside() as connection:
        end_login(connection, _mark(login), now + LONGEST, now)


def has_ended(store: Store, login: Iterable[str]) -> bool:
    """Whether the owner of this login logged out, in any process; asked of the database each time."""
    with store.read() as connection:
        return is_ended(connection, _mark(login))


def _mark(login: Iterable[str]) -> str:
    """The hash of a login: the database does not hold what identifies it."""
    return sha256("\n".join(login).encode()).hexdigest()
