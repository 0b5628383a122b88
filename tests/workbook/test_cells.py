"""What a number format makes of a number."""

from __future__ import annotations

import pytest

from budget.workbook.cells import POWER, SHARE, THOUSANDS, display_kind


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("00000", 5),
        ("00", 2),
        ("0", 0),
        ("0%", SHARE),
        ("0.0 %", SHARE),
        ('0 "%"', 0),
        ("0\\%", 0),
        ("0.00E+00", POWER),
        ("##0.0e-0", POWER),
        ('0 "E+"', 0),
        ("#,##0,", THOUSANDS),
        ("0.0,,;-0.0,,", THOUSANDS),
        ("#,##0", 0),
        ("#,##0.00", 0),
        ("", 0),
    ],
)
def test_the_display_kind_follows_from_the_number_format(code: str, look: int):
    assert display_kind(code) == look
