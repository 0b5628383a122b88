"""Which closed period holds money, and where it counts instead."""

from datetime import date, datetime

import pytest

from budget.model.periods import Closed, Closing, Period, closed_by

WHEN = datetime(2025, 2, 1)


def closed(*periods: Period) -> Closed:
    return Closed(frozenset(periods))


@pytest.mark.parametrize(
    ("year", "day", "place"),
    [
        (2023, date(2023, 12, 31), None),
        (2024, date(2024, 1, 1), (2025, date(2025, 1, 1))),
        (2024, date(2024, 12, 31), (2025, date(2025, 1, 1))),
        (2024, date(2025, 1, 20), (2025, date(2025, 1, 20))),
        (2025, date(2024, 12, 31), None),
    ],
)
def test_a_closed_year_covers_its_fiscal_year(year, day, place) -> None:
    assert closed(Period(2024)).moved(year, day) == place


@pytest.mark.parametrize(
    ("year", "day", "place"),
    [
        (2024, date(2024, 2, 29), None),
        (2024, date(2024, 3, 1), (2024, date(2024, 4, 1))),
        (2024, date(2024, 3, 31), (2024, date(2024, 4, 1))),
        (2023, date(2024, 3, 15), (2023, date(2024, 4, 1))),
        (2024, date(2024, 4, 1), None),
    ],
)
def test_a_closed_month_covers_the_dates_in_it(year, day, place) -> None:
    assert closed(Period(2024, 3)).moved(year, day) == place


def test_a_booking_moves_past_all_consecutive_closed_periods() -> None:
    both = closed(Period(2024), Period(2025, 1), Period(2025, 2))
    assert both.moved(2024, date(2024, 11, 5)) == (2025, date(2025, 3, 1))
    assert closed(Period(2024), Period(2025)).moved(2024, date(2024, 11, 5)) == (2026, date(2026, 1, 1))


def test_december_lands_in_the_next_calendar_year_with_its_own_fiscal_year() -> None:
    assert closed(Period(2024, 12)).moved(2024, date(2024, 12, 5)) == (2024, date(2025, 1, 1))


def act(number: int, accepted: bool | None = True, *, closes: bool = True) -> Closing:
    return Closing(number, Period(2024), closes, "Klaar", "cor", WHEN, accepted)


def test_only_accepted_proposals_close_or_reopen_a_period() -> None:
    year = frozenset({Period(2024)})
    assert closed_by((act(1, None),)).periods == frozenset()
    assert closed_by((act(1, False),)).periods == frozenset()
    assert closed_by((act(1),)).periods == year
    assert closed_by((act(1), act(2, None, closes=False))).periods == year
    assert closed_by((act(1), act(2, closes=False))).periods == frozenset()
    assert closed_by((act(1), act(2, closes=False), act(3))).periods == year
