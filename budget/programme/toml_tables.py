"""Reads TOML tables and reports every mistake in them by key and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar, cast

Raw = object
"""A raw TOML value."""
T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
_TYPE_NAMES: dict[type, str] = {
    str: "tekst",
    int: "een geheel getal",
    float: "een getal",
    date: "een datum",
    bool: "true of false",
}


def line_numbers(text: str) -> dict[str, int]:
    """Line number by path (`people[2].role`, `people[2]`), which tomllib does not give."""
    numbers: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if head := re.match(r"\s*\[\[\s*([\w.-]+)\s*\]\]", line):
            prefix = _array_path(head[1], counts)
        elif head := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            prefix = head[1]
        elif head := re.match(r"\s*([\w-]+)\s*=", line):
            numbers.setdefault(f"{prefix}.{head[1]}".lstrip("."), number)
            continue
        else:
            continue
        numbers.setdefault(prefix, number)
    return numbers


def _array_path(name: str, counts: dict[str, int]) -> str:
    """`sources.themes` becomes `sources[1].themes[0]`: the last source so far, its next theme."""
    path = ""
    parts = name.split(".")
    for depth, part in enumerate(parts):
        path = f"{path}.{part}".lstrip(".")
        if depth == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


class Reader:
    """Collects mistakes with their place; `lines` comes from line_numbers()."""

    def __init__(self, lines: dict[str, int]) -> None:
        """Starts without mistakes."""
        self._lines = lines
        self.mistakes: list[str] = []

    def mistake(self, path: str, text: str) -> None:
        """Note a mistake at `path`, with its line if known."""
        line = self._lines.get(path) or self._lines.get(path.rpartition(".")[0])
        where = f"{path} (regel {line})" if line else path
        self.mistakes.append(f"{where}: {text}")


class Table:
    """One TOML table being read. Keys that were never requested are mistakes, reported by closed()."""

    def __init__(self, values: dict[str, Raw], path: str, reader: Reader) -> None:
        """Reads `values`, found at `path`; mistakes go to `reader`."""
        self._values, self.path, self._reader = values, path, reader
        self._asked: set[str] = set()

    def at(self, key: str) -> str:
        """The full path of a key of this table."""
        return f"{self.path}.{key}".lstrip(".")

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of `key`; `default` if it is missing, a mistake if there is no default either."""
        value = self._take(key)
        if value is None:
            missing = f"ontbreekt. Vul {_TYPE_NAMES[kind]} in."
            return self._wrong(key, missing, kind) if default is None else default
        if kind is float and type(value) is int:
            value = float(value)
        # Exact: a bool is an int too, and a datetime is a date.
        if type(value) is not kind or not isinstance(value, kind):
            return self._wrong(key, f"'{value}' is niet {_TYPE_NAMES[kind]}.", kind)
        if isinstance(value, str) and default is None and not value.strip():
            return self._wrong(key, "is leeg. Vul tekst in.", kind)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if it is missing."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.mistake(key, 'is geen lijst van teksten, zoals ["a", "b"].')
            return ()
        return tuple(value)

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of the values of an enumeration."""
        text = self.get(key, str)
        options = [member.value for member in kind]
        if text in options:
            return kind(text)
        if text:
            self.mistake(key, f"'{text}' kan niet. Kies uit: {', '.join(options)}.")
        return next(iter(kind))

    def tables(self, key: str, read: Callable[[Table], T], *, needed: bool = True) -> tuple[T, ...]:
        """The result of `read` for each table of the array `key`."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.mistake(key, f"schrijf elk onderdeel als [[{key}]].")
            return ()
        if needed and not value:
            self.mistake(key, f"ontbreekt. Er is ten minste een [[{key}]] nodig.")
        tables = [Table(item, f"{self.at(key)}[{n}]", self._reader) for n, item in enumerate(value)]
        return tuple(table.closed(read(table)) for table in tables)

    def closed(self, result: T) -> T:
        """`result`, after reporting the keys that nothing requested."""
        for key in sorted(self._values.keys() - self._asked):
            self.mistake(key, "is geen bekende sleutel. Haal deze weg of verbeter de naam.")
        return result

    def mistake(self, key: str, text: str) -> None:
        """Note a mistake at a key of this table."""
        self._reader.mistake(self.at(key), text)

    def _take(self, key: str, default: Raw = None) -> Raw:
        self._asked.add(key)
        return self._values.get(key, default)

    def _wrong(self, key: str, text: str, kind: type[T]) -> T:
        """Note a mistake and continue with an empty value."""
        self.mistake(key, text)
        return cast(T, date.min) if kind is date else kind()
