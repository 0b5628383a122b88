"""The content of a snapshot for everyone: the same figures, without the names of persons and suppliers."""

from __future__ import annotations

import re
from typing import Any

Data = dict[str, Any]

SOMEONE = "[naam]"
_PERSONAL = frozenset({"owner", "proposed_by", "submitted_by", "accepted_by"})
_INTERNAL = frozenset({"file", "note", "steering"})
"""Texts of the house itself: file names and explanations may name anyone, suppliers among them."""


def public(content: Data, signed_by: str | None = None) -> Data:
    """A copy without persons, file names and the budget holders' own explanations.

    What is left keeps its figures and its texts; a name of a known person in a text becomes `[naam]`.
    """
    known = _names(content) | ({signed_by} if signed_by else set())
    rows = {by: found for by, found in content["rows"].items() if by != "budget_holder"}
    return _cleaned(content | {"rows": rows}, _pattern(known))


def _names(content: Data) -> set[str]:
    """Everyone whom the content knows by name or by id."""
    found = {text for text in _personal_texts(content) if text}
    for row in content["rows"].get("budget_holder", []):
        if row["key"]:
            found |= {row["name"], row["key"]}
    return found


def _personal_texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in _personal_texts(item)]
    if not isinstance(value, dict):
        return []
    own = [item for name, item in value.items() if name in _PERSONAL and isinstance(item, str)]
    return own + [text for item in value.values() for text in _personal_texts(item)]


def _pattern(names: set[str]) -> re.Pattern[str]:
    """Finds any of the names as whole words, however the spaces between its parts are written."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    spelled = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled) or '(?!)'})(?!\w)", re.IGNORECASE)


def _cleaned(value: Any, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return names.sub(SOMEONE, value)
    if isinstance(value, list):
        return [_cleaned(item, names) for item in value]
    if isinstance(value, dict):
        return {
            name: "" if name in _PERSONAL | _INTERNAL and isinstance(item, str) else _cleaned(item, names)
            for name, item in value.items()
        }
    return value
