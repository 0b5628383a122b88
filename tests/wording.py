"""Assertions on texts outside `wording` tests: only names and figures."""

from __future__ import annotations


def plain(text: str) -> str:
    """The text with its hard spaces as plain ones."""
    return text.replace("\u00a0", " ")


def unsaid(text: str, *parts: str) -> list[str]:
    """The parts (a name, a code, an amount, a day) missing from the text; hard spaces count as spaces."""
    return [part for part in parts if plain(part) not in plain(text)]
