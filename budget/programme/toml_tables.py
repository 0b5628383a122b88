"""Reads TOML tables and reports every mistake in them by key and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

_MISSING = object()
_TYPE_NAMES = {
    str: "tekst",
    int: "een geheel getal",
    float: "een getal",
    date: "een datum",
    bool: "true of false",
}


def line_numbers(text: str) -> dict[str, int]:
    """Line of every `key` and `[table]`, as `people[2].role`; the standard parser does not tell."""
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
    """Collects mistakes with their place."""

    def __init__(self, lines: dict[str, int]) -> None:
        self._lines = lines
        self.mistakes: list[str] = []

    def mistake(self, path: str, text: str) -> None:
        line = self._lines.get(path) or self._lines.get(path.rpartition(".")[0])
        where = f"{path} (regel {line})" if line else path
        self.mistakes.append(f"{where}: {text}")


class Table:
    """One TOML table being read; every key must be asked for, the rest is reported as unknown."""

    def __init__(self, values: dict[str, Any], path: str, reader: Reader) -> None:
        self._values, self.path, self._reader, self._asked = values, path, reader, set()

    def at(self, key: str) -> str:
        return f"{self.path}.{key}".lstrip(".")

    def get(self, key: str, kind: type, default: Any = _MISSING) -> Any:
        self._asked.add(key)
        value = self._values.get(key, _MISSING)
        if value is _MISSING and default is not _MISSING:
            return default
        if value is _MISSING:
            return self._wrong(key, f"ontbreekt. Vul {_TYPE_NAMES[kind]} in.", kind)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            return self._wrong(key, f"'{value}' is niet {_TYPE_NAMES[kind]}.", kind)
        if kind is str and default is _MISSING and not value.strip():
            return self._wrong(key, "is leeg. Vul tekst in.", kind)
        return value

    def _wrong(self, key: str, text: str, kind: type) -> Any:
        self._reader.mistake(self.at(key), text)
        return date.min if kind is date else kind()

    def words(self, key: str) -> tuple[str, ...]:
        self._asked.add(key)
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self._reader.mistake(self.at(key), 'is geen lijst van teksten, zoals ["a", "b"].')
            return ()
        return tuple(value)

    def choice(self, key: str, kind: type[StrEnum]) -> Any:
        text = self.get(key, str)
        options = [member.value for member in kind]
        if text in options:
            return kind(text)
        if text:
            self._reader.mistake(self.at(key), f"'{text}' kan niet. Kies uit: {', '.join(options)}.")
        return next(iter(kind))

    def tables(self, key: str, read: Callable[[Table], Any], *, needed: bool = True) -> tuple[Any, ...]:
        self._asked.add(key)
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._reader.mistake(self.at(key), f"schrijf elk onderdeel als [[{key}]].")
            return ()
        if needed and not value:
            self._reader.mistake(self.at(key), f"ontbreekt. Er is ten minste een [[{key}]] nodig.")
        tables = [Table(item, f"{self.at(key)}[{n}]", self._reader) for n, item in enumerate(value)]
        return tuple(table.closed(read(table)) for table in tables)

    def closed(self, result: Any) -> Any:
        for key in sorted(self._values.keys() - self._asked):
            self._reader.mistake(self.at(key), "is geen bekende sleutel. Haal deze weg of verbeter de naam.")
        return result

    def mistake(self, key: str, text: str) -> None:
        self._reader.mistake(self.at(key), text)
