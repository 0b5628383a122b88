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


_LATIN = (*range(0x21, 0x7F), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))
"""What names are written with, beside spaces: ASCII, and letters with accents."""


def name_key(name: str) -> str:
    """What the eye keeps of a name, without capitals and accents: same key, same person to a reader."""
    parts = unicodedata.normalize("NFKD", name.casefold()).replace("\u0131", "i")
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())


def name_fault(name: str) -> str:
    """Why this text cannot be the name of a person, in Dutch; empty when it can."""
    for sign in name:
        if sign not in " ’" and ord(sign) not in _LATIN:
            told = unicodedata.name(sign, "").lower() or f"teken {ord(sign):04X}"
            return (
                f"De naam '{ascii(name)[1:-1]}' heeft een teken dat onzichtbaar is of op een ander lijkt "
                f"({told}). Gebruik gewone Latijnse letters."
            )
    return ""


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
