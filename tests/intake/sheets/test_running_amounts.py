"""Cumulative balances, one row per month, raise a question; ordinary bookings do not."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Programme
from tests.intake.workbooks import check, codes, ledger, line, message, xlsx

PLAN = line(), line(code="JEU-002")
STANDS = {"JEU-001": (5, 10, 15, 22), "JEU-002": (1, 3, 6, 9)}


def sheet(title: str, stands: dict[str, tuple[int, ...]]) -> list[list[object]]:
    rows = [
        {"Regelcode": code, "Boekdatum": date(2024, n, 28), "Bedrag": amount}
        for code, amounts in stands.items()
        for n, amount in enumerate(amounts, 1)
    ]
    return [[title], *ledger(*rows)]


@pytest.mark.parametrize(
    ("title", "stands", "asks"),
    [
        ("Boekingen", STANDS, True),
        ("Realisatie cumulatief", {"JEU-001": (5, 10, 15)}, True),
        ("Realisatie cumulatief", {"JEU-001": (5, 10)}, False),
        ("Boekingen", {"JEU-001": (5, 10, 15, 22, 30, 36)}, False),
        ("Boekingen", {"JEU-001": (5, 10, 15, 22, 30, 36, 40)}, True),
        ("Boekingen", STANDS | {"JEU-003": (5, 4)}, False),
        ("Boekingen", {"JEU-001": (5,) * 12}, False),
    ],
)
def test_amounts_that_only_grow_are_asked_about(title, stands, asks, programme: Programme) -> None:
    found = check(xlsx(Boekingen=sheet(title, stands)), programme, *PLAN)
    assert ("ledger-running" in codes(found)) is asks


def test_both_possible_totals_are_named(programme: Programme) -> None:
    text = message(check(xlsx(Boekingen=sheet("Boekingen", STANDS)), programme, *PLAN), "ledger-running")
    assert "71,00" in text
    assert "31,00" in text


@pytest.mark.parametrize(("text", "asks"), [("Stand t/m maand {}", True), ("Factuur {}", False)])
def test_bookings_described_as_running_totals_are_asked_about_after_two_steps(
    text: str, asks: bool, programme: Programme
) -> None:
    rows = [
        {"Omschrijving": text.format(n), "Boekdatum": date(2024, n, 28), "Bedrag": 100 * n + n * n}
        for n in (1, 2, 3)
    ]
    assert ("ledger-running" in codes(check(xlsx(B=ledger(*rows)), programme, *PLAN))) is asks


@pytest.mark.parametrize(("text", "asks"), [("Stand t/m maand {}", True), ("Factuur {}", False)])
def test_bookings_described_as_balances_are_asked_about_when_one_decreases(
    text: str, asks: bool, programme: Programme
) -> None:
    rows = [
        {"Omschrijving": text.format(n), "Boekdatum": date(2024, n, 28), "Bedrag": amount}
        for n, amount in enumerate((100, 250, 240, 300), 1)
    ]
    assert ("ledger-running" in codes(check(xlsx(B=ledger(*rows)), programme, *PLAN))) is asks


@pytest.mark.parametrize(
    ("texts", "amounts", "asks"),
    [
        (("f", "f", "f"), (100, 300, 700), True),
        (("f", "f", "g"), (100, 300, 700), False),
        ((None, None, None), (100, 300, 700), False),
        (("f", "f", "f"), (100, 300, 300), False),
        (("f", "f"), (100, 300), False),
    ],
)
def test_three_bookings_under_one_description_that_only_grow_are_asked_about(
    texts: tuple[str | None, ...], amounts: tuple[int, ...], asks: bool, programme: Programme
) -> None:
    rows = [
        {"Omschrijving": text, "Boekdatum": date(2024, 1, 5 + n), "Bedrag": amount}
        for n, (text, amount) in enumerate(zip(texts, amounts, strict=True))
    ]
    assert ("ledger-running" in codes(check(xlsx(B=ledger(*rows)), programme, *PLAN))) is asks
