"""Words of other systems mean what they say, also inside a header, and never what they only resemble."""

from __future__ import annotations

import pytest

from budget.intake.suggest.header_words import (
    has_word,
    kind_of_title,
    says_plus_is_good,
)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Bedragen x € 1.000, plus is voordeel", True),
        ("(+ is voordeel)", True),
        ("voordeel = positief", True),
        ("Lasten (-) / baten (+)", True),
        ("plus is nadeel", False),
        ("Lasten en baten", False),
    ],
)
def test_a_title_may_say_that_costs_are_below_zero(text: str, good: bool) -> None:
    assert says_plus_is_good(text) is good


def test_a_title_announces_a_budget_or_an_account() -> None:
    assert kind_of_title("Programmabegroting 2025") == "budget"
    assert kind_of_title("Jaarrekening 2024 naast begroting") == "realisatie"
    assert kind_of_title("Overzicht") == ""


def test_a_short_word_means_nothing_inside_another() -> None:
    assert has_word("realised", "ist2016", {"ist"}) == "ist"
    assert has_word("realised", "administratie", {"administratie"}) == ""
