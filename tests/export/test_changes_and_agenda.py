"""Changes, agenda and corrections are in every format that people read."""

from __future__ import annotations

import re

import pytest

from budget.export.registry import FORMATS
from tests.export.format_samples import (
    ACTION_SENTENCE,
    AGENDA_SENTENCE,
    FORECAST_SENTENCE,
    REASON,
    SIGNAL_SENTENCE,
    second,
    text_in,
)

TOLD = (FORECAST_SENTENCE, SIGNAL_SENTENCE, ACTION_SENTENCE, AGENDA_SENTENCE)


def read(name: str) -> str:
    """The words of a format, with plain spaces."""
    text = text_in(name, second())
    text = re.sub(r"<[^>]*>", "", text.replace("&#39;", "'").replace("&#x27;", "'").replace("&apos;", "'"))
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["pdf", "pptx", "html", "public-html"])
def test_every_format_for_readers_has_the_differences_and_the_agenda(name: str) -> None:
    text = read(name)
    assert [sentence for sentence in TOLD if sentence not in text] == []


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_correction_says_in_every_format_what_it_replaces_and_why(name: str) -> None:
    assert f"Reden: {REASON}." in read(name)


@pytest.mark.parametrize("name", ["xlsx", "ods", "open-data"])
def test_tables_have_the_forecast_then_and_now_and_the_signals_that_changed(name: str) -> None:
    text = read(name)
    assert "Er is te veel uitgegeven." in text
    assert "1000.01" in text or "1000,01" in text
