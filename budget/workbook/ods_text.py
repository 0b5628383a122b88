"""Whether the text that a cell of OpenDocument shows is its number, in another notation or rounded."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from budget.workbook.cells import LONGEST
from budget.workbook.number_format import ABOVE, BELOW, DIVIDED, ZERO

OTHERWISE = ABOVE | BELOW | ZERO
_EURO = re.compile(r"€|(?<![^\W\d])eur(?:o)?(?![^\W\d])", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_NEGATIVE = re.compile(r"[-\u2212\u2013]|\([^()]*\)")
_WHOLE_EUROS = re.compile(r"[.,][-\u2212\u2013]{1,2}$")
_DIGITS = re.compile(r"(\d[\d.,]*?)(?:[.,](\d*))?")
_POWER = re.compile(r"(-?\d+(?:[.,](\d+))?)E([+-]?\d{1,3})", re.IGNORECASE)
_THOUSANDS = (3, 6, 9)


@lru_cache(maxsize=65_536)
def display_flags(value: str, text: str) -> int:
    """The flags of `number_format` for a number (`office:value`) and what its cell shows.

    Both readings of a last dot or comma are the number's own: the language of the sheet is unknown.
    """
    # Its reader makes a number this large infinite, and one this small zero; Decimal fails on some of these.
    size = float(value)
    if math.isinf(size) or len(text) > LONGEST:
        return OTHERWISE
    if text == value:
        return 0
    number = Decimal(value) if size else Decimal()
    bare = _WHOLE_EUROS.sub("", _SPACES.sub("", _EURO.sub("", text)))
    if power := _POWER.fullmatch(bare):
        exponent, shown = int(power[3]), Decimal(power[1].replace(",", "."))
        return 0 if _is_near(number.scaleb(-exponent), shown, len(power[2] or "")) else OTHERWISE
    is_negative = bool(_NEGATIVE.search(bare))
    digits = bare.strip("-\u2212\u2013+()")
    if not digits:
        return OTHERWISE if number else 0
    parts = _DIGITS.fullmatch(digits)
    if not parts or (number and is_negative != (number < 0) and digits.strip("0.,")):
        return OTHERWISE
    readings = _readings(parts)
    if any(_is_near(abs(number), shown, places) for shown, places in readings):
        return 0
    divided = (_is_near(abs(number).scaleb(-power), *reading) for power in _THOUSANDS for reading in readings)
    return DIVIDED if any(divided) else OTHERWISE


def _readings(parts: re.Match[str]) -> list[tuple[Decimal, int]]:
    """The numbers that a text may mean, with their places behind the point."""
    whole, decimals = re.sub(r"[.,]", "", parts[1]), parts[2]
    if not decimals:
        return [(Decimal(whole), 0)]
    both = [(Decimal(f"{whole}.{decimals}"), len(decimals))]
    return [*both, (Decimal(whole + decimals), 0)] if len(decimals) == 3 else both


def _is_near(number: Decimal, shown: Decimal, places: int) -> bool:
    return abs(number - shown) <= Decimal(5).scaleb(-places - 1)
