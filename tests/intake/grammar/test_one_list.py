"""Each meaning has one list of words, in its own module of the grammar."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.intake.grammar import currencies, debit_credit, kinds, months, unknowns

INTAKE = Path(months.__file__).parent.parent
MEANINGS: dict[str, set[str]] = {
    "debit_credit": {word for pair in debit_credit.ALL_PAIRS for word in pair[:2] if len(word) > 1},
    "months": {name for names in months.MONTHS for name in names} | set(months.QUARTER_WORDS),
    "unknowns": set(unknowns.UNKNOWN_WORDS),
    "currencies": {"eur", "euro", "usd", "gbp", "chf", *currencies.CURRENCY_HEADERS},
    "total_words": {"totaal", "subtotaal", "total", "summe", "gesamt"},
    "kinds": {*kinds.words_of("verplichting"), *kinds.words_of("realisatie")},
}
HEADERS = {"schema.py", "header_words.py"}
"""Modules with headers of amount columns (begroot, besteed, lasten), which are not words in a row."""
OUR_NAMES = {"lasten", "baten", "debit", "credit", "budget", "realisatie", "verplichting"}
"""Names of sides and kinds in our own code, not words to search for in a file."""


def _word_lists(tree: ast.Module) -> Iterator[set[str]]:
    for node in ast.walk(tree):
        items = node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else []
        items = [*items, *(key for key in node.keys if key)] if isinstance(node, ast.Dict) else items
        yield {i.value.casefold() for i in items if isinstance(i, ast.Constant) and isinstance(i.value, str)}


@pytest.mark.parametrize("meaning", MEANINGS)
def test_each_word_list_is_defined_in_one_module(meaning: str) -> None:
    own = INTAKE / "grammar" / f"{meaning}.py"
    assert own.exists()
    for module in sorted(INTAKE.rglob("*.py")):
        if module == own or (module.name in HEADERS and meaning in ("kinds", "debit_credit")):
            continue
        for words in _word_lists(ast.parse(module.read_text(encoding="utf-8"))):
            found = words & MEANINGS[meaning] - OUR_NAMES
            assert len(found) < 2, f"{module.name} lists {sorted(found)}; import them from grammar.{meaning}"
