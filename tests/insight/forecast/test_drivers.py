"""What drives the forecast of a line: one situation per driver, and what is told with it."""

from __future__ import annotations

from datetime import date

import pytest

from budget.insight.forecast.drivers import Driver, LineDriver, drivers
from budget.model import LineFacts
from tests.insight.lines import BUDGET, LATE, YEAR, line, on_plan

END_OF_JUNE = date(YEAR, 6, 30)


def of(one: LineFacts, as_of: date = END_OF_JUNE) -> LineDriver:
    return drivers([one], YEAR, as_of)[0]


def test_no_lines_have_no_drivers() -> None:
    assert drivers([], YEAR, END_OF_JUNE) == []


def test_an_own_forecast_is_the_driver_of_its_line() -> None:
    assert of(line((80_000_00,) * 6, own_forecast=900_000_00)) == LineDriver(Driver.OWN, 900_000_00)


def test_an_own_forecast_that_was_exceeded_is_no_driver() -> None:
    assert of(line((150_000_00,) * 6, own_forecast=600_000_00)).driver is not Driver.OWN


def test_commitments_drive_a_forecast_that_is_lower_without_them() -> None:
    found = of(line((10_000_00,) * 6, committed=900_000_00))
    assert found == LineDriver(Driver.COMMITTED, 900_000_00)


def test_small_commitments_beside_a_full_plan_are_no_driver() -> None:
    assert of(on_plan(END_OF_JUNE, LATE, committed=1_00)).driver is Driver.PHASING


@pytest.mark.parametrize(
    ("booked", "driver"), [(BUDGET - 1, Driver.HELD), (BUDGET, Driver.SPENT), (BUDGET + 1, Driver.SPENT)]
)
def test_a_budget_counts_as_spent_from_its_last_cent_on(booked: int, driver: Driver) -> None:
    assert of(line((booked,))).driver is driver


def test_a_line_held_at_its_budget_names_that_budget() -> None:
    assert of(line((160_000_00,) * 6)) == LineDriver(Driver.HELD, BUDGET, 0)


def test_a_line_that_is_behind_or_ahead_is_driven_by_its_pace() -> None:
    slow, fast = (on_plan(END_OF_JUNE, LATE), on_plan(END_OF_JUNE, LATE))
    booked = sum(slow.realised)
    behind = of(line((booked // 12,) * 6, phasing=LATE, budget=sum(LATE)))
    assert behind.driver is Driver.SLOW
    assert behind.cents == pytest.approx(booked / 2, rel=0.01)
    ahead = of(line((booked // 5,) * 6, phasing=LATE, budget=sum(LATE), original_budget=sum(LATE) // 2))
    assert ahead.driver is Driver.FAST
    assert of(fast).driver is Driver.PHASING


def test_a_line_without_a_phasing_is_driven_by_the_usual_curve() -> None:
    assert of(line((BUDGET * 388 // 6000,) * 6)).driver is Driver.USUAL


def test_lines_outside_the_plan_or_without_budget_have_driver_no_plan() -> None:
    outside = line((1_00,), budget=0, planned=False, phasing=(0,) * 12)
    assert of(outside).driver is Driver.NO_PLAN
    assert of(line((1_00,), budget=0, phasing=(0,) * 12)).driver is Driver.NO_PLAN


@pytest.mark.parametrize(
    ("as_of", "ended"),
    [(date(YEAR, 12, 30), False), (date(YEAR, 12, 31), True), (date(YEAR + 1, 1, 1), True)],
)
def test_from_its_last_day_on_the_year_has_ended(as_of: date, ended: bool) -> None:
    assert (of(line((80_000_00,) * 12), as_of).driver is Driver.ENDED) is ended


def test_a_large_payment_is_named_by_month_unless_it_was_planned() -> None:
    lump = (0, 0, 300_000_00, 10_000_00, 10_000_00, 10_000_00)
    assert of(line(lump)).lump == 3
    assert of(line((50_000_00,) * 6)).lump == 0
    announced = (0, 0, 300_000_00, *(100_000_00,) * 9)
    assert of(line(lump, phasing=announced)).lump == 0
    assert of(line(lump, own_forecast=BUDGET)).lump == 0


def test_drivers_of_a_group_are_those_of_its_separate_lines() -> None:
    lines = [line((80_000_00,) * 6, own_forecast=900_000_00), line((160_000_00,) * 6), on_plan(END_OF_JUNE)]
    assert drivers(lines, YEAR, END_OF_JUNE) == [of(one) for one in lines]
