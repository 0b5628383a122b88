"""Texts that every format can hold: without invisible and forbidden characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from operator import is_
from typing import TypeVar, cast

LINE_ENDS = "\n\u2028\u2029"
T = TypeVar("T")
_WITHOUT_TEXT = frozenset({int, float, bool, type(None), date, datetime})
"""Most values of a report: passed by at once."""
_HIDDEN = (
    *(sign for sign in range(0xA0) if unicodedata.category(chr(sign)) == "Cc"),
    *range(0xD800, 0xE000),  # Halves of a character.
    *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
)
_SAFE = dict.fromkeys(_HIDDEN, "") | dict.fromkeys(map(ord, LINE_ENDS), "\n") | {ord("\t"): " "}
"""What replaces a character that not every format can hold."""


def map_texts(value: T, change: Callable[[str, str], str], name: str = "") -> T:
    """The same value with every text replaced by `change(name of its field, text)`.

    Reaches into dataclasses, lists, tuples and the values of dicts; items of those have no name of their own.
    Enum members and keys stay as they are, and so does a tuple or dataclass in which no text changes.
    """
    kind: type = type(value)
    if kind in _WITHOUT_TEXT:
        return value
    if isinstance(value, str):
        return value if isinstance(value, Enum) else cast(T, change(name, value))
    if isinstance(value, dict):
        return cast(T, {key: map_texts(item, change) for key, item in value.items()})
    if isinstance(value, list):
        return cast(T, [map_texts(item, change) for item in value])
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        items = tuple(map_texts(item, change) for item in value)
        return value if all(map(is_, items, value)) else cast(T, items)
    if is_dataclass(value) and not isinstance(value, type):
        old = [(field, getattr(value, field)) for field in _field_names(kind)]
        changed = {field: new for field, was in old if (new := map_texts(was, change, field)) is not was}
        return replace(value, **changed) if changed else value
    return value


def remove_control_signs(value: T) -> T:
    """The same value with only visible characters, spaces and line ends in its texts."""
    return map_texts(value, lambda _, text: text if text.isprintable() else text.translate(_SAFE))


def one_line(text: str) -> str:
    """The text with its line ends as spaces."""
    return text.replace("\n", " ")


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
