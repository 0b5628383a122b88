"""How the programme's own forecasts held, on the page about the forecast."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Interval
from budget.snapshot.forecast_record import ForecastOutcome
from budget.ui import forecast_record

KEPT = (
    ForecastOutcome(
        date(2024, 6, 27), date(2024, 5, 31), "VEI", "Veiligheid", Interval(80_00, 100_00, 110_00), 90_00
    ),
    ForecastOutcome(
        date(2024, 10, 3), date(2024, 8, 31), "VEI", "Veiligheid", Interval(80_00, 100_00, 110_00), 70_00
    ),
    ForecastOutcome(
        date(2024, 10, 3), date(2024, 8, 31), "WON", "Wonen", Interval(80_00, 100_00, 110_00), 110_00
    ),
)


@pytest.mark.wording
def test_before_the_year_end_the_page_says_when_the_record_will_appear(example) -> None:
    assert forecast_record.NOTHING_YET in example.open("forecast").text


def page(example, monkeypatch: pytest.MonkeyPatch, newest: date) -> str:
    """The text of the page when the newest bookings are of this day."""
    monkeypatch.setattr("budget.ui.frame.default_reference_date", lambda *_: newest)
    monkeypatch.setattr(
        forecast_record, "record_of", lambda standing, _: KEPT if standing.facts.year == 2024 else ()
    )
    return example.open("forecast").text


def test_after_the_year_end_the_page_shows_forecasts_beside_outturns(example, monkeypatch) -> None:
    text = page(example, monkeypatch, date(2024, 12, 31))
    for said in ("Veiligheid", "2 prognoses", "50 %", "Wonen", "1 prognose", "100 %", "31-05-2024", "67 %"):
        assert said in text.replace("\u00a0", " ")


def test_on_the_day_before_the_year_end_there_is_no_record(example, monkeypatch) -> None:
    assert "2 prognoses" not in page(example, monkeypatch, date(2024, 12, 30)).replace("\u00a0", " ")


def test_the_effect_of_the_record_on_the_margins_is_explained(example, monkeypatch) -> None:
    assert forecast_record.HOW not in page(example, monkeypatch, date(2024, 12, 31))
    monkeypatch.setattr(forecast_record, "margins_sentence", lambda facts: f"Geleerd in {facts.year}.")
    text = example.open("forecast").text
    assert f"Geleerd in 2024. {forecast_record.HOW}" in text
