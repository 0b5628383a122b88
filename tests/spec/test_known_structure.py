"""Lines with a known structure: a subsidy at once, instalments, a plan that moved, an order that runs."""

from __future__ import annotations

from datetime import date

import pytest

from budget.insight.forecast.outturn import forecast
from budget.model import Interval
from tests.insight.lines import BUDGET, YEAR, line

HALF = BUDGET // 2
JANUARY = (BUDGET, *(0,) * 11)
TWICE = (HALF, 0, 0, 0, 0, 0, HALF, 0, 0, 0, 0, 0)
SEPTEMBER = (*(0,) * 8, BUDGET, 0, 0, 0)
END_OF_MAY = date(YEAR, 5, 31)


def outturn(booked: tuple[int, ...], as_of: date = END_OF_MAY, **options) -> Interval:
    return forecast([line(booked, **options)], YEAR, as_of).outturn


def test_a_subsidy_that_the_plan_pays_in_january_is_done_when_it_is_paid() -> None:
    assert outturn((BUDGET,), phasing=JANUARY) == Interval(BUDGET, BUDGET, BUDGET)


def test_a_subsidy_paid_in_january_without_a_phasing_is_not_paid_twelve_times() -> None:
    found = outturn((BUDGET,))
    assert found.p50 == BUDGET
    assert found.p90 < BUDGET * 11 // 10


def test_the_first_of_two_instalments_leaves_the_second_to_come() -> None:
    found = outturn((HALF,), phasing=TWICE)
    assert found.p50 > BUDGET * 9 // 10
    assert found.p10 < BUDGET < found.p90


def test_a_second_instalment_that_does_not_come_lowers_the_forecast_month_by_month() -> None:
    ends = [outturn((HALF,), date(YEAR, month, 28), phasing=TWICE).p50 for month in (6, 8, 10, 12)]
    assert ends == sorted(ends, reverse=True)
    assert ends[-1] < BUDGET * 6 // 10


def test_after_both_instalments_the_outturn_is_certain() -> None:
    both = (HALF, 0, 0, 0, 0, 0, HALF)
    assert outturn(both, date(YEAR, 8, 31), phasing=TWICE) == Interval(BUDGET, BUDGET, BUDGET)


def test_an_instalment_that_was_announced_is_no_surprise_and_one_that_was_not_is() -> None:
    announced, surprise = (600_000_00, *(60_000_00,) * 4), (60_000_00, 60_000_00, 600_000_00, 60_000_00)
    phasing = (600_000_00, *(54_545_45,) * 10, 54_545_50)
    told, untold = outturn(announced, phasing=phasing), outturn((*surprise, 60_000_00), phasing=phasing)
    assert told.p10 > untold.p10


@pytest.mark.parametrize("month", [3, 5, 7])
def test_spending_planned_for_september_is_not_late_before_it(month: int) -> None:
    as_of = date(YEAR, month, 28)
    assert outturn((), as_of, phasing=SEPTEMBER).p50 > outturn((), as_of).p50 + BUDGET // 5


def test_a_running_order_is_expected_to_be_billed_to_its_end() -> None:
    a_month = BUDGET // 24
    running = outturn((a_month,) * 5, committed=BUDGET - 5 * a_month)
    ended = outturn((a_month,) * 5)
    assert running.p50 > BUDGET * 9 // 10
    assert ended.p50 < BUDGET * 8 // 10


def test_an_order_that_asks_more_than_the_budget_is_a_cause_to_end_above_it() -> None:
    assert outturn((100_000_00,) * 5, committed=BUDGET).p50 > BUDGET
