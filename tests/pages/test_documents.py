"""The page about the forecast: short, and its picture says what the science says."""

from __future__ import annotations

import re

from budget.ui.documents import FOLDER, FORECAST, WITH, WITHOUT, forecast_errors

SHORT = FOLDER / "prognose-in-het-kort.md"


def test_the_page_has_at_most_500_words_and_no_sentence_over_twenty() -> None:
    text = SHORT.read_text(encoding="utf-8")
    assert len(text.split()) <= 500
    sentences = re.split(r"(?<=[.!?:;])\s+|\n", text.replace("**", ""))
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_the_picture_shows_every_month_of_the_table_in_the_science() -> None:
    errors = forecast_errors()
    assert errors.keys() == {WITHOUT, WITH}
    assert all(list(group) == [3, 6, 9] for group in errors.values())
    science = (FOLDER / FORECAST).read_text(encoding="utf-8")
    for group in errors.values():
        for error in group.values():
            assert f"**{error:.1f} %**".replace(".", ",") in science


def test_the_page_names_the_same_errors_as_the_chart(example) -> None:
    text = example.open("forecast").text
    for group in forecast_errors().values():
        for error in group.values():
            assert f"{error:.0f} %" in text
