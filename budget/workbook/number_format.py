"""Which values a number format of a spreadsheet shows as something else than is stored.

Grammar of a format: ECMA-376, part 1, 18.8.31. Rounding, leading zeros and a currency sign of the euro are no
difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

ABOVE, BELOW, ZERO, TEXT, DIVIDED = 1, 2, 4, 8, 16
"""Flags of what is shown otherwise: values above and below zero, zero, text; and numbers in thousands."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.?)|_.?|\*(?P<filled>.?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General)|(?P<power>E[+-])|(?P<date>AM/PM|A/P|[ymdhs]+)|(?P<digits>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<text>@)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.?|[_*].|\[[^\]]*\]?|[^;"\\_*\[])*', re.DOTALL)
_CONDITION = re.compile(r"(?:<=|>=|<>|[<>=])")
_COLOUR = re.compile(r"color ?\d+|[a-z]+", re.IGNORECASE)
_DURATION = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DIVIDED = re.compile(r"0,+(?!,*0)")
_WHOLE_EUROS = re.compile(r"0 ?[,.]-{1,2}")
_EURO = re.compile(r"€|\beur(?:o)?\b", re.IGNORECASE)
_FILLS = " *._-="


class _Section(NamedTuple):
    """One part of a format: `shape` with 0 for each place of a digit, and literal text as it is shown."""

    shape: str
    literal: str
    has_value: bool
    is_date: bool
    is_coloured: bool
    is_conditional: bool
    is_split: bool
    is_divided: bool


@lru_cache(maxsize=4096)
def display_flags(code: str) -> int:
    """The flags of the values that a format shows as another value, or not at all."""
    sections = [_section(text) for text in _sections(code or "General")]
    numbers, flags = sections[:3], 0
    if any(section.is_divided for section in numbers):
        flags |= DIVIDED
    if any(section.is_conditional for section in numbers):
        if any(_misleads(section) for section in numbers):
            flags |= ABOVE | BELOW | ZERO
    else:
        flags |= _flags(numbers)
    text = (
        sections[3]
        if len(sections) > 3
        else next((section for section in sections if "@" in section.shape), None)
    )
    if text and ("@" not in text.shape or _says_more(text)):
        flags |= TEXT
    return flags


def _flags(numbers: list[_Section]) -> int:
    """Of sections without a condition: for above, below and zero, in this order."""
    above = numbers[0]
    below = numbers[1] if len(numbers) > 1 else None
    zero = numbers[2] if len(numbers) > 2 else None
    flags = ABOVE if _misleads(above) or _is_negative(above) else 0
    if below is None:
        flags |= BELOW if flags else 0
    elif not above.is_date and (_misleads(below) or not (_is_negative(below) or below.is_coloured)):
        flags |= BELOW
    if zero is None:
        return flags | (ZERO if _misleads(above) else 0)
    return flags | (ZERO if _says_more(zero) else 0)


def _misleads(section: _Section) -> bool:
    """Whether the digits that are shown are not those of the value."""
    return not section.has_value or section.is_split or _says_more(section)


def _says_more(section: _Section) -> bool:
    """Whether there are digits, words or currencies besides the value; dates have words of their own."""
    literal = _EURO.sub("", section.literal)
    if section.is_date:
        return any(letter.isdigit() for letter in literal)
    return any(letter.isalnum() or letter in "%‰$£¥" for letter in literal)


def _is_negative(section: _Section) -> bool:
    if section.is_date:
        return False
    shape = _WHOLE_EUROS.sub("0", section.shape)
    return any(sign in shape for sign in "-\u2212\u2013(")


def _sections(code: str) -> list[str]:
    parts, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        end = match.end() if match else at
        parts.append(code[at:end])
        at = end + 1
    return parts


def _section(text: str) -> _Section:
    shape, literal, tokens = "", "", list(_tokens(text))
    kinds = {kind for kind, _ in tokens}
    is_date, is_fraction = "date" in kinds, ("other", "/") in tokens
    for kind, token in tokens:
        if kind in ("digits", "general"):
            shape += "0"
        elif kind in ("point", "comma", "text", "power") and not is_date:
            shape += token
        elif kind == "other" and token.isdigit() and is_fraction:
            shape += "0"
        elif kind in ("literal", "other"):
            shape, literal = shape + token.replace("0", "1"), literal + token
    divided = bool(_DIVIDED.search(re.sub(r"[^0#?.,]", "", _digit_places(tokens)))) and not is_date
    return _Section(
        shape,
        literal,
        bool(kinds & {"digits", "general", "text", "date"}) and ("colour", "white") not in tokens,
        is_date,
        "colour" in kinds,
        "condition" in kinds,
        not is_date and _is_split(tokens),
        divided,
    )


def _digit_places(tokens: list[tuple[str, str]]) -> str:
    """Only the places of digits (0) and the signs between them."""
    return "".join(
        "0" if kind == "digits" else token for kind, token in tokens if kind in ("digits", "point", "comma")
    )


def _is_split(tokens: list[tuple[str, str]]) -> bool:
    """Whether a literal dot or comma separates digits elsewhere than before groups of three."""
    places = [number for number, (kind, _) in enumerate(tokens) if kind == "digits"]
    for number, (kind, token) in enumerate(tokens):
        if kind != "literal" or token not in (".", ",") or not places or not places[0] < number < places[-1]:
            continue
        point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
        right = [place for place in places if number < place < point]
        if number > point or not right or len(right) % 3:
            return True
    return False


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match[match.lastgroup] if match.lastgroup else ""
        if kind in ("quoted", "escaped"):
            yield "literal", token
        elif kind == "filled":
            yield from [] if token in _FILLS else [("literal", token)]
        elif kind == "bracket":
            yield from _bracket(token)
        elif kind:
            yield kind, token


def _bracket(content: str) -> Iterator[tuple[str, str]]:
    if content.startswith("$"):
        yield "literal", content[1:].partition("-")[0]
    elif _CONDITION.match(content):
        yield "condition", content
    elif _DURATION.fullmatch(content):
        yield "date", content
    elif _COLOUR.fullmatch(content):
        yield "colour", content.lower()
