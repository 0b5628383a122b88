"""How the programme's own forecasts held, on the page about the forecast."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Interval
from budget.snapshot.record import Kept
from budget.ui import record

KEPT = (
    Kept(date(2024, 6, 27), date(2024, 5, 31), "VEI", "Veiligheid", Interval(80_00, 100_00, 110_00), 90_00),
    Kept(date(2024, 10, 3), date(2024, 8, 31), "VEI", "Veiligheid", Interval(80_00, 100_00, 110_00), 70_00),
    Kept(date(2024, 10, 3), date(2024, 8, 31), "WON", "Wonen", Interval(80_00, 100_00, 110_00), 110_00),
)


@pytest.mark.wording
def test_before_a_year_is_over_the_page_says_when_it_can_tell(example) -> None:
    assert record.NOTHING_YET in example.open("forecast").text


def page(example, monkeypatch: pytest.MonkeyPatch, newest: date) -> str:
    """What the page says when the newest bookings are of this day."""
    monkeypatch.setattr("budget.ui.frame.default_reference_date", lambda *_: newest)
    monkeypatch.setattr(record, "record_of", lambda standing, _: KEPT if standing.facts.year == 2024 else ())
    return example.open("forecast").text


def test_a_year_that_is_over_tells_what_was_forecast_and_what_it_became(example, monkeypatch) -> None:
    text = page(example, monkeypatch, date(2024, 12, 31))
    for said in ("Veiligheid", "2 prognoses", "50 %", "Wonen", "1 prognose", "100 %", "31-05-2024", "67 %"):
        assert said in text.replace("\u00a0", " ")


def test_a_day_before_the_end_of_the_year_it_tells_nothing(example, monkeypatch) -> None:
    assert "2 prognoses" not in page(example, monkeypatch, date(2024, 12, 30)).replace("\u00a0", " ")


def test_beside_the_record_the_page_says_what_it_did_to_the_margins(example, monkeypatch) -> None:
    assert record.HOW not in page(example, monkeypatch, date(2024, 12, 31))
    monkeypatch.setattr(record, "margins_sentence", lambda facts: f"Geleerd in {facts.year}.")
    text = example.open("forecast").text
    assert f"Geleerd in 2024. {record.HOW}" in text
