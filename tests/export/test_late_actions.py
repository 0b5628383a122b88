"""An action overdue at the reference date is overdue in every format, even if closed since."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from budget.export.registry import FORMATS
from budget.snapshot.content import FORMAT, Content
from tests.export.format_samples import text_in
from tests.snapshot.content_sample import ACTION, content

LATE = content(format=FORMAT, actions=(ACTION,))
DONE_SINCE = content(
    format=FORMAT,
    actions=(replace(ACTION, closed=date(2024, 6, 3), outcome="Vervangen door actie 9: meer tijd"),),
)
ON_TIME = content(format=FORMAT, actions=(replace(ACTION, overdue=False),))


def read(name: str, what: Content) -> str:
    """The words of a format, with plain spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", text_in(name, what)).split())


def times(name: str, what: Content) -> int:
    return read(name, what).count("te laat")


WITH_ACTIONS = [name for name in FORMATS if name != "open-data"]
"""Actions are agreements between persons, so open data has none."""


@pytest.mark.parametrize("name", WITH_ACTIONS)
def test_a_late_action_is_late_in_every_format(name: str) -> None:
    assert times(name, LATE) > times(name, ON_TIME)
    assert times(name, DONE_SINCE) > times(name, ON_TIME)
