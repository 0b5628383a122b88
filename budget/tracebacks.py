"""Where a program failed, without the values involved: a message can hold a name or an amount."""

from __future__ import annotations

import traceback

_SPEAKS_OF_CODE = (AttributeError, NameError, ImportError, RecursionError, MemoryError, NotImplementedError)
"""Exceptions whose messages only quote source text, never data."""


def without_values(error: BaseException) -> str:
    """The traceback of `error` and its causes: places and types, no data."""
    lines: list[str] = []
    visited: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in visited:
        visited.add(id(at))
        lines.append("".join(traceback.format_tb(at.__traceback__)) + _kind(at))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n\nveroorzaakt door:\n".join(lines)


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, _SPEAKS_OF_CODE):
        return f"{name}: {error}"
    codes = (getattr(error, code, None) for code in ("sqlstate", "sqlite_errorname", "errno"))
    codes_text = ", ".join(str(code) for code in codes if code is not None)
    return f"{name} ({codes_text})" if codes_text else name
