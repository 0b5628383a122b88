"""The day of a ledger that says none: the end of its period, unless that runs on long after its bookings."""

from datetime import date, timedelta

import pytest

from budget.intake.grammar.periods import read_period

YEARS = (2024, 2025)
END = date(2024, 8, 31)
PERIOD = ["Periode: 01-01-2024 t/m 31-08-2024"]


def day_of(*titles: list[str], latest: date) -> date | None:
    found = read_period(titles, YEARS)
    found.complete(date(2024, 1, 5), latest)
    return found.date


@pytest.mark.parametrize(("before", "is_end"), [(0, True), (1, True), (30, True), (31, True), (32, False)])
def test_a_ledger_without_a_day_is_of_the_end_of_its_period_up_to_a_month_after_its_bookings(
    before: int, is_end: bool
) -> None:
    latest = END - timedelta(before)
    assert day_of(PERIOD, latest=latest) == (END if is_end else latest)


def test_a_whole_year_that_still_runs_is_of_its_latest_booking() -> None:
    latest = date(2024, 8, 20)
    assert day_of(["Periode: 01-01-2024 t/m 31-12-2024"], latest=latest) == latest


def test_a_day_that_is_stated_decides() -> None:
    assert day_of(["Extractiedatum: 03-09-2024"], PERIOD, latest=date(2024, 8, 20)) == date(2024, 9, 3)


def test_without_a_period_the_latest_booking_decides() -> None:
    assert day_of(latest=date(2024, 8, 20)) == date(2024, 8, 20)
