"""The example has its own current date, shown on the page, so that nothing in it becomes overdue."""

from __future__ import annotations

from datetime import datetime

CLOCK = "Vandaag is hier 14 oktober 2024."


def test_the_example_shows_its_date_and_nothing_is_late_on_it(example) -> None:
    screen = example.open("overview", deel="Wie moet nog leveren?")
    assert CLOCK in screen.text
    assert "Voor het overleg van 19 december 2024" in screen.text
    assert "(te laat)" not in screen.text


def test_acts_in_the_example_are_dated_on_its_own_day(own_example) -> None:
    screen = own_example.open("board", vergadering="2024-12-19", person="h.smit")
    for box in screen.app.checkbox:
        box.check()
    screen.run().click("Momentopname voorstellen")
    assert "14-10-2024" in screen.text or "14 oktober 2024" in screen.text
    assert f"{datetime.now():%d-%m-%Y}" not in screen.text


def test_a_programme_other_than_the_example_uses_the_real_time(empty) -> None:
    screen = empty.open("overview")
    assert "Demonstratie" in screen.text
    assert CLOCK not in screen.text
