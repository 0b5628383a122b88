"""Texts that every format can hold: without invisible and forbidden characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

LINE_ENDS = frozenset("\n\u2028\u2029")
T = TypeVar("T")


def map_texts(value: T, change: Callable[[str, str], str], name: str = "") -> T:
    """The same value with every text replaced by `change(name of its field, text)`.

    Reaches into dataclasses, lists, tuples and the values of dicts; items of those have no name of their own.
    Enum members and keys stay as they are.
    """
    if isinstance(value, str):
        return value if isinstance(value, Enum) else cast(T, change(name, value))
    if isinstance(value, dict):
        return cast(T, {key: map_texts(item, change) for key, item in value.items()})
    if isinstance(value, list):
        return cast(T, [map_texts(item, change) for item in value])
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return cast(T, tuple(map_texts(item, change) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: map_texts(getattr(value, f.name), change, f.name) for f in fields(value)}
        return replace(value, **changed)
    return value


def remove_control_signs(value: T) -> T:
    """The same value with only visible characters, spaces and line ends in its texts."""
    return map_texts(value, lambda _, text: "".join(map(_safe_sign, text)))


def one_line(text: str) -> str:
    """The text with its line ends as spaces."""
    return text.replace("\n", " ")


def _safe_sign(sign: str) -> str:
    if sign in LINE_ENDS:
        return "\n"
    if sign == "\t":
        return " "
    is_hidden = unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE
    return "" if is_hidden else sign
