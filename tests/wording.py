"""What a test may ask of a text outside the tests of wording: that the names and figures stand in it."""

from __future__ import annotations


def unsaid(text: str, *parts: str) -> list[str]:
    """The parts (a name, a code, an amount, a day) that the text leaves out; hard spaces are spaces."""
    plain = text.replace("\u00a0", " ")
    return [part for part in parts if part.replace("\u00a0", " ") not in plain]
