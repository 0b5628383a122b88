"""Amounts: each text has at most one value, to the cent."""

from __future__ import annotations

import math
from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import (
    LARGEST,
    groups_by_comma,
    read_amount,
    read_amounts,
    uses_point,
    write_amount,
)
from budget.workbook.cells import Logical

amounts = st.integers(-(10**13), 10**13)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234.567,89", 123_456_789),
        ("1234567,89", 123_456_789),
        ("€ 1.234", 123_400),
        ("€ 1.234,-", 123_400),
        ("1.234,--", 123_400),
        ("1.234-", -123_400),
        ("(1.234)", -123_400),
        ("-1.234", -123_400),
        ("–1.234", -123_400),
        ("\u22121.234", -123_400),
        ("€ -1.234", -123_400),
        ("-€ 1.234", -123_400),
        ("(€ 1.234,50)", -123_450),
        ("€ (1.234)", -123_400),
        ("1\u00a0234,56", 123_456),
        ("1\u2009234\u202f567", 123_456_700),
        ("1.234", 123_400),
        ("12,5", 1_250),
        ("12,50", 1_250),
        ("0,05", 5),
        ("0", 0),
        ("-", 0),
        ("–", 0),
        ("€ -", 0),
        ("EUR 12", 1_200),
        ("12 €", 1_200),
        (" 12 ", 1_200),
        ("+12", 1_200),
        ("4.977-", -497_700),
        ("0,-", 0),
        ("- 12,50", -1_250),
    ],
)
def test_a_text_that_means_one_amount_is_that_amount(text: str, cents: int):
    assert read_amount(text) == cents


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PM", "amount-unknown"),
        ("p.m.", "amount-unknown"),
        ("n.t.b.", "amount-unknown"),
        ("N.V.T.", "amount-unknown"),
        ("nvt", "amount-unknown"),
        ("nader te bepalen", "amount-unknown"),
        ("2.41", "amount-double"),
        ("12.34", "amount-double"),
        ("1,234", "amount-double"),
        ("1,234.56", "amount-double"),
        ("1234.56", "amount-double"),
        ("1,234,567", "amount-double"),
        ("12,5%", "amount-share"),
        ("12 %", "amount-share"),
        ("1.234,567", "amount-fraction"),
        ("0,001", "amount-fraction"),
        ("12,5678", "amount-fraction"),
        ("veel", "amount-invalid"),
        ("1.23.4", "amount-invalid"),
        ("1e5", "amount-invalid"),
        ("12,50,-", "amount-invalid"),
        ("--12", "amount-invalid"),
        ("-12-", "amount-invalid"),
        ("(12", "amount-invalid"),
        ("12)", "amount-invalid"),
        ("(-12)", "amount-invalid"),
        ("0012", "amount-invalid"),
        ("1 23", "amount-invalid"),
        ("1.234 567", "amount-double"),
        ("€", "amount-invalid"),
        ("12 13", "amount-invalid"),
        ("$ 12", "amount-invalid"),
        ("\u0661\u0662", "amount-invalid"),
        ("1_000", "amount-invalid"),
        ("=1+1", "amount-invalid"),
        ("#REF!", "amount-invalid"),
        ("12 euro en 5 cent", "amount-invalid"),
        ("31-12-2024", "amount-invalid"),
        ("1'234", "amount-invalid"),
        ("99999999999999", "amount-size"),
        ("0.123", "amount-double"),
        ("1.2345", "amount-double"),
        (",50", "amount-invalid"),
    ],
)
def test_an_unreadable_or_ambiguous_amount_is_refused(text: str, code: str):
    assert _code(read_amount(text)) == code


@pytest.mark.parametrize(
    ("number", "cents"),
    [
        (1200.0, 120_000),
        (0.1 + 0.2, 30),
        (1.15, 115),
        (2.675, None),
        (0.005, None),
        (0.015, None),
        (1e-9, 0),
        (-0.01, -1),
        (1234567.89, 123_456_789),
        (sum([0.1] * 1000), 10_000),
        (99999999999.99, 9_999_999_999_999),
        (7, 700),
        (100.001, None),
        (1 / 3, None),
        (-0.0, 0),
        (5e-324, 0),
    ],
)
def test_a_number_cell_is_taken_to_the_cent_and_a_real_fraction_is_refused(number: float, cents: int | None):
    found = read_amount(number)
    assert found == cents if cents is not None else _code(found) == "amount-fraction"
    assert read_amounts([number])[0] == found or cents is None


@pytest.mark.parametrize(
    "value", [True, False, Logical(True), date(2024, 1, 1), time(12), timedelta(hours=30)]
)
def test_a_value_that_is_not_a_number_is_refused(value: object):
    assert _code(read_amount(value)) == "amount-type"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_refused(value: float):
    assert _code(read_amount(value)) == "amount-invalid"
    assert _code(read_amounts([value])[0]) == "amount-invalid"


