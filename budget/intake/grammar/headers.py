"""What is compared of a column header."""

from __future__ import annotations

import re
from functools import lru_cache

from budget.intake.grammar.folding import fold
from budget.intake.grammar.units import without_unit


@lru_cache(maxsize=20_000)
def header_key(text: str) -> str:
    """Letters and digits of a header, without unit or currency."""
    return re.sub(r"[^a-z0-9]", "", fold(without_unit(text)))
