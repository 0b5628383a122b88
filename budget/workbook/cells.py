"""Values of a cell that are no text, number or date, and what counts as an empty one."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

LONGEST = 32_767
"""Most characters that a spreadsheet keeps in one cell."""
_ERROR_TEXT = re.compile(
    r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A|VERW!|DEEL/0!|WAARDE!|NAAM\?|GETAL!|LEEG!|N/B)|Err:\d{3}"
)


class Broken(NamedTuple):
    """A cell that the reader shows as empty but that is not: a formula without a value, or an error value."""

    code: str
    text: str


class Logical(NamedTuple):
    """TRUE or FALSE in a cell; a value of its own, because in Python True equals 1."""

    value: bool

    def __str__(self) -> str:
        return "WAAR" if self.value else "ONWAAR"


def is_blank(value: Any) -> bool:
    """Whether nothing is in the cell, or only white space."""
    return value is None or (
        isinstance(value, str) and not value.strip("\u200b\ufeff \t\r\n\u00a0\u2007\u202f\u2009")
    )


def is_error_text(value: Any) -> bool:
    """Whether a text is the error value that a formula left, in English or Dutch, copied as text."""
    return isinstance(value, str) and value[:1] in "#E " and bool(_ERROR_TEXT.fullmatch(value.strip()))
