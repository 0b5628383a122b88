"""Words for debit and credit, costs and revenue: recognised in any notation, and no other words."""

from __future__ import annotations

import pytest

from budget.intake.grammar.debit_credit import (
    ALL_PAIRS,
    PAIRS,
    Sides,
    cost_or_revenue,
    costs_and_revenue,
    find_debit_and_credit,
    find_pair,
    may_give_sign,
)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_is_found_in_any_case_and_with_full_stops(pair: Sides) -> None:
    debit, credit = pair.debit.upper(), f"{pair.credit.capitalize()}."
    assert find_pair([credit, debit]) == (debit, credit)


def test_one_word_or_three_words_form_no_debit_credit_pair() -> None:
    assert find_pair(["D"]) is None
    assert find_pair(["D", "C", "X"]) is None


@pytest.mark.parametrize("pair", ALL_PAIRS)
def test_every_debit_credit_pair_is_recognised_under_any_header(pair: Sides) -> None:
    assert may_give_sign([pair.debit.title(), pair.credit.upper()], "Kant", 2)


@pytest.mark.parametrize(
    ("words", "header", "tells"),
    [
        (["Dr", "Cr", "Credit"], "", True),
        (["Cr", "Xx"], "Rest", True),
        (["1", "2"], "D/C", True),
        (["1", "2"], "Af Bij", True),
        (["1", "2"], "+/-", True),
        (["1", "2"], "Klasse", False),
        (["Kosten inhuur", "Opbrengst verhuur"], "Rest", True),
        (["H", "L"], "BTW", False),
        (["H", "X"], "", True),
        (["H", "X"], "BTW", False),
        (["x", "-"], "Akkoord", False),
        (["Cr"], "Rest", True),
        (["Dr"], "Rest", False),
        (["D", "X", "Y"], "", False),
        (["C", "toelichting die langer is dan een woord voor een kant"], "", False),
        ([], "D/C", False),
    ],
)
def test_other_words_indicate_debit_and_credit_only_with_further_evidence(
    words: list[str], header: str, tells: bool
) -> None:
    assert may_give_sign(words, header, 5) is tells


def test_debit_and_credit_columns_are_found_by_their_headers() -> None:
    assert find_debit_and_credit({"bedragdebet": 3, "credit": 4}) == (3, 4)
    assert find_debit_and_credit({"soll": 1, "haben": 2}) == (1, 2)
    assert find_debit_and_credit({"debet": 1}) is None


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
    assert cost_or_revenue(text) == said


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
def test_words_for_costs_and_revenue_are_recognised_only_when_both_occur(
    words: list[str], told: dict[str, str]
) -> None:
    assert costs_and_revenue({word.casefold(): word for word in words}) == told
