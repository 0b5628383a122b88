"""An action overdue at the reference date is overdue in every format, even if closed since."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from budget.export.registry import FORMATS
from budget.snapshot.content import FORMAT, Content
from tests.export.format_samples import SIGNED
from tests.snapshot.content_sample import ACTION, content

LATE = content(format=FORMAT, actions=(ACTION,))
DONE_SINCE = content(
    format=FORMAT,
    actions=(replace(ACTION, closed=date(2024, 6, 3), outcome="Vervangen door actie 9: meer tijd"),),
)
ON_TIME = content(format=FORMAT, actions=(replace(ACTION, overdue=False),))


def read(name: str, what: Content) -> str:
    """The words of a format, with plain spaces."""
    data = FORMATS[name].write(what, *SIGNED)
    if name == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = " ".join(parts.read(part).decode("utf-8", "ignore") for part in parts.namelist())
    else:
        text = data.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", text.replace("\u00a0", " ")).split())


def times(name: str, what: Content) -> int:
    return read(name, what).count("te laat")


WITH_ACTIONS = [name for name in FORMATS if name != "open-data"]
"""Actions are agreements between persons, so open data has none."""


@pytest.mark.parametrize("name", WITH_ACTIONS)
def test_a_late_action_is_late_in_every_format(name: str) -> None:
    assert times(name, LATE) > times(name, ON_TIME)
    assert times(name, DONE_SINCE) > times(name, ON_TIME)
