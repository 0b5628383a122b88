"""The comparison key of a name or word."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """The comparison key of a name: no case, accents or white space."""
    if text.isascii():
        return "".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        sign
        for sign in plain
        if not unicodedata.combining(sign) and not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
