"""How a plan was changed and decided, on the pages that show its budget."""

from __future__ import annotations

import pytest

MOMENT = {"peildatum": "2024-09-30", "jaar": "2024"}
OPEN = "nog niet vastgesteld"


def test_original_changes_and_current_plan_are_shown_side_by_side(example) -> None:
    screen = example.open("domain", domein="EID", **MOMENT)
    (found,) = screen.tables("Plan 2024: oorspronkelijk, elke wijziging en nu")
    *_, total = found
    assert list(total.values()) == [
        "Heel het domein",
        "€\u00a01.120.055",
        "+\u00a0€\u00a099.000",
        "€\u00a01.219.055",
    ]
    assert "Stadsdeel 16-07-2024" in total
    assert "Voorjaarsnota 2024, bijdrage stadsdeel" in screen.text


@pytest.mark.parametrize(
    ("domain", "is_open"), [("EID", True), ("LEM", True), ("VEI", False), ("JEU", False)]
)
def test_a_plan_that_the_council_has_still_to_decide_on_says_so(example, domain: str, is_open: bool) -> None:
    screen = example.open("domain", domein=domain, **MOMENT)
    assert (OPEN in screen.text) is is_open
    assert screen.table("Stappen per plan")


@pytest.mark.parametrize("page", ["overview", "insight", "proof"])
def test_every_page_with_the_budget_of_the_programme_says_which_plans(example, page: str) -> None:
    screen = example.open(page, **MOMENT)
    assert OPEN in screen.text
    assert "Leren & monitoring" in screen.text


def test_at_an_earlier_reference_date_later_decisions_are_unknown(example) -> None:
    screen = example.open("domain", domein="VEI", peildatum="2024-05-31", jaar="2024")
    assert OPEN in screen.text
    assert all(row["Datum"][-7:] != "07-2024" for row in screen.table("Stappen per plan"))
