"""Texts that every format can hold: without signs that no one can see and no file may carry."""

from __future__ import annotations

import unicodedata
from typing import Any

LINE_ENDS = frozenset("\n\u2028\u2029")


def legible(value: Any) -> Any:
    """The same plain data with texts of visible signs, spaces and line ends only; keys stay as they are."""
    if isinstance(value, str):
        return "".join(map(_shown, value))
    if isinstance(value, dict):
        return {key: legible(item) for key, item in value.items()}
    return [legible(item) for item in value] if isinstance(value, list | tuple) else value


def one_line(text: str) -> str:
    """The text with its line ends as spaces."""
    return text.replace("\n", " ")


def _shown(sign: str) -> str:
    if sign in LINE_ENDS:
        return "\n"
    if sign == "\t":
        return " "
    is_hidden = unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE
    return "" if is_hidden else sign
