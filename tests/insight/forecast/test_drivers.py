"""What drives the forecast of a line: one situation per driver, and what is told with it."""

from __future__ import annotations

from datetime import date

import pytest

from budget.insight.forecast.drivers import Driven, Driver, drivers
from budget.model import LineFacts
from tests.insight.lines import BUDGET, LATE, YEAR, line, on_plan

END_OF_JUNE = date(YEAR, 6, 30)


def of(one: LineFacts, as_of: date = END_OF_JUNE) -> Driven:
    return drivers([one], YEAR, as_of)[0]


def test_no_lines_have_no_drivers() -> None:
    assert drivers([], YEAR, END_OF_JUNE) == []


def test_an_own_forecast_drives_what_it_says() -> None:
    assert of(line((80_000_00,) * 6, own_forecast=900_000_00)) == Driven(Driver.OWN, 900_000_00)


def test_an_own_forecast_that_was_passed_drives_nothing_any_more() -> None:
    assert of(line((150_000_00,) * 6, own_forecast=600_000_00)).driver is not Driver.OWN


def test_commitments_drive_a_forecast_that_is_lower_without_them() -> None:
    found = of(line((10_000_00,) * 6, committed=900_000_00))
    assert found == Driven(Driver.COMMITTED, 900_000_00)


def test_a_few_commitments_beside_a_full_plan_drive_nothing() -> None:
    assert of(on_plan(END_OF_JUNE, LATE, committed=1_00)).driver is Driver.PHASING


@pytest.mark.parametrize(
    ("booked", "driver"), [(BUDGET - 1, Driver.HELD), (BUDGET, Driver.SPENT), (BUDGET + 1, Driver.SPENT)]
)
def test_a_budget_that_is_used_up_is_told_from_one_that_is_nearly(booked: int, driver: Driver) -> None:
    assert of(line((booked,))).driver is driver


def test_a_pace_that_is_held_back_is_told_with_the_most_that_has_a_cause() -> None:
    assert of(line((160_000_00,) * 6)) == Driven(Driver.HELD, BUDGET, 0)


def test_a_line_that_is_behind_or_ahead_is_driven_by_its_pace() -> None:
    slow, fast = (on_plan(END_OF_JUNE, LATE), on_plan(END_OF_JUNE, LATE))
    booked = sum(slow.realised)
    behind = of(line((booked // 12,) * 6, phasing=LATE, budget=sum(LATE)))
    assert behind.driver is Driver.SLOW
    assert behind.cents == pytest.approx(booked / 2, rel=0.01)
    ahead = of(line((booked // 5,) * 6, phasing=LATE, budget=sum(LATE), original_budget=sum(LATE) // 2))
    assert ahead.driver is Driver.FAST
    assert of(fast).driver is Driver.PHASING


def test_a_line_without_a_phasing_goes_as_public_money_usually_does() -> None:
    assert of(line((BUDGET * 388 // 6000,) * 6)).driver is Driver.USUAL


def test_what_is_in_no_plan_or_has_no_budget_is_what_is_booked_and_promised() -> None:
    outside = line((1_00,), budget=0, planned=False, phasing=(0,) * 12)
    assert of(outside).driver is Driver.NO_PLAN
    assert of(line((1_00,), budget=0, phasing=(0,) * 12)).driver is Driver.NO_PLAN


@pytest.mark.parametrize(
    ("as_of", "ended"),
    [(date(YEAR, 12, 30), False), (date(YEAR, 12, 31), True), (date(YEAR + 1, 1, 1), True)],
)
def test_from_its_last_day_on_the_year_has_ended(as_of: date, ended: bool) -> None:
    assert (of(line((80_000_00,) * 12), as_of).driver is Driver.ENDED) is ended


def test_one_large_payment_is_told_by_its_month_unless_the_phasing_announced_it() -> None:
    lump = (0, 0, 300_000_00, 10_000_00, 10_000_00, 10_000_00)
    assert of(line(lump)).lump == 3
    assert of(line((50_000_00,) * 6)).lump == 0
    announced = (0, 0, 300_000_00, *(100_000_00,) * 9)
    assert of(line(lump, phasing=announced)).lump == 0
    assert of(line(lump, own_forecast=BUDGET)).lump == 0


def test_each_line_has_the_driver_it_has_alone() -> None:
    lines = [line((80_000_00,) * 6, own_forecast=900_000_00), line((160_000_00,) * 6), on_plan(END_OF_JUNE)]
    assert drivers(lines, YEAR, END_OF_JUNE) == [of(one) for one in lines]
