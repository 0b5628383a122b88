"""The example plays on a day of its own, and says so; nothing in it is late for ever."""

from __future__ import annotations

from datetime import datetime

CLOCK = "Vandaag is hier 14 oktober 2024."


def test_the_example_says_its_day_and_nothing_of_it_is_late(example) -> None:
    screen = example.open("overview", deel="Wie moet nog leveren?")
    assert CLOCK in screen.text
    assert "Voor het overleg van 19 december 2024" in screen.text
    assert "(te laat)" not in screen.text


def test_what_is_done_in_the_example_is_done_on_its_day(own_example) -> None:
    screen = own_example.open("board", vergadering="2024-12-19", person="h.smit")
    for box in screen.app.checkbox:
        box.check()
    screen.run().click("Momentopname voorstellen")
    assert "14-10-2024" in screen.text or "14 oktober 2024" in screen.text
    assert f"{datetime.now():%d-%m-%Y}" not in screen.text


def test_data_of_ones_own_have_the_real_time(empty) -> None:
    screen = empty.open("overview")
    assert "Demonstratie" in screen.text
    assert CLOCK not in screen.text
