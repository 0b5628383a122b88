"""Person ids and names: what they may look like, and when two of them look the same to a reader."""

from __future__ import annotations

import unicodedata

_NO_KEY = {"ı", "ĸ"}  # noqa: RUF001 - these letters are what is meant
"""Letters that look like another (i, k) and that no normal form replaces."""
LETTERS = "".join(
    sign
    for sign in map(chr, range(0xC0, 0x180))
    if sign.islower() and sign not in _NO_KEY and unicodedata.normalize("NFKC", sign).casefold() == sign
)
"""Non-ASCII letters allowed in an id: lower-case Latin letters of a single code point."""


_OWN_LETTERS = frozenset("ßæœøđłħðþŋı")
"""Letters allowed in names that are not an accented ASCII letter."""
_ALIKE = str.maketrans("1|!0ı", "llloi")  # noqa: RUF001
"""Look-alikes mapped to one letter; name_key() also maps i to l, as a capital i looks like a small l."""


def name_key(name: str) -> str:
    """What a reader sees of a name, without capitals and accents: names with the same key look the same."""
    parts = unicodedata.normalize("NFKD", name.casefold()).translate(_ALIKE).replace("i", "l")
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())


def name_fault(name: str) -> str:
    """Why this text cannot be the name of a person, in Dutch; empty when it can."""
    for sign in name:
        if not (" " <= sign <= "~" or sign == "’" or _is_letter(sign)):
            sign_name = unicodedata.name(sign, "").lower() or f"teken {ord(sign):04X}"
            return (
                f"De naam '{ascii(name)[1:-1]}' heeft een teken dat onzichtbaar is of op een ander lijkt "
                f"({sign_name}). Gebruik gewone Latijnse letters."
            )
    return ""


def _is_letter(sign: str) -> bool:
    """Whether this is a Latin letter: ASCII with or without accents, or one of _OWN_LETTERS."""
    base = unicodedata.normalize("NFKD", sign)[0]
    return sign.isalpha() and (base.isascii() or sign.lower() in _OWN_LETTERS)


def person_key(text: str) -> str:
    """The normal form of an id: two ids with the same normal form are one person."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def person_fault(person: str) -> str:
    """Why this text cannot be the id of a person, in Dutch; empty when it can.

    Only ASCII capitals are allowed: the database can fold no others.
    """
    if not person.strip():
        return "is leeg. Vul tekst in."
    for sign in person:
        if not (" " <= sign <= "~" or sign in LETTERS) and sign.casefold() not in LETTERS:
            name = unicodedata.name(sign, "").lower() or f"teken {ord(sign):04X}"
            return (
                f"'{ascii(person)[1:-1]}' heeft een teken dat onzichtbaar is of op een ander lijkt ({name}). "
                "Gebruik gewone Latijnse letters, cijfers en leestekens."
            )
    plain = person_key(person)
    if any(sign not in LETTERS and not sign.isascii() for sign in person) or person.casefold() != plain:
        return f"'{person}' staat niet in de gewone vorm. Schrijf '{plain}'."
    return ""
