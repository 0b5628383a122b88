"""Header words of other systems are recognised, also within a header, without false matches."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from budget.intake.suggest.header_words import (
    BALANCE,
    BUDGET,
    CEILING,
    COMMITTED,
    FORECASTED,
    REALISED,
    REVENUE,
    SHARE,
    is_account,
    kind_of_title,
    money_role,
    says_costs_are_negative,
    with_word,
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
    assert says_costs_are_negative(text) is good


def test_a_title_announces_a_budget_or_an_account() -> None:
    assert kind_of_title("Programmabegroting 2025") == BUDGET
    assert kind_of_title("Jaarrekening 2024 naast begroting") == REALISED
    assert kind_of_title("Overzicht") == ""


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Begroting na wijziging 2024", BUDGET),
        ("FY2024 Adopted", BUDGET),
        ("Max. budget", CEILING),
        ("Realisatiegraad", SHARE),
        ("Aandeel begroting", SHARE),
        ("Realisatie + verplichting", BALANCE),
        ("Besteed en verplicht", BALANCE),
        ("Begroting - realisatie", BALANCE),
        ("Realisatie begroting 2024", BUDGET),
        ("Actual YTD", REALISED),
        ("WKGBTR", REALISED),
        ("Amended Budget", BUDGET),
        ("Fortgeschriebener Ansatz", BUDGET),
        ("Werkelijk t/m september 2024", REALISED),
        ("YTD Actual", REALISED),
        ("Aufwand Rechnung 2011", REALISED),
        ("Ist 2016", REALISED),
        ("Administratie", ""),
        ("Verplichtingen", COMMITTED),
        ("Restant budget", BALANCE),
        ("Begroting Baten", REVENUE),
        ("Subsidieplafond", CEILING),
        ("Krediet", CEILING),
        ("Prognose", FORECASTED),
        ("Besteed %", SHARE),
        ("Besteed 2024 %", SHARE),
        ("2024%", SHARE),
        ("Presupuesto vigente", ""),
        ("Utfall", ""),
    ],
)
def test_a_header_says_what_its_amounts_are_in_dutch_english_or_german(header: str, role: str) -> None:
    assert money_role(header) == role


@pytest.mark.parametrize(
    ("header", "days", "account"),
    [
        ("Rekening", True, True),
        ("Rekening", False, False),
        ("Jaarrekening", True, False),
        ("Tegenrekening", False, True),
    ],
)
def test_rekening_means_account_number_only_beside_booking_dates(
    header: str, days: bool, account: bool
) -> None:
    assert is_account(header, has_days=days) is account


def test_our_own_header_words_rank_first_and_match_whole_words_only() -> None:
    columns = [Heading("Postcode"), Heading("Order"), Heading("Kostenplaats"), Heading("Regelcode 2024")]
    assert [column.header for column in with_word("code", columns)] == [
        "Regelcode 2024",
        "Kostenplaats",
        "Order",
    ]


class Heading(NamedTuple):
    """A column with this header, filled."""

    header: str
    filled: int = 1
