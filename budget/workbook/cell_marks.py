"""What a file says of its cells that a reader of values does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from budget.workbook.cells import Broken, Logical

SHARE = -1
"""What a cell looks like that shows its number as a percentage; other looks are a number of digits."""
POWER = -2
"""What a cell looks like that shows its number as 1,02E+12."""
THOUSANDS = -3
"""What a cell looks like that shows its number divided by a thousand or more."""
BUILT_IN_LOOKS = {9: SHARE, 10: SHARE, 11: POWER, 48: POWER}
MOST = 200_000
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
_QUOTED = re.compile(rb'"[^"]*"|\\.')
_DIVIDED = re.compile(rb"[0#?],+(?![0#?,])")
_POWER = re.compile(rb"[0#?]E[+-]", re.IGNORECASE)
_HALF_MILLISECOND = 0.5 / 86_400_000


@dataclass(slots=True)
class Marks:
    """Cells by (row, column) and rows and columns, all counted from 0.

    `broken` are cells that the reader shows as something else. `looks` are number cells that show more
    than a number: SHARE, POWER, THOUSANDS, else the digits they show where those have zeros in front.
    `late` are moments so close to midnight that a reader of values may give the next day.
    `filled` is how many cells have a value, as far as counted. `is_damaged` says that the parts of the
    sheet contradict each other, in a place that has no name.
    """

    broken: dict[tuple[int, int], Broken | Logical | float] = field(default_factory=dict)
    looks: dict[tuple[int, int], int] = field(default_factory=dict)
    late: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    filled: int = 0
    is_damaged: bool = False


def look_of(code: bytes) -> int:
    """The look of a number format: SHARE, POWER, THOUSANDS, the digits of 00000, 0 for any other."""
    bare = _QUOTED.sub(b"", code)
    if b"%" in bare:
        return SHARE
    if _POWER.search(bare):
        return POWER
    if _DIVIDED.search(bare):
        return THOUSANDS
    return len(code) if len(code) > 1 and not code.strip(b"0") else 0


def is_late(moment: float) -> bool:
    """Whether a number of days lies less than half a millisecond before midnight."""
    return 0 < -moment % 1 < _HALF_MILLISECOND
