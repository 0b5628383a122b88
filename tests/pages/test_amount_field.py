"""Typed amounts: parsed, refused, and echoed by the page."""

from __future__ import annotations

import pytest

from budget.labels import NBSP
from budget.ui.amount_field import read_typed

MOMENT = {"peildatum": "2024-09-30", "jaar": "2024"}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("120.000", 120_000_00),
        ("120000", 120_000_00),
        ("120 000", 120_000_00),
        ("10.000,50", 10_000_50),
        ("10000,50", 10_000_50),
        ("10000,5", 10_000_50),
        ("€ 1.234", 1_234_00),
        ("1.234,-", 1_234_00),
        ("  7 ", 7_00),
        ("0", 0),
    ],
)
def test_an_amount_is_read_in_dutch_notation(text: str, cents: int) -> None:
    found = read_typed(text)
    assert (found.cents, found.complaint) == (cents, "")


@pytest.mark.parametrize(
    "text",
    ["120,000", "10000.50", "1.5", "12.00.0", "120k", "een ton", "n.t.b.", "pm", "-", "€", "5%", "1,234.56",
     "0,001", "9" * 17, "="],
)  # fmt: skip
def test_an_ambiguous_or_unreadable_amount_is_refused(text: str) -> None:
    for is_optional in (False, True):
        found = read_typed(text, may_be_empty=is_optional, may_be_negative=True)
        assert found.cents is None
        assert found.complaint.endswith(".")


def test_an_empty_field_is_a_complaint_only_where_an_amount_is_needed() -> None:
    assert read_typed(" ").complaint
    assert read_typed(" ", may_be_empty=True).complaint == ""
    assert read_typed(" ", may_be_empty=True).cents is None


@pytest.mark.parametrize("text", ["-0,01", "- 5", "5-", "(5)", "\u22125"])
def test_a_negative_amount_is_refused_unless_allowed(text: str) -> None:
    assert read_typed(text).complaint
    assert (read_typed(text, may_be_negative=True).cents or 0) < 0


@pytest.fixture
def trial_page(example):
    """The domain page where an amount can be released for trial."""
    screen = example.open("domain", domein="VEI", **MOMENT)
    screen.app.selectbox(key="proef-soort").set_value("release")
    return screen.run()


def type_amount(screen, text: str):
    screen.app.text_input(key="proef-release-bedrag").set_value(text)
    return screen.run()


def test_the_page_echoes_the_amount_it_read(trial_page) -> None:
    assert f"Gelezen als: €{NBSP}120.000" in type_amount(trial_page, "120.000").text
    assert f"Gelezen als: €{NBSP}10.000,50" in type_amount(trial_page, "10000,50").text


def test_what_if_does_not_run_with_an_ambiguous_amount(trial_page) -> None:
    screen = type_amount(trial_page, "120,000").click("Probeer uit")
    assert "twee manieren" in screen.errors[0]
    assert not screen.tables("Wat er zou veranderen")
    screen = type_amount(screen, "120.000").click("Probeer uit")
    assert screen.table("Wat er zou veranderen")
    assert not screen.errors
