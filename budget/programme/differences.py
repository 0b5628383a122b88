"""The differences between two programmes in plain Dutch, for a person who must agree with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from budget.model.programme import (
    DecisionStep,
    Deputy,
    Domain,
    Meeting,
    Person,
    Programme,
    SignalRule,
    Source,
    Theme,
)

Part = TypeVar("Part", DecisionStep, Domain, Meeting, Person, SignalRule, Source, Theme)
WORDS = {
    "id": "kenmerk", "name": "naam", "board": "bestuur", "scope": "reikwijdte", "notice": "waarschuwing",
    "years": "jaren", "aliases": "andere namen", "code_prefixes": "begin van codes", "role": "rol",
    "domains": "domeinen", "first_year": "eerste jaar", "last_year": "laatste jaar",
    "unspent": "wat er met overgebleven geld gebeurt", "colour": "kleur", "themes": "thema's",
    "moving": "regel voor verschuiven", "carrying": "regels voor overhevelen",
    "needs_decision": "vraagt een besluit", "negative_lines": "regels onder nul",
    "spotlight": "domein in de schijnwerper", "as_of": "peildatum",
    "deliver_by": "aanleveren tot en met", "accept_by": "vaststellen tot en met",
    "freeze_by": "ondertekenen tot en met", "fictional": "verzonnen", "condition": "voorwaarde",
    "valid_from": "geldt vanaf", "source": "waar het staat", "reason": "tekst", "share": "deel",
    "amount": "bedrag", "over_share": "deel boven het budget", "text": "uitleg", "valid_until": "tot en met",
    "deputy": "vervanger", "person": "persoon", "date": "datum", "email": "e-mail",
    "is_last_word": "besluit van de raad",
}  # fmt: skip
"""The Dutch name of each field."""
NOTHING = "niets"


def differences(old: Programme, new: Programme) -> list[str]:
    """A Dutch sentence per difference, people first; none if both are equal."""
    return [
        *_parts("Persoon", old.people, new.people, lambda p: p.id, lambda p: f"{p.name} ({p.id})"),
        *_deputies(old, new),
        *_parts(
            "Vergadering",
            old.meetings,
            new.meetings,
            lambda m: str(m.date),
            lambda m: f"van {_words(m.date)}",
        ),
        *_parts("Domein", old.domains, new.domains, lambda d: d.code, lambda d: f"{d.name} ({d.code})"),
        *_parts("Bron", old.sources, new.sources, lambda s: s.code, lambda s: f"{s.name} ({s.code})"),
        *_parts("Signaalregel", old.rules, new.rules, lambda r: r.id, lambda r: r.id),
        *_order("signaalregels", [rule.id for rule in old.rules], [rule.id for rule in new.rules]),
        *_parts("Besluitstap", old.steps, new.steps, lambda s: s.code, lambda s: f"{s.name} ({s.code})"),
        *_order("besluitstappen", [step.code for step in old.steps], [step.code for step in new.steps]),
        *(
            f"Het programma: {WORDS[name]} was {_words(was)} en wordt {_words(now)}."
            for name in ("id", "name", "board", "scope", "notice", "years")
            if (was := getattr(old, name)) != (now := getattr(new, name))
        ),
    ]


def _parts(
    kind: str,
    old: Sequence[Part],
    new: Sequence[Part],
    key: Callable[[Part], str],
    name: Callable[[Part], str],
) -> Iterator[str]:
    before, after = {key(part): part for part in old}, {key(part): part for part in new}
    for item_key, part in after.items():
        if item_key not in before:
            yield f"{kind} {name(part)} komt erbij: {_new_part_words(part)}."
        elif part != before[item_key]:
            yield from _changed(f"{kind} {name(before[item_key])}", before[item_key], part)
    for item_key, part in before.items():
        if item_key not in after:
            yield f"{kind} {name(part)} gaat eruit."


def _changed(subject: str, old: Part, new: Part) -> Iterator[str]:
    for item in fields(old):
        was, now = getattr(old, item.name), getattr(new, item.name)
        if was == now:
            continue
        if item.name == "themes":
            yield from (
                f"{subject}: {sentence[0].lower()}{sentence[1:]}"
                for sentence in _parts("Thema", was, now, lambda t: t.code, lambda t: f"{t.name} ({t.code})")
            )
            continue
        yield f"{subject}: {WORDS[item.name]} was {_value(item.name, was)} en wordt {_value(item.name, now)}."


def _deputies(old: Programme, new: Programme) -> Iterator[str]:
    """Who replaces whom, by name; a changed date is another period."""
    for deputy in old.deputies:
        if deputy not in new.deputies:
            yield f"Vervanging vervalt: {deputy_words(deputy, old)}."
    for deputy in new.deputies:
        if deputy not in old.deputies:
            yield f"Vervanging komt erbij: {deputy_words(deputy, new)}."


def deputy_words(deputy: Deputy, programme: Programme) -> str:
    """Who replaces whom, and the first and last day."""
    names = f"{programme.name_of(deputy.deputy)} vervangt {programme.name_of(deputy.person)}"
    return f"{names} van {_words(deputy.valid_from)} tot en met {_words(deputy.valid_until)}"


def _order(kind_words: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """A changed order of rules: the first rule that holds decides, so it matters."""
    same = set(before) & set(after)
    if [name for name in before if name in same] != [name for name in after if name in same]:
        yield f"De {kind_words} staan in een andere volgorde: {', '.join(after)}."


def _new_part_words(part: Part) -> str:
    names = [item.name for item in fields(part) if item.name not in ("id", "code", "name", "date")]
    field_values = [(name, getattr(part, name)) for name in names]
    value_texts = [
        f"{WORDS[name]} {_value(name, value)}"
        for name, value in field_values
        if value not in ((), "", 0, False)
    ]
    return ", ".join(value_texts) or NOTHING


def _value(name: str, value: Any) -> str:  # noqa: ANN401 - any value of a field, to words
    """A field value in words; shares are fractions, amounts are cents."""
    if name in ("share", "over_share"):
        return f"{100 * value:g}%".replace(".", ",")
    if name in ("first_year", "last_year") and value == 0:
        return "die van de bron"
    if name == "amount":
        return f"{value // 100} euro"
    return _words(value)


def _words(value: Any) -> str:  # noqa: ANN401 - any value of a field, to words
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, tuple):
        return ", ".join(map(_words, value)) or NOTHING
    if is_dataclass(value):
        return ", ".join(_words(getattr(value, item.name)) for item in fields(value))
    return f"'{value}'" if isinstance(value, str) and value else str(value) if value != "" else NOTHING
