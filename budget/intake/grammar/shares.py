"""Reads a percentage from a cell."""

from __future__ import annotations

import re
from decimal import Decimal

from budget.intake.cell_text import display_text
from budget.intake.faults import Fault, Raw, fault
from budget.model.succession import WHOLE

_TEXT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%?")
HUNDRED = 100


def read_share(value: Raw) -> int | Fault:
    """Hundredths of a percent: of `60 %`, of 60, or of 0.6 (Excel's value for a percentage)."""
    share = Decimal(-1)
    if isinstance(value, str) and (match := _TEXT.fullmatch(value.strip())):
        share = Decimal(match[1].replace(",", ".")) / HUNDRED
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        number = Decimal(str(value))
        share = number if number <= 1 else number / HUNDRED
    parts = share * WHOLE
    whole = round(parts)
    is_sound = 0 < whole <= WHOLE and abs(parts - whole) < Decimal("0.000001")
    return whole if is_sound else fault("succession-share", value=display_text(value))
