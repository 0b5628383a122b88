"""The page Jaarafsluiting: what to look at, two persons, and what is closed since."""

from __future__ import annotations

import pytest

CONTROLLER, SECRETARY = "c.vandijk", "h.smit"


def propose(own_example, reason: str = "De jaarrekening is vastgesteld."):
    screen = own_example.open("close", afsluitjaar="2024", afsluitmaand="1", person=CONTROLLER)
    screen.app.text_input[0].set_value(reason)
    return screen.click("Voorstellen: januari 2024 afsluiten")


def test_two_persons_close_a_year_on_the_page(own_example) -> None:
    screen = propose(own_example)
    assert "wacht een voorstel" in screen.heading
    assert [row["Stand"] for row in screen.table("Is januari 2024 klaar?")][2:] == ["in orde", "in orde"]
    screen = screen.become(SECRETARY).click("Akkoord: januari 2024 afsluiten")
    assert screen.heading == "Januari 2024 is afgesloten"
    found = [(row["Periode"], row["Stand"]) for row in screen.table("Afgesloten en geopende perioden")]
    assert found == [("Januari 2024", "akkoord"), ("2023", "akkoord")]


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_proposed(own_example, reason: str) -> None:
    screen = propose(own_example, reason)
    assert len(screen.errors) == 1
    assert screen.heading == "Januari 2024 is open"


def test_without_the_right_to_close_no_button_is_shown(own_example) -> None:
    screen = own_example.open("close", afsluitjaar="2024", afsluitmaand="1", person="k.yilmaz")
    assert not [button for button in screen.app.button if "afsluiten" in button.label]
