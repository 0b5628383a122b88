"""The id of a person and his name: what they may look like, and when two are the same to who reads them."""

from __future__ import annotations

import unicodedata

_NO_KEY = {"ı", "ĸ"}  # noqa: RUF001 - these letters are what is meant
"""Letters that pass for another one (i, k) and stay themselves in every normal form."""
LETTERS = "".join(
    sign
    for sign in map(chr, range(0xC0, 0x180))
    if sign.islower() and sign not in _NO_KEY and unicodedata.normalize("NFKC", sign).casefold() == sign
)
"""The letters beside those of ASCII that an id may have: small Latin ones, each one sign."""


_OWN_LETTERS = frozenset("ßæœøđłħðþŋı")
"""Letters of names that are no letter of ASCII with an accent."""
_ALIKE = str.maketrans("1|!0ı", "llloi")  # noqa: RUF001
"""Signs that pass for a letter, in small letters: a capital i and a small l are one to the eye as well."""


def name_key(name: str) -> str:
    """What the eye keeps of a name, without capitals and accents: same key, same person to a reader."""
    parts = unicodedata.normalize("NFKD", name.casefold()).translate(_ALIKE).replace("i", "l")
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())


def name_fault(name: str) -> str:
    """Why this text cannot be the name of a person, in Dutch; empty when it can."""
    for sign in name:
        if not (" " <= sign <= "~" or sign == "’" or _is_letter(sign)):
            told = unicodedata.name(sign, "").lower() or f"teken {ord(sign):04X}"
            return (
                f"De naam '{ascii(name)[1:-1]}' heeft een teken dat onzichtbaar is of op een ander lijkt "
                f"({told}). Gebruik gewone Latijnse letters."
            )
    return ""


def _is_letter(sign: str) -> bool:
    """Whether this is a Latin letter: one of ASCII with accents, or with a place of its own."""
    base = unicodedata.normalize("NFKD", sign)[0]
    return sign.isalpha() and (base.isascii() or sign.lower() in _OWN_LETTERS)


def person_key(text: str) -> str:
    """The normal form of an id: two ids with the same normal form are one person."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def person_fault(person: str) -> str:
    """Why this text cannot be the id of a person, in Dutch; empty when it can.

    Capitals are allowed where the database can fold them as well: in ASCII.
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
