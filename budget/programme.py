"""The programme as data: reads programme.toml and reports all its mistakes at once, by key and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from budget.model import (
    BudgetError,
    Colour,
    Domain,
    Meeting,
    Person,
    Programme,
    Role,
    SignalRule,
    Source,
    Theme,
)

FILE_NAME = "programme.toml"
CONDITIONS = (
    "used_above_budget",
    "used_above_released",
    "run_out_likely",
    "off_plan",
    "forecast_below_budget",
    "no_budget",
    "otherwise",
)
_MISSING = object()
_TYPE_NAMES = {
    str: "tekst",
    int: "een geheel getal",
    float: "een getal",
    date: "een datum",
    bool: "true of false",
}


class ProgrammeError(BudgetError):
    """The programme file has mistakes; the message lists them all."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(f"{FILE_NAME} bevat fouten:\n" + "\n".join(f"- {m}" for m in mistakes))


def load_programme(folder: Path) -> Programme:
    """Read `programme.toml` in `folder`. Raises ProgrammeError with every mistake by key and line."""
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProgrammeError(
            [f"Het bestand {path} is niet te lezen. Zet BUDGET_PROGRAMME op de map."]
        ) from error
    except UnicodeDecodeError as error:
        raise ProgrammeError([f"Het bestand {path} is geen UTF-8. Sla het op als UTF-8."]) from error
    return parse_programme(text)


