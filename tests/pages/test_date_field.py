"""Typed dates: parsed, refused, and echoed by the page."""

from __future__ import annotations

from datetime import date

import pytest

from budget.access import VISITOR
from budget.settings import read_settings
from budget.store.engine import open_store
from budget.ui.date_field import EARLIEST, LATEST, read_typed_day
from budget.usecases import freeze as snapshot
from tests.pages.test_steering import field, known

LAST = date(2024, 9, 30)


@pytest.mark.parametrize(
    "text",
    ["30-09-2024", "30/09/2024", "30.9.2024", "30 september 2024", "2024-09-30", " 30-9-2024 "],
)
def test_a_day_is_read_as_the_dutch_write_it(text: str) -> None:
    assert read_typed_day(text).day == date(2024, 9, 30)


@pytest.mark.parametrize("text", ["31-09-2024", "30-02-2024", "morgen", "45565", "3/10/2024", "", "  "])
def test_an_invalid_or_ambiguous_date_is_refused(text: str) -> None:
    found = read_typed_day(text)
    assert found.day is None
    assert found.complaint


@pytest.mark.parametrize(
    ("text", "fits"), [("29-09-2024", True), ("30-09-2024", True), ("01-10-2024", False)]
)
def test_the_last_day_is_inclusive_and_named_when_exceeded(text: str, fits: bool) -> None:
    found = read_typed_day(text, LAST)
    assert (found.day is not None) is fits
    assert fits or "2024" in found.complaint


def test_without_bounds_dates_of_this_century_are_accepted() -> None:
    assert read_typed_day("01-01-2000").day == EARLIEST
    assert read_typed_day("31-12-2099").day == LATEST
    assert read_typed_day("31-12-1999").day is None


def test_an_action_with_an_invalid_due_date_is_not_recorded(own_example, programme) -> None:
    screen = own_example.open("domain", domein="VEI", peildatum="2024-09-30", jaar="2024", person="d.kaya")
    store = open_store(read_settings().database_url)
    field(screen, "-tekst").set_value("Tweede aannemer")
    field(screen, "-datum").set_value("31-11-2024")
    screen.run().click("Vastleggen")
    assert "Tweede aannemer" not in known(store, programme)
    assert "31-11-2024" in [w.value for w in screen.app.text_input]
    assert "Deze dag bestaat niet" in screen.errors[0]
    field(screen, "-datum").set_value("30-11-2024")
    screen.run().click("Vastleggen")
    assert known(store, programme)["Tweede aannemer"].due == date(2024, 11, 30)


def test_no_snapshot_is_proposed_at_a_day_after_the_meeting(own_example, programme) -> None:
    screen = own_example.open("board", vergadering="2024-12-19", person="h.smit")
    screen.app.text_input(key="peildatum-2024-12-19").set_value("20-12-2024")
    screen.run()
    assert "Momentopname voorstellen" not in [button.label for button in screen.app.button]
    store = open_store(read_settings().database_url)
    assert not [s for s in snapshot.snapshots(store, programme, VISITOR) if s.meeting == date(2024, 12, 19)]
