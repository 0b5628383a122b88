"""Booking periods give a year and a number; they count on their last day, 13 to 16 in December."""

from __future__ import annotations

from datetime import date

import pytest

from budget.intake.faults import Fault
from budget.intake.grammar.booking_periods import period_end, says_cumulative, split_period

SEPTEMBER = (
    "009.2024", "2024-09", "2024009", "202409", 202409.0, "09/2024", "2024.009", "P09-2024", "sep-24",
    "september 2024", "2024/009", "9-2024", "2024 P09", "2024-9", "2024-september", date(2024, 9, 1),
    "september ’24", "sep. `24",
)  # fmt: skip


@pytest.mark.parametrize("value", SEPTEMBER, ids=str)
def test_a_period_with_its_year_is_read_in_every_notation(value: object) -> None:
    assert period_end(value) == date(2024, 9, 30)


@pytest.mark.parametrize("value", [9.0, "9", "P9", "009", "sept.", "september"])
def test_a_period_without_a_year_takes_that_of_its_sheet(value: object) -> None:
    assert period_end(value, 2024) == date(2024, 9, 30)
    assert isinstance(period_end(value), Fault)


@pytest.mark.parametrize(
    ("number", "day"),
    [(0, None), (1, (1, 31)), (12, (12, 31)), (13, (12, 31)), (16, (12, 31)), (17, None)],
)
def test_periods_after_december_close_the_year_and_there_is_none_before_january(number, day) -> None:
    found = period_end(f"{number:03}.2024")
    assert found == date(2024, *day) if day else isinstance(found, Fault)


@pytest.mark.parametrize(
    "value", ["2024", 2024.0, "2024-2025", "JEU-001", "20240930", date(2024, 9, 2), None]
)
def test_a_year_a_date_or_a_code_is_not_a_period(value: object) -> None:
    assert split_period(value) is None


@pytest.mark.parametrize(
    ("text", "says"), [("Realisatie cum.", True), ("Actuals YTD", True), ("Document", False)]
)
def test_running_totals_are_announced_by_a_word(text: str, says: bool) -> None:
    assert says_cumulative(text) is says
