"""Formatting of amounts, shares, dates and texts, at the boundaries."""

from datetime import date, datetime

import pytest

from budget import labels
from budget.model import Colour, Level, Role, SheetKind


def spaced(text: str) -> str:
    """The expected text with plain spaces and hyphens, after a check that it had none."""
    assert " " not in text.replace(" regels", "").replace(" regel", "")
    return text.replace(labels.NBSP, " ").replace(labels.MINUS, "-")


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "€ 0"),
        (49, "€ 0"),
        (50, "€ 1"),
        (-49, "€ 0"),
        (-50, "- € 1"),
        (99_949, "€ 999"),
        (99_950, "€ 1.000"),
        (123_456_789, "€ 1.234.568"),
        (-123_456_789, "- € 1.234.568"),
        (10**15, "€ 10.000.000.000.000"),
        (None, "onbekend"),
    ],
)
def test_whole_euros_are_rounded_half_up_away_from_zero(cents: int | None, shown: str) -> None:
    assert spaced(labels.euro(cents)) == shown


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "€ 0,00"),
        (5, "€ 0,05"),
        (-5, "- € 0,05"),
        (100_000, "€ 1.000,00"),
        (-123_456, "- € 1.234,56"),
        (None, "onbekend"),
    ],
)
def test_exact_euros_show_every_cent(cents: int | None, shown: str) -> None:
    assert spaced(labels.euro_exact(cents)) == shown


@pytest.mark.parametrize(
    ("euros", "shown"),
    [
        (0, "€ 0"),
        (999, "€ 999"),
        (1_000, "€ 1 duizend"),
        (1_499, "€ 1 duizend"),
        (1_500, "€ 2 duizend"),
        (949_499, "€ 949 duizend"),
        (949_999, "€ 950 duizend"),
        (950_000, "€ 1,0 mln"),
        (1_049_999, "€ 1,0 mln"),
        (1_050_000, "€ 1,1 mln"),
        (12_345_678, "€ 12,3 mln"),
        (-340_000, "- € 340 duizend"),
        (-950_000, "- € 1,0 mln"),
        (-999, "- € 999"),
    ],
)
def test_amounts_in_a_sentence_are_short(euros: int, shown: str) -> None:
    assert spaced(labels.euro_short(euros * 100)) == shown


def test_an_unknown_amount_is_unknown_in_a_sentence_too() -> None:
    assert labels.euro_short(None) == "onbekend"


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "€ 0"), (5_000_000, "+ € 50.000"), (-5_000_000, "- € 50.000"), (-1, "- € 0")]
)
def test_a_change_always_carries_its_sign(cents: int, shown: str) -> None:
    assert spaced(labels.euro_change(cents)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0 %"),
        (0.004, "0 %"),
        (0.005, "1 %"),
        (-0.004, "0 %"),
        (-0.005, "-1 %"),
        (0.625, "63 %"),
        (0.9849, "98 %"),
        (0.9895, "99 %"),
        (0.99, "99 %"),
        (0.9901, "99,0 %"),
        (0.994, "99,4 %"),
        (0.9995, "99,9 %"),
        (1.0, "100 %"),
        (1.004, "100,4 %"),
        (1.0099, "101,0 %"),
        (1.01, "101 %"),
        (1.014, "101 %"),
        (12.345, "1.235 %"),
        (None, "n.v.t."),
    ],
)
def test_shares_near_100_percent_get_a_decimal(value: float | None, shown: str) -> None:
    assert spaced(labels.percent(value)) == shown


def test_days_and_moments_are_dutch() -> None:
    day = date(2024, 3, 5)
    assert labels.day(day) == "5 maart 2024"
    assert labels.day_month(day) == "5 maart"
    assert labels.day_short(day) == "05-03-2024"
    assert labels.day(None) == labels.day_short(None) == "onbekend"


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        (datetime(2024, 3, 31, 0, 59), "31-03-2024 01:59"),
        (datetime(2024, 3, 31, 1, 0), "31-03-2024 03:00"),
        (datetime(2024, 10, 27, 0, 59), "27-10-2024 02:59"),
        (datetime(2024, 10, 27, 1, 0), "27-10-2024 02:00"),
        (datetime(2024, 12, 31, 23, 30), "01-01-2025 00:30"),
    ],
)
def test_moments_follow_the_clock_in_amsterdam_through_summer_time(utc: datetime, shown: str) -> None:
    assert labels.moment(utc) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, "0 regels"), (1, "1 regel"), (2, "2 regels")])
def test_counts_use_the_singular_for_one(number: int, shown: str) -> None:
    assert labels.count(number, "regel", "regels") == shown
    assert labels.count(1_234_567, "regel", "regels") == "1.234.567 regels"


@pytest.mark.parametrize(
    ("words", "shown"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_enumerations_end_with_en(words: list[str], shown: str) -> None:
    assert labels.join_words(words) == shown


@pytest.mark.parametrize("sign", list("\\`*_{}[]()#+-.!|~<>$:^&"))
def test_every_markdown_sign_is_escaped(sign: str) -> None:
    assert labels.escape_markdown(f"a{sign}b") == f"a\\{sign}b"


def test_text_without_markdown_is_unchanged() -> None:
    assert labels.escape_markdown("Één straat, 25 bomen; 'klaar'?") == "Één straat, 25 bomen; 'klaar'?"


def test_every_closed_list_has_its_words() -> None:
    tables = {
        Colour: (labels.SIGNAL_WORD, labels.SIGNAL_SHAPE),
        Level: (labels.LEVEL_NAME,),
        SheetKind: (labels.SHEET_NAME,),
        Role: (labels.ROLE_NAME,),
    }
    for kind, words in tables.items():
        for table in words:
            assert set(table) == set(kind)
            assert len(set(table.values())) == len(table)
    assert set(labels.SIGNAL_ORDER) == set(Colour)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("zie https://evil.example/x", "://"),
        ("HTTP://evil.example", "://"),
        ("[x](https://evil.example)", "://"),
        ("www.evil.example", "www."),
        ("WWW.evil.example", "WWW."),
        ("mail a.b@evil.example", "@evil"),
    ],
)
def test_an_address_in_a_workbook_is_no_link_and_reads_the_same(text: str, start: str) -> None:
    """The browser turns a bare address into a link, even with markdown escaped in it."""
    shown = labels.escape_markdown(text).replace("\\", "")
    assert start not in shown
    assert shown.replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("colour", "budget", "word"),
    [
        (Colour.GREY, 0, "Geen budget"),
        (Colour.GREY, 1, "Geen cijfers"),
        (Colour.GREEN, 1, "Op koers"),
        (Colour.RED, 0, "Bijsturen"),
    ],
)
def test_grey_with_a_budget_is_not_called_no_budget(colour, budget, word):
    assert labels.signal_word(colour, budget) == word


def test_reports_of_earlier_releases_keep_the_minus_after_the_euro_sign() -> None:
    with labels.minus_after_sign(True):
        assert spaced(labels.euro(-5_560_00)) == "€ -5.560"
        assert spaced(labels.euro_short(-5_560_00)) == "€ -6 duizend"
    assert spaced(labels.euro(-5_560_00)) == "- € 5.560"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("999", "999"), ("1000", "1.000"), ("1234567", "1.234.567"), ("0120", "0120"), ("6,6", "6,6"), ("", ""),
     ("-1200", "-1200"), ("1200 m²", "1200 m²"), ("²", "²")],
)  # fmt: skip
def test_a_measured_whole_number_has_points_and_all_else_stays(value: str, shown: str) -> None:
    assert labels.format_measurement(value) == shown
