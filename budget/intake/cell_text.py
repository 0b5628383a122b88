"""Cell values as displayed in the sheet."""

from __future__ import annotations

from datetime import date, datetime

Raw = object
"""Any value a cell may hold."""
_LONGEST = 60


def display_text(value: Raw) -> str:
    """A value as displayed in the sheet, on one line and shortened."""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, float):
        return (f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)).replace(".", ",")
    return str(value)


def quoted_text(value: Raw) -> str:
    """The result of `shown` in quotes, cut off: for text that a user typed."""
    text = " ".join(display_text(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
