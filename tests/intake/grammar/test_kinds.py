"""Words in a row for budget, booked and committed; our own ledger accepts its own words only."""

from __future__ import annotations

import pytest

from budget.intake.grammar.kinds import kind_of_word, own_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Realisatie", "realisatie"), ("Openstaande verplichting", "verplichting"), ("ist", ""), ("", "")],
)
def test_our_own_ledger_accepts_its_own_words_only(text: str, kind: str) -> None:
    assert own_kind(text) == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("fortgeschriebenerplan", "budget"),
        ("ist", "realisatie"),
        ("obligo", "verplichting"),
        ("prognose", ""),
    ],
)
def test_a_word_in_a_row_gives_the_kind_of_its_amount(word: str, kind: str) -> None:
    assert kind_of_word(word) == kind
