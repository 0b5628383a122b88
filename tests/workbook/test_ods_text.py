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
        ("1234.56", "EUR1.234,56"),
        ("5", "5euro"),
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


@pytest.mark.parametrize("value", ["1E1000000", "1E99999999999999999999", "9" * 2_000_000])
def test_a_number_that_no_cell_can_hold_is_not_what_is_shown(value: str):
    assert display_flags(value, "5") == OTHERWISE


@pytest.mark.parametrize("text", ["1" * 3_000_000, "0," + "1" * 3_000_000, "(" * 3_000_000])
def test_a_text_longer_than_a_cell_is_not_its_number(text: str):
    assert display_flags("5", text) == OTHERWISE


@pytest.mark.parametrize("value", ["1E-1000000", "1E-99999999999999999999"])
def test_a_number_too_small_for_a_cell_is_zero(value: str):
    assert display_flags(value, "0") == 0


@pytest.mark.parametrize(
    ("value", "text", "flags"),
    [
        ("120000", "1,2E+05", 0),
        ("120000", "1E5", 0),
        ("12345", "12,3E+3", 0),
        ("-120000", "-1.2E5", 0),
        ("0.00012", "1,2E-04", 0),
        ("120000", "5E2", OTHERWISE),
        ("120000", "1,2E+06", OTHERWISE),
        ("-120000", "1.2E5", OTHERWISE),
    ],
)
def test_a_power_of_ten_is_compared_as_well(value: str, text: str, flags: int):
    assert display_flags(value, text) == flags
