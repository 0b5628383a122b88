"""Limits of the whole server, and how any limit is read from the environment."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from budget.model.words import BudgetError

MB = 1024 * 1024
PREFIX = "BUDGET_LIMIT_"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """Sizes in bytes.

    A window may send `messages` a second after a burst of `messages_at_once`; further messages are delayed,
    and after `messages_late` delayed in a row the window is closed. At most `sessions` windows are open,
    `sessions_per_person` per logged-in person and `sessions_per_address` per address of others; each may open
    that many at once, then `openings` a second. `runs` scripts run at once. `upload_session` and
    `upload_total` limit the files in memory. `readers` files are read at once. A token, and an address, may
    make `api_requests` a second to the API after a burst of `api_at_once`.
    """

    messages: float = 5.0
    messages_at_once: int = 40
    messages_late: int = 100
    sessions: int = 200
    sessions_per_address: int = 60
    sessions_per_person: int = 15
    openings: float = 2.0
    runs: int = 3
    upload_session: int = 250 * MB
    upload_total: int = 1_000 * MB
    readers: int = 2
    api_requests: float = 5.0
    api_at_once: int = 60


SERVER_NAMES = frozenset(field.name for field in fields(ServerLimits))


def read_server_limits(environment: Mapping[str, str] | None = None) -> ServerLimits:
    """The limits of this installation: `BUDGET_LIMIT_SESSIONS=50` sets `sessions`; others keep their default.

    Raises BudgetError for a value that is no number above zero.
    """
    ours = {f"{PREFIX}{name.upper()}" for name in SERVER_NAMES}
    source = os.environ if environment is None else environment
    return read_numbers(ServerLimits(), {name: text for name, text in source.items() if name in ours})


def read_numbers(usual: _T, environment: Mapping[str, str], elsewhere: Collection[str] = ()) -> _T:
    """`usual` with the numbers set in the environment; names `elsewhere` belong to another table.

    Raises BudgetError for a name that is no limit, or a value that is no number above zero.
    """
    known = {field.name: getattr(usual, field.name) for field in fields(usual)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for variable, text in sorted(environment.items()):
        name = variable.removeprefix(PREFIX).lower()
        if name == variable.lower() or not text or name in elsewhere:
            continue
        if name not in known:
            names = ", ".join(PREFIX + name.upper() for name in (*known, *sorted(elsewhere)))
            raise BudgetError(f"{variable} is geen instelling. Kies uit: {names}.")
        values[name] = _number(variable, text, type(known[name]))
    return replace(usual, **values)  # type: ignore[type-var]


def _number(variable: str, text: str, kind: type[int | float]) -> float:
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise BudgetError(f"{variable} is '{text}'. Vul een getal boven nul in.")
    return value
