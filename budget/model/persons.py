"""The id of a person: what it may look like, and when two ids are the same person."""

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
