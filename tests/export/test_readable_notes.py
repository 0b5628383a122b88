"""Measured numbers in reports: with thousands separators, and unchanged in earlier reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.export.wording import readable_notes
from tests.snapshot.content_sample import content


@pytest.mark.parametrize(
    ("software", "value"), [("0.11.0", "1200"), ("0.12.0", "1.200"), ("0.13.0", "1.200")]
)
def test_a_measured_number_has_points_in_reports_signed_since(software: str, value: str) -> None:
    whole = content()
    notes = (replace(whole.notes[0], value="1200", target="2400"),)
    (shown,) = readable_notes(replace(whole, software=software, notes=notes))
    assert (shown.value, shown.target) == (value, "2400" if value == "1200" else "2.400")
