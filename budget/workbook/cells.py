"""What a cell can hold or show besides text, numbers and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, TypeGuard

Raw: TypeAlias = object
"""The value of a cell as read; of unknown type until checked."""
Place: TypeAlias = tuple[int, int]
"""Row and column, both counted from 0."""
LONGEST = 32_767
"""Most characters that a spreadsheet stores in one cell."""
SHARE = -1
"""Display kind of a number shown as a percentage; positive display kinds are a number of digits."""
POWER = -2
"""Display kind of a number shown as 1,02E+12."""
THOUSANDS = -3
"""Display kind of a number shown divided by a thousand or more."""
BUILT_IN_DISPLAY_KINDS = {9: SHARE, 10: SHARE, 11: POWER, 48: POWER}
"""The display kinds of Excel's built-in number formats."""
MOST_MARKS = 200_000
"""Most cells of a sheet whose marks are kept."""
_ERROR_TEXT = re.compile(
    r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A|VERW!|DEEL/0!|WAARDE!|NAAM\?|GETAL!|LEEG!|N/B)|Err:\d{3}"
)
_QUOTED = re.compile(r'"[^"]*"|\\.')
_DIVIDED = re.compile(r"[0#?],+(?![0#?,])")
_POWER = re.compile(r"[0#?]E[+-]", re.IGNORECASE)
_SPACES = "\u200b\ufeff \t\r\n\u00a0\u2007\u202f\u2009"


class Broken(NamedTuple):
    """A cell without a usable value: an error, a formula without a result, or damage.

    `code` is that of the finding, `text` what the cell shows.
    """

    code: str
    text: str


class Logical(NamedTuple):
    """TRUE or FALSE in a cell; its own type, because in Python True equals 1."""

    value: bool

    def __str__(self) -> str:
        """The word that a Dutch spreadsheet shows."""
        return "WAAR" if self.value else "ONWAAR"


@dataclass(slots=True)
class Marks:
    """What a sheet says about its cells besides values; rows and columns count from 0.

    `broken` are cells that the value reader shows as something else. `looks` are number cells that show more
    than a number: SHARE, POWER, THOUSANDS, else the number of digits if they have leading zeros. `struck` are
    filled cells with strikethrough. `shown` are those whose format shows something else than is stored, with
    the flags of `number_format`; `unseen` those under a merged cell or in the colour of the paper. `merged`
    and `conditional` are the ranges that a sheet states for these. `filled` is how many cells have a value,
    as far as counted. `is_damaged`: the parts of the sheet contradict each other in an unknown place.
    """

    broken: dict[Place, Broken | Logical] = field(default_factory=dict)
    display_kinds: dict[Place, int] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    struck: set[Place] = field(default_factory=set)
    shown: dict[Place, int] = field(default_factory=dict)
    unseen: set[Place] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    conditional: list[tuple[str, int]] = field(default_factory=list)
    filled: int = 0
    is_damaged: bool = False


def is_blank(value: Raw) -> bool:
    """Whether a cell is empty or only has white space."""
    return value is None or (isinstance(value, str) and not value.strip(_SPACES))


def is_error_text(value: Raw) -> TypeGuard[str]:
    """Whether a text is the error value of a formula, in English or Dutch, copied as text."""
    return isinstance(value, str) and value[:1] in "#E " and bool(_ERROR_TEXT.fullmatch(value.strip()))


def display_kind(code: str) -> int:
    """Display kind of a number format: SHARE, POWER, THOUSANDS, the digits of 00000, 0 for any other."""
    bare = _QUOTED.sub("", code)
    if "%" in bare:
        return SHARE
    if _POWER.search(bare):
        return POWER
    if _DIVIDED.search(bare):
        return THOUSANDS
    return len(code) if len(code) > 1 and not code.strip("0") else 0
