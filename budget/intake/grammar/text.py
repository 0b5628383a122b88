"""The grammar of texts, codes and choices, and one reader per kind of cell."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from budget.intake.cell_text import display_text
from budget.intake.faults import Fault, Raw, fault
from budget.intake.grammar.folding import fold
from budget.workbook.cells import LONGEST, Broken, Logical

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_ALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH", "MATHEMATICAL")
_WHOLE = 10**15


_BETWEEN = r"[,;&\n]|\s+en\s+"
"""Separators between names."""


def read_text(value: Raw) -> str | Fault:
    """Text as the cell shows it, stripped; numbers become their digits."""
    if isinstance(value, str):
        if len(value) <= LONGEST and value.isascii() and value.isprintable():
            return value.strip()
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        text = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
    else:
        text = display_text(value)
    return fault("text-long", length=f"{len(text):,}".replace(",", ".")) if len(text) > LONGEST else text


def read_code(value: Raw) -> str | Fault:
    """A code, letter by letter: leading zeros stay; numbers or dates that Excel made of a code are refused.

    A whole number in a number cell is its digits: a code with letters, dots or zeros would not be a number.
    """
    if isinstance(value, str):
        text = read_text(" ".join(value.split()))
        return text if isinstance(text, Fault) or text.isascii() else _own_letters(text)
    if isinstance(value, (date, datetime, time, timedelta)):
        return fault("code-date", value=value)
    if isinstance(value, Logical) or not isinstance(value, (int, float)):
        return fault("code-number", value=value)
    if math.isnan(value) or value % 1 or not 0 <= value < _WHOLE:
        return fault("code-number", value=value)
    return str(int(value))


def read_choice(value: Raw, options: Sequence[str]) -> str | Fault:
    """The option of a closed list that the text names, ignoring case and spacing."""
    text = read_text(value)
    folded_text = fold(text) if isinstance(text, str) else ""
    for option in options:
        if fold(option) == folded_text:
            return option
    return fault("choice-unknown", value=value, options=", ".join(options))


def read_persons(value: Raw, find: Callable[[str], Any] = lambda name: name) -> tuple[str, ...] | Fault:
    """Two or more names, separated by commas, semicolons, an ampersand or the word 'en'.

    The same person under another name (as `find` knows him) or spelling does not count as a second one.
    """
    text = read_text(value)
    if isinstance(text, Fault):
        return text
    persons: dict[str, str] = {}
    if _is_turned(text, find):
        return fault("decision-persons", value=text)
    for name in re.split(_BETWEEN, text):
        if name := " ".join(name.split()):
            known = find(name)
            persons.setdefault(fold(known if isinstance(known, str) else name), name)
    return tuple(persons.values()) if len(persons) > 1 else fault("decision-persons", value=text)


def read_known_persons(value: Raw, find: Callable[[str], Any]) -> tuple[str, ...] | Fault:
    """The ids of one or more known persons, separated in the same way.

    An unknown person is a fault: a rule about him could not be enforced.
    """
    text = read_text(value)
    if isinstance(text, Fault):
        return text
    whole = find(text)
    names = [text] if isinstance(whole, str) else re.split(_BETWEEN, text)
    persons = [find(" ".join(name.split())) for name in names if name.strip()]
    wrong = next((each for each in persons if isinstance(each, Fault)), None)
    return wrong or tuple(dict.fromkeys(persons)) or fault("decision-persons", value=text)


def _is_turned(text: str, find: Callable[[str], Any]) -> bool:
    """Whether this is one known person with the last name first: `Bakker, Sanne`."""
    last, comma, first = text.partition(",")
    return (
        bool(comma) and isinstance(find(f"{first.strip()} {last}"), str) and not isinstance(find(last), str)
    )


def _own_letters(text: str) -> str | Fault:
    for sign in text:
        name = unicodedata.name(sign, "")
        if unicodedata.category(sign) == "Cf" or name.startswith(_ALIKE):
            return fault("code-letters", value=text, letter=name.lower() or repr(sign))
    return text


def text_key(value: Raw) -> str:
    """The comparison key of a cell's text."""
    text = "" if isinstance(value, Broken) or value is None else read_text(value)
    return fold(text) if isinstance(text, str) else ""
