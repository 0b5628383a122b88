"""Changes, agenda and corrections are in every format that people read."""

from __future__ import annotations

import io
import re
import zipfile

import pypdf
import pytest

from budget.export.registry import FORMATS
from tests.export.format_samples import (
    ACTION_SENTENCE,
    AGENDA_SENTENCE,
    FORECAST_SENTENCE,
    REASON,
    SIGNAL_SENTENCE,
    SIGNED,
    second,
)

TOLD = (FORECAST_SENTENCE, SIGNAL_SENTENCE, ACTION_SENTENCE, AGENDA_SENTENCE)


def read(name: str) -> str:
    """The words of a format, with plain spaces."""
    data = FORMATS[name].write(second(), *SIGNED)
    if name == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = " ".join(parts.read(part).decode("utf-8", "ignore") for part in parts.namelist())
    else:
        text = data.decode()
    text = re.sub(r"<[^>]*>", "", text.replace("&#39;", "'").replace("&#x27;", "'").replace("&apos;", "'"))
    return " ".join(text.replace("\u00a0", " ").split())


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
