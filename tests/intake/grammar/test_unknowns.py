"""Words that say that a value is not known yet, however they are written."""

from __future__ import annotations

import pytest

from budget.intake.grammar.unknowns import is_unknown


@pytest.mark.parametrize(
    ("text", "unknown"), [("PM", True), ("n.t.b", True), ("", False), ("-", False), (None, False)]
)
def test_an_unknown_amount_is_not_read_as_zero(text: object, unknown: bool):
    assert is_unknown(text) == unknown
