"""Numbers of OpenDocument beside the text that their cells show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.labels import euro_exact
from budget.workbook.number_format import DIVIDED
from budget.workbook.ods_text import OTHERWISE, display_flags


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.56", "1.234,56"),
        ("1234.56", "1,234.56"),
        ("1234.56", "1235"),
        ("1234.56", "EUR 1 234,6"),
        ("1234", "1.234"),
        ("1.234", "1,234"),
        ("5000", "€ 5.000,-"),
        ("5000", "€ 5.000,--"),
        ("-5", "-5"),
        ("-5", "(5)"),
        ("-5", "5-"),
        ("-0.001", "0,00"),
        ("-0.001", "-0,00"),
        ("0", "€ -"),
        ("0", ""),
        ("7", "007"),
        ("1.02E+12", "1,02E+12"),
    ],
)
def test_another_notation_and_rounding_are_the_number_itself(value: str, text: str):
    assert display_flags(value, text) == 0


@pytest.mark.parametrize(
    ("value", "text", "flags"),
    [
        ("120000", "120", DIVIDED),
        ("120000000", "120,0", DIVIDED),
        ("1500", "1", DIVIDED),
        ("1501", "1", OTHERWISE),
        ("1234.56", "1234", OTHERWISE),
        ("5", "", OTHERWISE),
        ("5", "-5", OTHERWISE),
        ("-5", "5", OTHERWISE),
        ("5", "5 stuks", OTHERWISE),
        ("300", "400", OTHERWISE),
    ],
)
def test_another_number_is_told_apart(value: str, text: str, flags: int):
    assert display_flags(value, text) == flags


@given(st.integers(-(10**13), 10**13))
def test_an_amount_written_as_on_screen_is_its_number(cents: int):
    sign = "-" if cents < 0 else ""
    value = f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"
    assert display_flags(value, euro_exact(cents)) == 0


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_two_different_whole_numbers_are_never_taken_for_each_other(stored: int, shown: int):
    assert (display_flags(str(stored), str(shown)) == 0) == (stored == shown)
