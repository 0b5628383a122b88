"""Words that say what a row's amount is: budget, booked (realisatie) or committed (verplichting)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import are_field_codes
from budget.intake.grammar.stated_day import FORECAST

_LEAST = 3
BUDGET, REALISED, COMMITTED = "budget", "realisatie", "verplichting"
_OWN = {
    REALISED: {"realisatie", "gerealiseerd", "werkelijk", "besteed", "boeking"},
    COMMITTED: {"verplichting", "verplichtingen", "verplicht", "obligo", "openstaandeverplichting",
                "openstaandeverplichtingen"},
}  # fmt: skip
"""Words allowed in the column Soort of our own ledger."""
_FOREIGN = {
    BUDGET: {"begroting", "begroot", "budget", "raming", "plan", "toegekend", "ansatz", "planung",
             "haushaltsansatz", "fortgeschriebenerplan", "soll", "primitievebegroting"},
    COMMITTED: {"reservering", "commitment", "empenhado", "creditoempenhadoaliquidar",
                "creditoempenhadoemliquidacao", "creditoempenhadoliquidadoapagar"},
    REALISED: {"actual", "pago", "ist", "ergebnis", "rekening", "jaarrekening",
               "creditoempenhadoliquidadopago"},
}  # fmt: skip
"""Further words of other systems; only proposed, and confirmed by a person."""


def words_of(kind: str) -> frozenset[str]:
    """Every word, folded, for a kind."""
    return frozenset(_OWN.get(kind, set()) | _FOREIGN[kind])


def own_kind(text: str) -> str:
    """The kind that a cell of our own ledger names; '' for none."""
    word = fold(text)
    return next((kind for kind, words in _OWN.items() if word in words), "")


def kind_of_word(word: str) -> str:
    """The kind that a word of any system means: budget, verplichting or realisatie; '' for none."""
    key = re.sub(r"[^a-z]", "", word)
    return next((kind for kind in _FOREIGN if key in words_of(kind)), "")


def are_labels(cells: Iterable[object]) -> bool:
    """Whether the row below a header has only field codes, or only words as werkelijk and verwacht."""
    filled = [cell for cell in cells if cell not in ("", None)]
    return are_field_codes(filled) or (
        len(filled) >= _LEAST
        and all(
            isinstance(cell, str) and bool(kind_of_word(fold(cell)) or FORECAST.search(cell))
            for cell in filled
        )
    )
