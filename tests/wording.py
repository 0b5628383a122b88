"""Assertions on texts outside `wording` tests: only names and figures."""

from __future__ import annotations


def unsaid(text: str, *parts: str) -> list[str]:
    """The parts (a name, a code, an amount, a day) missing from the text; hard spaces count as spaces."""
    plain = text.replace("\u00a0", " ")
    return [part for part in parts if part.replace("\u00a0", " ") not in plain]
