"""Edits parts of a programme text; everything else, including comments, stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from budget.model.programme import Deputy, Domain, Meeting, Person, SignalRule, Source, Theme
from budget.model.words import BudgetError

PEOPLE, MEETINGS, DEPUTIES, SOURCES = "people", "meetings", "deputies", "sources"
THEMES, SIGNALS = "sources.themes", "signals"
PARTS = r"sources\.\w+"
"""The blocks that belong to a source."""


def put_person(text: str, person: Person) -> str:
    """The text with this person: replacing the one with his id, else at the end."""
    lines = [f"[[{PEOPLE}]]", f"id = {_toml_text(person.id)}", f"name = {_toml_text(person.name)}"]
    lines += [f"role = {_toml_text(person.role)}"]
    lines += [f"domains = [{', '.join(map(_toml_text, person.domains))}]"] if person.domains else []
    lines += [f"aliases = [{', '.join(map(_toml_text, person.aliases))}]"] if person.aliases else []
    lines += [f"email = {_toml_text(person.email)}"] if person.email else []
    return _put(text, PEOPLE, "id", person.id, lines)


def drop_person(text: str, person: str) -> str:
    """The text without this person and his deputies. Raises BudgetError when he has no block in it."""
    for key in ("person", "deputy"):
        while _place(text, DEPUTIES, key, person):
            text = _drop(text, DEPUTIES, key, person)
    return _drop(text, PEOPLE, "id", person)


def put_deputy(text: str, deputy: Deputy) -> str:
    """The text with this deputy added at the end."""
    lines = [f"person = {_toml_text(deputy.person)}", f"deputy = {_toml_text(deputy.deputy)}"]
    days = [f"valid_from = {deputy.valid_from}", f"valid_until = {deputy.valid_until}"]
    return "\n".join([*text.splitlines(), "", f"[[{DEPUTIES}]]", *lines, *days, ""])


def drop_deputy(text: str, deputy: Deputy) -> str:
    """The text without this deputy. Raises BudgetError as drop_person() does."""
    keys = {"person": deputy.person, "deputy": deputy.deputy, "valid_from": deputy.valid_from}
    return _drop_block(text, _find(text, DEPUTIES, keys))


def put_meeting(text: str, old: date | None, meeting: Meeting) -> str:
    """The text with this meeting: replacing the one on day `old`, else at the end.

    Its deadlines stay as stated while its days do; else they are derived from the day, as in the whole file.
    """
    table = _stated(text, old) if old else {}
    same = table.get("date") == meeting.date and table.get("as_of", meeting.date) == meeting.as_of
    deadlines = [name for name in ("deliver_by", "accept_by", "freeze_by") if same and name in table]
    lines = [f"[[{MEETINGS}]]", f"date = {meeting.date}", f"as_of = {meeting.as_of}"]
    lines += [f"{name} = {table[name]}" for name in deadlines]
    lines += [
        f"spotlight = {_toml_text(meeting.spotlight)}",
        *(["fictional = true"] if meeting.fictional else []),
    ]
    return _put(text, MEETINGS, "date", old or meeting.date, lines)


def drop_meeting(text: str, day: date) -> str:
    """The text without the meeting of this day. Raises BudgetError as drop_person() does."""
    return _drop(text, MEETINGS, "date", day)


def _put(text: str, kind: str, key: str, value: object, block: list[str]) -> str:
    lines, place = text.splitlines(), _place(text, kind, key, value)
    if place is None:
        return "\n".join([*lines, "", *block, ""])
    return "\n".join([*lines[: place[0]], *block, *lines[place[1] :], ""])


def _drop(text: str, kind: str, key: str, value: object) -> str:
    return _drop_block(text, _place(text, kind, key, value))


def _drop_block(text: str, place: tuple[int, int] | None) -> str:
    lines = text.splitlines()
    if place is None:
        raise BudgetError("Dit staat anders in het programma. Wijzig het in een bestand, en stel dat voor.")
    return "\n".join([*lines[: place[0]], *lines[place[1] :], ""])


def _stated(text: str, day: date) -> dict[str, object]:
    place = _place(text, MEETINGS, "date", day)
    if place is None:
        return {}
    block: dict[str, object] = tomllib.loads("\n".join(text.splitlines()[slice(*place)]))[MEETINGS][0]
    return block


def _place(text: str, kind: str, key: str, value: object) -> tuple[int, int] | None:
    """The lines (first, after the last) of the block whose `key` is `value`; None if there is none."""
    return _find(text, kind, {key: value})


def _find(text: str, kind: str, keys: Mapping[str, object]) -> tuple[int, int] | None:
    """The lines of the first block with all these values."""
    lines = text.splitlines()
    for first, end in _blocks(text, kind):
        if keys.items() <= _read(lines[first:end], kind).items():
            return first, end
    return None


def _blocks(text: str, kind: str) -> Iterator[tuple[int, int]]:
    """The lines (first, after the last) of every block of a kind."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[?\s*\w", line)] + [len(lines)]
    for first, end in pairwise(heads):
        if not re.match(rf"\s*\[\[\s*{kind}\s*\]\]", lines[first]):
            continue
        while end > first and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1  # noqa: PLW2901 - comments above the next block belong to that one
        yield first, end


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


