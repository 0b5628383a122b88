"""The words that say that a value is not known yet: PM, n.t.b., n.v.t.; never zero."""

from __future__ import annotations

import re

UNKNOWN_WORDS = frozenset(
    {"pm", "ntb", "nvt", "nnb", "n/a", "tbd", "onbekend", "nadertebepalen", "volgt", "?"}
)


def is_unknown(text: object) -> bool:
    """Whether a cell marks its amount as not yet known."""
    return isinstance(text, str) and re.sub(r"[\s.]", "", text).casefold() in UNKNOWN_WORDS
