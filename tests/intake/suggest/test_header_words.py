"""Words of other systems mean what they say, also inside a header, and never what they only resemble."""

from __future__ import annotations

import pytest

from budget.intake.suggest.header_words import (
    has_word,
    kind_of_title,
    kind_of_word,
    says_plus_is_good,
    side,
    sides,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lasten", "lasten"),
        ("primitievebegrotinglasten", "lasten"),
        ("baten", "baten"),
        ("saldobatenenlasten", "saldo"),
        ("lasten(-)/baten(+)", ""),
        ("kostenplaats", ""),
        ("soortkosten", "lasten"),
        ("belastingen", ""),
        ("ord.aufwendungen", "lasten"),
        ("ordentlergebnis2026", "saldo"),
        ("ordentliches_ergebnis", "saldo"),
        ("auszahlungen_2027", "lasten"),
        ("einzahlungen", "baten"),
        ("nettokosten", "saldo"),
        ("verschil", "saldo"),
        ("gemeente", ""),
    ],
)
def test_a_header_speaks_of_costs_of_revenue_or_of_a_balance(text: str, said: str) -> None:
    assert side(text) == said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["L", "B"], {"L": "lasten", "B": "baten"}),
        (["U", "O", "V"], {"U": "lasten", "O": "baten"}),
        (["Aufwand", "Ertrag"], {"Aufwand": "lasten", "Ertrag": "baten"}),
        (["Uitgaven", "Inkomsten", "Reserve"], {}),
        (["Uitgaven"], {}),
        (["A", "B", "C", "D"], {}),
        (["L1.1", "B3.8", "A111"], {"L1.1": "lasten", "B3.8": "baten"}),
        (["L1.1", "A1", "A2", "A3"], {}),
    ],
)
def test_a_column_tells_costs_from_revenue_only_when_every_word_is_told(words, told) -> None:
    assert sides({word.casefold(): word for word in words}) == told


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


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("fortgeschriebenerplan", "budget"),
        ("ist", "realisatie"),
        ("obligo", "verplichting"),
        ("prognose", ""),
    ],
)
def test_a_word_in_a_row_says_what_kind_of_amount_it_has(word: str, kind: str) -> None:
    assert kind_of_word(word) == kind


def test_a_title_announces_a_budget_or_an_account() -> None:
    assert kind_of_title("Programmabegroting 2025") == "budget"
    assert kind_of_title("Jaarrekening 2024 naast begroting") == "realisatie"
    assert kind_of_title("Overzicht") == ""


def test_a_short_word_means_nothing_inside_another() -> None:
    assert has_word("realised", "ist2016", {"ist"}) == "ist"
    assert has_word("realised", "administratie", {"administratie"}) == ""