@given(amounts)
@example(10**13)
@example(-(10**13))
def test_writing_and_reading_gives_the_same_amount(cents: int):
    assert read_amount(write_amount(cents)) == cents


@given(amounts)
def test_a_number_cell_gives_the_same_amount(cents: int):
    assert read_amount(cents / 100) == cents
    assert read_amounts([cents / 100]) == [cents]


@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from([".", " ", "\u00a0", "\u2009", ""]),
    st.sampled_from(["-", "–", "\u2212"]),
)
def test_every_dash_and_grouping_sign_reads_the_same(cents: int, group: str, dash: str):
    text = write_amount(abs(cents)).replace(".", group)
    assert read_amount((dash if cents < 0 else "") + text) == cents


@given(st.text(max_size=12))
def test_any_text_has_at_most_one_value_and_never_raises(text: str):
    found = read_amount(text)
    assert isinstance(found, (int, Fault))
    assert read_amounts([text])[0] == found or isinstance(found, Fault)


@given(st.floats())
def test_any_number_is_an_amount_within_a_hundredth_of_a_cent_or_refused(number: float):
    found = read_amount(number)
    assert isinstance(found, Fault) or abs(found / 100 - number) <= max(1e-4, abs(number) * 1e-14)


@pytest.mark.parametrize(("cents", "fits"), [(LARGEST - 1, True), (LARGEST, True), (LARGEST + 1, False)])
def test_the_largest_amount_is_accepted_and_one_cent_more_is_refused(cents: int, fits: bool):
    assert isinstance(read_amount(write_amount(cents)), int) == fits


@pytest.mark.parametrize(
    ("value", "unit", "cents"),
    [
        (12.5, 1000, 1_250_000),
        ("12,5", 1000, 1_250_000),
        ("1.234", 1000, 123_400_000),
        (12.3456, 1000, 1_234_560),
        (1.1, 1_000_000, 110_000_000),
        ("-", 1000, 0),
    ],
)
def test_amounts_in_thousands_are_multiplied_exactly(value: object, unit: int, cents: int):
    assert read_amount(value, unit) == cents
    assert read_amounts([value], unit) == [cents]


@pytest.mark.parametrize(
    ("column", "point"),
    [
        (["1234.56", "12.50", "0.50"], True),
        (["12.50", "2.41"], False),
        (["1234.56", "1.234"], False),
        (["1234.56", "1,50"], False),
        (["1234.56", "-", "PM"], True),
        (["1.234"], False),
        (["1234.56", "totaal"], True),
        ([1234.56], False),
        (["0.50"], True),
        (["14404.0", "592.0"], True),
        (["592.0"], False),
        ([".00", "4898.70", "NULL"], True),
        (["."], False),
        (["14404.0", "1,50"], False),
    ],
)
def test_a_dot_is_the_decimal_separator_only_when_the_column_proves_it(column: list[object], point: bool):
    assert uses_point(column) == point


def test_with_a_dot_as_decimal_sign_the_cents_are_read():
    assert read_amounts(["1234.56", "-12.5", "7", ".05"], point=True) == [123_456, -1_250, 700, 5]


def _code(found: object) -> str:
    assert isinstance(found, Fault), found
    return found.code


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1,234,567.89", 123_456_789),
        ("1,234", 123_400),
        ("1234.5", 123_450),
        ("-1,234.50", -123_450),
        ("(£1,234.50)", -123_450),
        ("$ 1,234.50-", -123_450),
        ("CHF 1'234.50", 123_450),
        ("1\u2019234", 123_400),
        ("\u20ac 12", 1_200),
        (".50", 50),
        ("-", 0),
    ],
)
def test_a_mapping_may_say_that_the_dot_is_the_decimal_sign(text: str, cents: int):
    assert read_amount(text, point=True) == cents


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.234", "amount-double"),
        ("1.234,56", "amount-invalid"),
        ("12,50", "amount-double"),
        ("1,23,456.00", "amount-invalid"),
        ("1'234,567.00", "amount-invalid"),
        ("1,234.567", "amount-fraction"),
        ("PM", "amount-unknown"),
    ],
)
def test_with_a_decimal_dot_dutch_notation_is_refused(text: str, code: str):
    assert _code(read_amount(text, point=True)) == code


@given(amounts)
def test_an_amount_with_a_decimal_dot_reads_back_the_same(cents: int):
    whole, rest = divmod(abs(cents), 100)
    assert read_amount(f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d}", point=True) == cents


@pytest.mark.parametrize(
    ("text", "proves"),
    [
        ("1,234.56", True),
        ("(£12,345,678)", True),
        ("1'234", True),
        ("1,234", False),
        ("1.234,56", False),
        ("1234.56", False),
        ("1,234.567", False),
    ],
)
def test_only_notation_that_cannot_be_dutch_proves_comma_grouping(text: str, proves: bool):
    assert groups_by_comma(text) is proves