Value: TypeAlias = str | int | float | date | Sequence[str]
"""The value of a key; an empty one is left out."""


def put_domain(text: str, domain: Domain) -> str:
    """The text with this domain: replacing the one with its code, else at the end."""
    values: dict[str, Value] = {
        "code": domain.code, "name": domain.name, "aliases": domain.aliases,
        "code_prefixes": domain.code_prefixes,
    }  # fmt: skip
    return _put_block(text, "domains", "code", values)


def put_source(text: str, source: Source) -> str:
    """The text with this source; its themes stay as they are."""
    values: dict[str, Value] = {
        "code": source.code, "name": source.name, "aliases": source.aliases, "first_year": source.first_year,
        "last_year": source.last_year, "unspent": source.unspent, "colour": source.colour,
        "negative_lines": source.negative_lines,
    }  # fmt: skip
    return _put_block(text, SOURCES, "code", values)


def put_theme(text: str, source: str, theme: Theme) -> str:
    """The text with this theme of a source: replacing the one with its code, else after the others."""
    values: dict[str, Value] = {
        "code": theme.code, "name": theme.name, "aliases": theme.aliases, "first_year": theme.first_year,
        "last_year": theme.last_year,
    }  # fmt: skip
    place = _find(text, SOURCES, {"code": source})
    if place is None:
        raise BudgetError("Deze bron staat anders in het programma. Wijzig haar in een bestand.")
    lines, block = text.splitlines(), _block(THEMES, values)
    themes = _themes(text, place)
    for first, end in themes:
        if _read(lines[first:end], THEMES).get("code") == theme.code:
            return "\n".join([*lines[:first], *block, *lines[end:], ""])
    end = themes[-1][1] if themes else place[1]
    return "\n".join([*lines[:end], "", *block, *lines[end:], ""])


def drop_theme(text: str, source: str, theme: str) -> str:
    """The text without this theme. Raises BudgetError when it has no block in it."""
    place = _find(text, SOURCES, {"code": source})
    themes = [
        (first, end)
        for first, end in (_themes(text, place) if place else ())
        if _read(text.splitlines()[first:end], THEMES).get("code") == theme
    ]
    return _drop_block(text, themes[0] if themes else None)


def drop_source(text: str, source: str) -> str:
    """The text without this source, its themes and its rules."""
    place = _find(text, SOURCES, {"code": source})
    for first, end in reversed(_parts(text, place, PARTS) if place else []):
        text = _drop_block(text, (first, end))
    return _drop_block(text, place)


def drop_domain(text: str, domain: str) -> str:
    """The text without this domain."""
    return _drop(text, "domains", "code", domain)


