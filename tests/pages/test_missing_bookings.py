"""Snapshots with missing bookings: both persons confirm them, and they are reported first."""

from tests.wording import unsaid

DECEMBER = "2024-12-19"
FIRST = "Cijfers tot en met 30 september"


def tick_all(screen):
    for box in screen.app.checkbox:
        if box.key.startswith("ontbreekt-"):
            box.set_value(True)
    return screen.run()


def test_both_persons_must_tick_each_domain_with_missing_bookings(own_example) -> None:
    screen = own_example.open("board", vergadering=DECEMBER, person="h.smit")
    assert screen.button("Momentopname voorstellen").disabled
    tick_all(screen).click("Momentopname voorstellen")
    assert not screen.errors
    told = "Dit ontbreekt in de cijfers: boekingen na 30 september 2024 van alle domeinen."
    assert unsaid(screen.text, FIRST, told) == []
    screen.become("t.mulder")
    assert screen.button("Ondertekenen").disabled
    tick_all(screen).click("Ondertekenen")
    assert not screen.errors
    assert screen.heading.startswith(FIRST) or FIRST in screen.text


def test_the_overview_and_a_domain_report_missing_bookings_first(example) -> None:
    for page, address in (("overview", {}), ("domain", {"domein": "VEI"})):
        screen = example.open(page, peildatum="2024-11-30", **address)
        assert screen.heading.startswith(FIRST), page
    assert "Dit ontbreekt in de cijfers:" in screen.text


def test_within_31_days_nothing_is_called_missing(example) -> None:
    assert "Dit ontbreekt" not in example.open("overview", peildatum="2024-10-31").text
