"""Mistakes in a programme text for a user who filled in a form: by screen labels, without keys."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

from budget.programme.reading import ProgrammeError

_PLACE = re.compile(
    r"(?P<path>[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*)(?: \(regel \d+\))?: (?P<text>.*)"
)
_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
_KEY = re.compile(r"\[\[([a-z_]+)\]\]|\b([a-z]+_[a-z]+)\b")
_KINDS = {
    "domains": "Opgavedomein", "sources": "Bron", "themes": "thema", "people": "Persoon",
    "meetings": "Vergadering", "signals": "Signaalregel", "deputies": "Vervanging",
    "decision_steps": "Stap van het besluit", "carry_over": "regel voor overhevelen",
}  # fmt: skip
_FIELDS = {
    "id": "naam om in te loggen", "code": "code", "name": "naam", "board": "bestuur",
    "scope": "welk geld meetelt",
    "first_year": "eerste jaar", "last_year": "laatste jaar", "aliases": "andere namen",
    "code_prefixes": "begin van codes", "unspent": "wat er met de rest gebeurt", "colour": "kleur",
    "role": "rol", "email": "e-mail", "date": "dag", "as_of": "peildatum", "deliver_by": "aanleveren",
    "accept_by": "vaststellen", "freeze_by": "ondertekenen", "spotlight": "in de schijnwerper",
    "condition": "wanneer", "reason": "zin", "valid_from": "vanaf", "valid_until": "tot en met",
    "share": "deel", "over_share": "deel", "amount_euro": "bedrag", "person": "persoon",
    "deputy": "vervanger", "source": "herkomst", "text": "tekst",
}  # fmt: skip
_NAMES = ("name", "code", "id", "date", "person")


def in_words(error: ProgrammeError, text: str) -> str:
    """The mistakes in this text, a sentence each; without keys, lines or file names."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return "Dit is niet te bewaren. Kijk na wat u invulde."
    return "\n".join(_form_sentence(mistake, document) for mistake in error.mistakes)


def _form_sentence(mistake: str, document: dict[str, Any]) -> str:
    if not (match := _PLACE.fullmatch(mistake)):
        return mistake
    where: list[str] = []
    part: Any = document
    for key, number in _STEP.findall(match["path"]):
        part = part.get(key) if isinstance(part, dict) else None
        if not number:
            where.append(_word(key))
            continue
        part = part[int(number)] if isinstance(part, list) and int(number) < len(part) else {}
        names = (_name_text(part.get(name_key, "")) for name_key in _NAMES)
        name = next(filter(None, names), int(number) + 1)
        where.append(f"{_word(key)} {name}")
    words = match["text"].replace('condition = "otherwise"', "'geen van de regels erboven geldt'")
    sentence = _KEY.sub(lambda key: _word(key[1] or key[2]), words)
    place = ", ".join(where)
    return f"{place[:1].upper()}{place[1:]}: {sentence}"


def _name_text(name: object) -> str:
    return f"{name:%d-%m-%Y}" if isinstance(name, date) else str(name).strip()


def _word(key: str) -> str:
    return _KINDS.get(key) or _FIELDS.get(key) or key.replace("_", " ")