def parse_programme(text: str) -> Programme:
    """The programme that `text` (TOML) describes. Raises ProgrammeError with every mistake."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError([f"Het bestand is geen geldige TOML: {error}."]) from error
    reader = _Reader(_line_numbers(text))
    programme = _programme(_Table(document, "", reader), text)
    _check_references(programme, reader)
    if reader.mistakes:
        raise ProgrammeError(reader.mistakes)
    return programme


def _line_numbers(text: str) -> dict[str, int]:
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


class _Reader:
    """Collects mistakes with their place."""

    def __init__(self, lines: dict[str, int]) -> None:
        self._lines = lines
        self.mistakes: list[str] = []

    def mistake(self, path: str, text: str) -> None:
        line = self._lines.get(path) or self._lines.get(path.rpartition(".")[0])
        where = f"{path} (regel {line})" if line else path
        self.mistakes.append(f"{where}: {text}")


class _Table:
    """One TOML table being read; every key must be asked for, the rest is reported as unknown."""

    def __init__(self, values: dict[str, Any], path: str, reader: _Reader) -> None:
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

    def tables(self, key: str, read: Callable[[_Table], Any], *, needed: bool = True) -> tuple[Any, ...]:
        self._asked.add(key)
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._reader.mistake(self.at(key), f"schrijf elk onderdeel als [[{key}]].")
            return ()
        if needed and not value:
            self._reader.mistake(self.at(key), f"ontbreekt. Er is ten minste een [[{key}]] nodig.")
        tables = [_Table(item, f"{self.at(key)}[{n}]", self._reader) for n, item in enumerate(value)]
        return tuple(table.closed(read(table)) for table in tables)

    def closed(self, result: Any) -> Any:
        for key in sorted(self._values.keys() - self._asked):
            self._reader.mistake(self.at(key), "is geen bekende sleutel. Haal deze weg of verbeter de naam.")
        return result

    def mistake(self, key: str, text: str) -> None:
        self._reader.mistake(self.at(key), text)


def _programme(root: _Table, text: str) -> Programme:
    first, last = root.get("first_year", int), root.get("last_year", int)
    if last < first:
        root.mistake("last_year", f"{last} ligt voor first_year {first}.")
    days = root.get("deliver_days", int, 14), root.get("accept_days", int, 7)
    return root.closed(
        Programme(
            id=root.get("id", str),
            name=root.get("name", str),
            board=root.get("board", str),
            scope=root.get("scope", str),
            notice=root.get("notice", str, ""),
            years=tuple(range(first, last + 1)),
            domains=root.tables("domains", _domain),
            sources=root.tables("sources", _source),
            people=root.tables("people", _person),
            meetings=tuple(
                sorted(root.tables("meetings", lambda table: _meeting(table, *days)), key=lambda m: m.date)
            ),
            rules=root.tables("signals", _rule),
            text=text,
        )
    )


def _domain(table: _Table) -> Domain:
    return Domain(
        table.get("code", str), table.get("name", str), table.words("aliases"), table.words("code_prefixes")
    )


def _source(table: _Table) -> Source:
    colour = table.get("colour", str)
    if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        table.mistake("colour", f"'{colour}' is geen kleur. Schrijf bijvoorbeeld \"#004699\".")
    return Source(
        code=table.get("code", str),
        name=table.get("name", str),
        first_year=table.get("first_year", int),
        last_year=table.get("last_year", int),
        unspent=table.get("unspent", str),
        colour=colour,
        aliases=table.words("aliases"),
        themes=table.tables("themes", _theme, needed=False),
    )


def _theme(table: _Table) -> Theme:
    return Theme(table.get("code", str), table.get("name", str), table.words("aliases"))


def _person(table: _Table) -> Person:
    return Person(
        id=table.get("id", str),
        name=table.get("name", str),
        role=table.choice("role", Role),
        domains=table.words("domains"),
        aliases=table.words("aliases"),
    )


def _meeting(table: _Table, deliver_days: int, accept_days: int) -> Meeting:
    day = table.get("date", date)
    as_of = table.get("as_of", date, day)
    if as_of > day:
        table.mistake("as_of", f"{as_of} ligt na de vergadering van {day}.")
    before = (lambda days: day - timedelta(days=days)) if day > date.min else (lambda days: day)
    deliver_by = table.get("deliver_by", date, before(deliver_days))
    accept_by = table.get("accept_by", date, before(accept_days))
    if as_of < day and not as_of < deliver_by <= accept_by <= day:
        table.mistake("date", "de volgorde moet zijn: peildatum, aanleveren, vaststellen, vergadering.")
    return Meeting(
        date=day,
        spotlight=table.get("spotlight", str),
        as_of=as_of,
        deliver_by=deliver_by,
        accept_by=accept_by,
        fictional=table.get("fictional", bool, False),
    )


def _rule(table: _Table) -> SignalRule:
    condition = table.get("condition", str)
    if condition and condition not in CONDITIONS:
        table.mistake("condition", f"'{condition}' kan niet. Kies uit: {', '.join(CONDITIONS)}.")
    share = table.get("share", float, 0.0)
    if not 0 <= share <= 1:
        table.mistake("share", f"{share} is geen deel tussen 0 en 1.")
    return SignalRule(
        id=table.get("id", str),
        colour=table.choice("colour", Colour),
        condition=condition,
        valid_from=table.get("valid_from", date),
        source=table.get("source", str),
        reason=table.get("reason", str),
        share=share,
        amount=table.get("amount_euro", int, 0) * 100,
        domains=table.words("domains"),
    )


def _check_references(programme: Programme, reader: _Reader) -> None:
    domains = {domain.code for domain in programme.domains}
    for n, person in enumerate(programme.people):
        for code in person.domains:
            if code not in domains:
                reader.mistake(f"people[{n}].domains", f"'{code}' is geen bekend domein.")
    for n, rule in enumerate(programme.rules):
        for code in rule.domains:
            if code not in domains:
                reader.mistake(f"signals[{n}].domains", f"'{code}' is geen bekend domein.")
    for meeting in programme.meetings:
        if meeting.spotlight and meeting.spotlight not in domains:
            reader.mistake("meetings", f"'{meeting.spotlight}' ({meeting.date}) is geen bekend domein.")
    _check_unique("domains", [(d.code, d.name, *d.aliases) for d in programme.domains], reader)
    _check_unique("sources", [(s.code, s.name, *s.aliases) for s in programme.sources], reader)
    _check_unique("people", [(p.id, p.name, *p.aliases) for p in programme.people], reader)
    _check_unique("meetings", [(m.date.isoformat(),) for m in programme.meetings], reader)
    for n, source in enumerate(programme.sources):
        _check_unique(f"sources[{n}].themes", [(t.code, t.name, *t.aliases) for t in source.themes], reader)
        if source.last_year < source.first_year:
            reader.mistake(f"sources[{n}].last_year", f"{source.last_year} ligt voor {source.first_year}.")
    if programme.rules and programme.rules[-1].condition != "otherwise":
        reader.mistake("signals", 'de laatste regel moet condition = "otherwise" hebben.')


def _check_unique(path: str, names: list[tuple[str, ...]], reader: _Reader) -> None:
    """No name, code or alias may point at two different things."""
    owner: dict[str, int] = {}
    for n, group in enumerate(names):
        for name in {name.casefold() for name in group if name}:
            if owner.setdefault(name, n) != n:
                reader.mistake(f"{path}[{n}]", f"'{name}' staat er twee keer; elke naam mag maar een keer.")