def put_rule(text: str, rule: SignalRule, rules: Sequence[SignalRule]) -> str:
    """The text with this signal rule: replacing the one with its id, else before the last.

    `rules` are those in force: they are written out first in a text that states none.
    """
    if not re.search(r"^\s*\[\[\s*signals\s*\]\]", text, re.MULTILINE):
        blocks = [line for other_rule in rules for line in ["", *_block(SIGNALS, _rule_values(other_rule))]]
        text = "\n".join([*text.splitlines(), *blocks, ""])
    values = _rule_values(rule)
    if _find(text, SIGNALS, {"id": rule.id}):
        return _put_block(text, SIGNALS, "id", values)
    last = _find(text, SIGNALS, {"id": rules[-1].id})
    first, lines = last[0] if last else len(text.splitlines()), text.splitlines()
    return "\n".join([*lines[:first], *_block(SIGNALS, values), "", *lines[first:], ""])


def drop_rule(text: str, rule: str, rules: Sequence[SignalRule]) -> str:
    """The text without this rule, with all others of `rules` written out."""
    target = next(candidate for candidate in rules if candidate.id == rule)
    return _drop(put_rule(text, target, rules), SIGNALS, "id", rule)


def put_value(text: str, key: str, value: Value) -> str:
    """The text with this value for a (possibly new) key of the programme itself."""
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if re.match(r"\s*\[", line)), len(lines))
    for n in range(end):
        if re.match(rf"\s*{key}\s*=", lines[n]):
            last = next(m for m in range(n + 1, end + 1) if _is_complete(lines[n:m]))
            return "\n".join([*lines[:n], f"{key} = {_toml(value)}", *lines[last:], ""])
    place = max((n for n in range(end) if re.match(r"\s*\w+\s*=", lines[n])), default=-1) + 1
    return "\n".join([*lines[:place], f"{key} = {_toml(value)}", *lines[place:], ""])


def _is_complete(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _rule_values(rule: SignalRule) -> dict[str, Value]:
    return {
        "id": rule.id, "colour": str(rule.colour), "condition": rule.condition, "share": rule.share,
        "over_share": rule.over_share, "amount_euro": rule.amount // 100, "domains": rule.domains,
        "valid_from": rule.valid_from, "source": rule.source, "reason": rule.reason,
    }  # fmt: skip


def _put_block(text: str, kind: str, key: str, values: Mapping[str, Value]) -> str:
    """Replace or add a block; keys that `values` lacks stay as they were."""
    place = _find(text, kind, {key: values[key]})
    old = _read(text.splitlines()[slice(*place)], kind) if place else {}
    return _put(text, kind, key, values[key], _block(kind, {**old, **values}))


def _block(kind: str, values: Mapping[str, Value]) -> list[str]:
    return [f"[[{kind}]]", *(f"{key} = {_toml(value)}" for key, value in values.items() if value)]


def _read(lines: Sequence[str], kind: str) -> dict[str, Value]:
    """The values in one block."""
    table = tomllib.loads("\n".join(lines))
    for name in kind.split("."):
        table = table[name] if isinstance(table[name], dict) else table[name][0]
    return table


def _themes(text: str, place: tuple[int, int]) -> list[tuple[int, int]]:
    return _parts(text, place, THEMES.replace(".", r"\."))


def _parts(text: str, place: tuple[int, int], kind: str) -> list[tuple[int, int]]:
    """The blocks of this kind that belong to the source in these lines."""
    ranges = []
    for first, end in _blocks(text, kind):
        between = "\n".join(text.splitlines()[place[1] : first])
        if first >= place[1] and not re.search(rf"^\s*\[\[\s*(?!{PARTS})", between, re.MULTILINE):
            ranges.append((first, end))
    return ranges


def _toml(value: Value) -> str:
    if isinstance(value, str):
        return _toml_text(value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(_toml_text, value))}]" if isinstance(value, Sequence) else str(value)
