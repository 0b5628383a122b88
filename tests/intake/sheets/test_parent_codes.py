"""Detecting codes that repeat the sum of their sub-codes, without false positives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.intake.sheets.parent_codes import subtotal_codes

AREAS = [("01", 3), ("0101", 1), ("0102", 2), ("02", 9), ("0201", 4), ("0202", 5)]


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        (AREAS, {"01", "02"}),
        ([*AREAS, ("0", 12)], {"0", "01", "02"}),
        ([*AREAS, ("07", 6), ("0701", 6)], {"01", "02", "07"}),
        ([("07", 6), ("0701", 6)], set()),
        ([("01", 4), ("0101", 1), ("0102", 2)], set()),
        ([("1", 5), ("1.1", 2), ("1.2", 3), ("10", 7)], {"1"}),
        ([("1", 9), ("10", 4), ("11", 5), ("A-2", 1)], set()),
        ([("01", 0), ("0101", 1), ("0102", -1)], set()),
        ([("01", 3), ("0101", 1), ("0101", 1), ("0102", 1)], {"01"}),
        ([("", 3), ("a", 1), ("b", 2)], set()),
    ],
)
def test_parent_codes_with_the_exact_sum_are_dropped(amounts: list, found: set) -> None:
    assert subtotal_codes(amounts) == found


@given(st.lists(st.tuples(st.sampled_from(["1", "11", "12", "111", "2", "21"]), st.integers(-3, 3))))
def test_dropped_sums_always_equal_the_lines_below_them(amounts: list) -> None:
    gone = subtotal_codes(amounts)
    for code in gone:
        below = [(other, cents) for other, cents in amounts if other.startswith(code) and other != code]
        leaves = sum(cents for other, cents in below if other not in gone)
        assert leaves == sum(cents for other, cents in amounts if other == code)
