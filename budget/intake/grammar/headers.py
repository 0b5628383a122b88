"""The comparison key of a column header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from budget.intake.grammar.folding import fold
from budget.intake.grammar.units import without_unit

_FIELD_CODE = re.compile(r"[A-Z][A-Z0-9_]{2,29}")
_LEAST = 3


@lru_cache(maxsize=20_000)
def header_key(text: str) -> str:
    """Letters and digits of a header, without unit or currency."""
    return re.sub(r"[^a-z0-9]", "", fold(without_unit(text)))


def are_field_codes(cells: Iterable[object]) -> bool:
    """Whether the row below a header has only field codes, as SAP writes them: KOSTL, BUDAT, DMBTR."""
    filled = [cell for cell in cells if cell not in ("", None)]
    return len(filled) >= _LEAST and all(
        isinstance(cell, str) and _FIELD_CODE.fullmatch(cell.strip()) for cell in filled
    )
