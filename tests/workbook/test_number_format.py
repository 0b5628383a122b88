"""Which number formats show another value than is stored."""

from __future__ import annotations

import pytest

from budget.workbook.number_format import ABOVE, BELOW, DIVIDED, TEXT, ZERO, display_flags

NUMBERS = ABOVE | BELOW | ZERO


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", "0.00", "#,##0.00", "@", "00000", "# ?/?", "0.00E+00", "[Red]0", "+0;-0;0", "**#,##0",
        '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
        "[$€-413] #,##0.00;[$€-413] -#,##0.00", '#,##0.00\\ "€"', "EUR 0", "#,##0\\,\\-", '€ #,##0",--"',
        "#,##0;[Red]-#,##0", "#,##0;[Red]#,##0", "#,##0 ;[Red](#,##0)", "0;-0;;@", "#\\.##0", '0"."000',
        "dd-mm-yyyy", "[$-413]d mmmm yyyy;@", "[h]:mm", "0.00%", "yyyy-mm-dd hh:mm:ss", "",
    ],
)  # fmt: skip
def test_an_ordinary_format_shows_what_is_stored(code: str) -> None:
    assert display_flags(code) == 0


@pytest.mark.parametrize(
    ("code", "flags"),
    [
        ("#,##0,", DIVIDED),
        ("#,##0.0,,", DIVIDED),
        ('"1.000"', NUMBERS),
        ('"1.000";', NUMBERS),
        (";;;", ABOVE | BELOW | TEXT),
        ("0;;", BELOW),
        ('0"000"', NUMBERS),
        ('"1"0', NUMBERS),
        ("0 5", NUMBERS),
        ("\\1\\2", NUMBERS),
        ("*10", NUMBERS),
        ('0"."00', NUMBERS),
        ('0 "mln"', NUMBERS),
        ("0\\%", NUMBERS),
        ("[$USD] #,##0", NUMBERS),
        ('[>=1000]"12";0', NUMBERS),
        ("[White]0", NUMBERS),
        ("-0", ABOVE | BELOW),
        ("(0)", ABOVE | BELOW),
        ("0-", ABOVE | BELOW),
        ("0;0", BELOW),
        ('0;-0;"7"', ZERO),
        (';;;"9.999"', ABOVE | BELOW | TEXT),
        ('@"000"', NUMBERS | TEXT),
        ('dd-mm-"2025"', NUMBERS),
    ],
)
def test_a_format_that_shows_something_else_says_of_which_values(code: str, flags: int) -> None:
    assert display_flags(code) == flags
