"""The forecast: situations a controller can read, and what holds for every line and group."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.insight.forecast.outturn import expected_curves, forecast, joint_width, line_prospects
from budget.insight.forecast.reference_class import REFERENCE, SHARED_ABOVE, SHARED_BELOW, SPENT
from budget.insight.forecast.run_out import chance_above, elapsed
from budget.model import Forecast, Interval, LineFacts, RunOut
from tests.insight.lines import BUDGET, EARLY, FLAT, LATE, YEAR, line, on_plan

END_OF_JUNE = date(YEAR, 6, 30)
THROUGH_THE_YEAR = [date(YEAR, 1, 1), date(YEAR, 2, 29), date(YEAR, 4, 15), END_OF_JUNE, date(YEAR, 9, 30),
                    date(YEAR, 11, 30), date(YEAR, 12, 15), date(YEAR, 12, 30)]  # fmt: skip


def certain(cents: int) -> Interval:
    return Interval(cents, cents, cents)


def alone(one: LineFacts, as_of: date = END_OF_JUNE) -> Forecast:
    return forecast([one], YEAR, as_of)


# --- the moment ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), Fraction(1, 31)),
        (date(2024, 1, 31), 1),
        (date(2024, 2, 15), 1 + Fraction(15, 29)),
        (date(2024, 12, 30), 11 + Fraction(30, 31)),
        (date(2024, 12, 31), 12),
        (date(2025, 1, 1), 12),
    ],
)
def test_a_month_is_over_at_the_end_of_its_last_day(as_of: date, months: float) -> None:
    assert elapsed(YEAR, as_of) == pytest.approx(float(months))


@pytest.mark.parametrize("as_of", [date(YEAR, 12, 31), date(YEAR + 1, 1, 1), date(YEAR + 1, 7, 1)])
def test_after_the_year_the_outturn_is_what_is_realised(as_of: date) -> None:
    months = tuple(range(100, 1400, 100))
    result = forecast([line(months, committed=5_000_00, own_forecast=BUDGET)], YEAR, as_of)
    assert result.outturn == certain(sum(months))
    assert [step.p50 for step in result.path[:3]] == [100, 300, 600]
    assert result.path[11] == result.outturn
    assert result.run_out == RunOut(None, None, None, 0.0)


def test_before_the_year_the_forecast_comes_from_the_plan() -> None:
    result = alone(line(), date(YEAR - 1, 12, 1))
    assert 0.9 * BUDGET < result.outturn.p50 <= BUDGET
    assert result.outturn.p10 < result.outturn.p50 < result.outturn.p90


def test_full_months_of_the_past_are_what_was_booked_and_the_running_month_is_not() -> None:
    result = alone(line((10_00, 20_00, 5_00)), date(YEAR, 3, 30))
    assert result.path[:2] == (certain(10_00), certain(30_00))
    assert result.path[2].p10 < result.path[2].p90
    on_the_last_day = alone(line((10_00, 20_00, 5_00)), date(YEAR, 3, 31))
    assert on_the_last_day.path[2] == certain(35_00)


def test_the_interval_narrows_towards_the_end_of_the_year() -> None:
    widths = [
        (result := alone(on_plan(day), day).outturn).p90 - result.p10
        for day in (date(YEAR, 3, 31), date(YEAR, 9, 30), date(YEAR, 12, 15), date(YEAR, 12, 31))
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0


# --- what is known of a line -----------------------------------------------------------


def test_no_lines_have_a_forecast_of_zero() -> None:
    assert forecast([], YEAR, END_OF_JUNE) == Forecast(
        certain(0), (certain(0),) * 12, RunOut(None, None, None, 0.0)
    )


def test_a_line_without_budget_and_bookings_has_an_outturn_of_zero() -> None:
    assert alone(line(budget=0)).outturn == certain(0)


def test_a_line_outside_the_plan_is_forecast_at_realised_plus_committed() -> None:
    outside = line((40_00,), budget=0, planned=False, committed=60_00)
    assert alone(outside).outturn == certain(100_00)


def test_slow_spending_forecasts_less_than_the_budget() -> None:
    late = alone(line((10_000_00,) * 6))
    assert 60_000_00 < late.outturn.p50 < 0.6 * BUDGET
    assert late.run_out.p50 is None
    assert late.run_out.probability < 0.2


def test_the_faster_the_spending_the_higher_the_forecast() -> None:
    outcomes = [alone(line((month,) * 6)).outturn.p50 for month in range(0, BUDGET // 5, BUDGET // 60)]
    assert outcomes == sorted(outcomes)


def test_a_late_phasing_raises_the_forecast_of_slow_spending() -> None:
    little = (20_000_00,) * 6
    assert alone(line(little, phasing=LATE)).outturn.p50 > alone(line(little, phasing=EARLY)).outturn.p50


def test_equal_months_count_as_no_phasing() -> None:
    phasings = [FLAT, (*FLAT[:-1], FLAT[-1] + 11), (0,) * 12, LATE]
    flat, nearly_flat, nothing, late = expected_curves(np.array(phasings)).tolist()
    assert flat == nearly_flat == nothing == [share for _, share in SPENT]
    assert late[6] == pytest.approx(0.28)


def test_an_own_forecast_is_the_middle_and_makes_the_interval_narrower() -> None:
    booked = (50_000_00,) * 6
    own = alone(line(booked, own_forecast=800_000_00)).outturn
    without = alone(line(booked)).outturn
    assert own.p50 == 800_000_00
    assert own.p90 - own.p10 < without.p90 - without.p10


def test_bookings_above_an_own_forecast_override_it() -> None:
    passed = alone(line((150_000_00,) * 6, own_forecast=800_000_00)).outturn
    assert passed.p10 == passed.p50 == 900_000_00
    assert passed.p90 > 900_000_00


def test_an_own_forecast_of_zero_is_ignored_once_money_is_booked() -> None:
    booked = (50_000_00,) * 6
    assert alone(line(booked, own_forecast=0)) == alone(line(booked))


def test_open_commitments_raise_the_forecast() -> None:
    idle = line((1_000_00,) * 6, committed=700_000_00)
    outturn = alone(idle).outturn
    assert outturn.p50 >= 6_000_00 + 0.9 * 700_000_00
    assert outturn.p90 >= 6_000_00 + 700_000_00
    assert outturn.p10 >= 6_000_00 + 0.5 * 700_000_00


def test_commitments_that_are_open_on_the_last_days_move_to_the_next_year() -> None:
    almost_over = alone(line((50_000_00,) * 12, committed=600_000_00), date(YEAR, 12, 30)).outturn
    assert almost_over.p50 < 700_000_00


def test_a_raised_plan_has_another_forecast_than_an_unchanged_one() -> None:
    booked = (50_000_00,) * 6
    as_it_was = alone(line(booked))
    changed = alone(line(booked, original_budget=BUDGET // 2))
    assert changed != as_it_was


def test_credits_may_take_what_is_realised_below_zero() -> None:
    outturn = alone(line((-50_000_00,))).outturn
    assert -50_000_00 <= outturn.p10 <= outturn.p50 <= outturn.p90


def test_a_negative_budget_is_forecast_downwards() -> None:
    income = alone(line(tuple([-50_000_00] * 6), budget=-BUDGET))
    assert income.outturn.p10 <= income.outturn.p50 <= income.outturn.p90 <= -300_000_00
    assert alone(line(budget=-BUDGET)).outturn.p10 == 0


# --- a ledger that lags ----------------------------------------------------------------


@pytest.mark.parametrize("own", [None, 900_000_00])
def test_a_late_ledger_is_not_read_as_months_without_spending(own: int | None) -> None:
    booked = (80_000_00,) * 6
    in_time = alone(line(booked, own_forecast=own))
    for as_of in (date(YEAR, 9, 15), date(YEAR, 11, 30), date(YEAR, 12, 31), date(YEAR + 1, 3, 1)):
        late = alone(line(booked, own_forecast=own, booked_until=END_OF_JUNE), as_of)
        assert late.outturn == in_time.outturn
        assert late.path == in_time.path
        assert late.run_out.probability == in_time.run_out.probability


def test_a_line_of_which_no_ledger_ever_came_is_forecast_from_its_plan() -> None:
    never = line(booked_until=date(YEAR - 1, 12, 31))
    assert alone(never).outturn == alone(line(), date(YEAR - 1, 12, 31)).outturn
    assert alone(never).outturn.p50 > 1.2 * alone(line()).outturn.p50


def test_a_ledger_beyond_the_reference_date_changes_nothing() -> None:
    booked = (80_000_00,) * 6
    assert alone(line(booked, booked_until=date(YEAR, 11, 30))) == alone(line(booked))


def test_a_group_combines_lines_that_are_booked_until_different_days() -> None:
    late = line((80_000_00,) * 3, booked_until=date(YEAR, 3, 31))
    in_time = line((80_000_00,) * 6)
    group = forecast([late, in_time], YEAR, END_OF_JUNE)
    assert group.outturn.p50 == alone(late).outturn.p50 + alone(in_time).outturn.p50
    assert group.path[2] == certain(480_000_00)
    assert group.path[3].p50 == pytest.approx(alone(late).path[3].p50 + 320_000_00, rel=0.02)
    assert group.path[3].p10 < group.path[3].p50 < group.path[3].p90


def test_with_a_late_ledger_a_run_out_lies_after_the_reference_date() -> None:
    fast = line((190_000_00,) * 6, original_budget=BUDGET // 2, booked_until=END_OF_JUNE)
    run_out = alone(fast, date(YEAR, 10, 10)).run_out
    assert run_out.p50 is not None
    assert date(YEAR, 10, 10) < run_out.p10 <= run_out.p50
    over = alone(fast, date(YEAR + 1, 2, 1)).run_out
    assert (over.p10, over.p50) == (date(YEAR, 12, 31), date(YEAR, 12, 31))


# --- when the money runs out -----------------------------------------------------------


@pytest.mark.parametrize("as_of", THROUGH_THE_YEAR)
@pytest.mark.parametrize("phasing", [FLAT, LATE, EARLY])
@pytest.mark.parametrize("own", [None, BUDGET])
def test_a_line_on_plan_is_not_expected_to_run_out(
    as_of: date, phasing: tuple[int, ...], own: int | None
) -> None:
    result = alone(on_plan(as_of, phasing, own_forecast=own), as_of)
    assert result.outturn.p50 <= BUDGET
    assert result.run_out.p50 is None
    assert result.run_out.probability < 0.5


def test_a_group_of_lines_on_plan_is_not_expected_to_run_out() -> None:
    result = forecast([on_plan(END_OF_JUNE)] * 40, YEAR, END_OF_JUNE)
    assert result.run_out.p50 is None
    assert result.run_out.probability < 0.5


def test_a_line_that_is_much_too_fast_gets_a_run_out_date_with_an_interval() -> None:
    run_out = alone(line((160_000_00,) * 6, original_budget=BUDGET // 2)).run_out
    assert run_out.probability > 0.5
    assert END_OF_JUNE < run_out.p10 <= run_out.p50 <= date(YEAR, 12, 31)
    assert run_out.p90 is None or run_out.p90 >= run_out.p50


def test_the_run_out_date_is_the_first_day_the_interpolated_path_exceeds_the_budget() -> None:
    # 60 promised on top of 90 of 100, by the calendar of a usual year: passed in October.
    outside = line((90_00,), budget=100_00, planned=False, committed=60_00, phasing=(0,) * 12)
    result = alone(outside)
    before = max(step.p50 for step in result.path if step.p50 <= 100_00)
    month = [step.p50 for step in result.path].index(before) + 2
    assert result.run_out.p50.month == month
    assert result.run_out.probability == 1.0


def test_a_past_run_out_is_dated_by_interpolating_the_bookings() -> None:
    over = line((600_000_00, 300_000_00, 600_000_00))
    run_out = alone(over).run_out
    # 900 at the end of February, 1500 at the end of March: 1200 was passed halfway.
    assert run_out == RunOut(*(date(YEAR, 3, 16),) * 3, 1.0)


def test_a_run_out_in_the_current_month_lies_on_the_reference_date() -> None:
    run_out = alone(line((0, 0, BUDGET + 1)), date(YEAR, 3, 10)).run_out
    assert run_out == RunOut(*(date(YEAR, 3, 10),) * 3, 1.0)


def test_the_run_out_starts_one_cent_above_the_budget() -> None:
    last_day = date(YEAR, 12, 31)
    assert alone(line((BUDGET,)), last_day).run_out == RunOut(None, None, None, 0.0)
    assert alone(line((BUDGET + 1,)), last_day).run_out.probability == 1.0


def test_without_a_budget_the_money_runs_out_with_the_first_booking() -> None:
    run_out = alone(line((0, 0, 10_00), budget=0, planned=False)).run_out
    assert run_out == RunOut(*(date(YEAR, 3, 1),) * 3, 1.0)


def test_bookings_made_before_the_year_run_out_on_its_first_day() -> None:
    run_out = alone(line((BUDGET + 1,)), date(YEAR - 1, 11, 1)).run_out
    assert run_out.p50 == date(YEAR, 1, 1)


def test_the_chance_of_passing_a_budget_is_one_in_ten_at_p90_and_nine_in_ten_at_p10() -> None:
    outturn = Interval(800, 1000, 1300)
    assert chance_above(astuple(outturn), 0.4, 1300) == pytest.approx(0.1)
    assert chance_above(astuple(outturn), 0.4, 800) == pytest.approx(0.9)
    assert chance_above(astuple(outturn), 0.4, 1000) == pytest.approx(0.4)
    assert chance_above(astuple(outturn), 0.4, 999) > 0.5
    assert chance_above(astuple(certain(1000)), 0.4, 1000) == 0.0
    assert chance_above(astuple(certain(1000)), 0.4, 999) == 1.0


def test_a_line_that_ends_on_its_plan_passes_it_less_than_half_the_time() -> None:
    assert 0.1 < REFERENCE.own.above < 0.5
    assert 0.1 < REFERENCE.plan.above < 0.5


# --- groups ----------------------------------------------------------------------------


def test_the_medians_of_lines_add_up_to_the_median_of_their_group() -> None:
    lines = [line((month * 7_777_77,) * 6) for month in range(1, 20)]
    parts = [alone(one).outturn for one in lines]
    group = forecast(lines, YEAR, END_OF_JUNE).outturn
    assert group.p50 == sum(part.p50 for part in parts)


def test_the_interval_of_a_group_lies_between_independent_and_fully_shared_errors() -> None:
    lines = [line((40_000_00 + number * 100,) * 6) for number in range(25)]
    group = forecast(lines, YEAR, END_OF_JUNE).outturn
    one = alone(lines[0]).outturn
    assert 5 * (one.p90 - one.p50) < group.p90 - group.p50 < 25 * (one.p90 - one.p50)


def margins_of_total(day: date) -> tuple[float, float]:
    """The margins below and above the total of 25 identical lines, as shares of that total."""
    lines = [on_plan(day, LATE, own_forecast=BUDGET)] * 25
    total, one = forecast(lines, YEAR, day).outturn, alone(lines[0], day).outturn
    below = (total.p50 - total.p10) / (25 * (one.p50 - one.p10))
    return below, (total.p90 - total.p50) / (25 * (one.p90 - one.p50))


def as_shared(share: float) -> float:
    return sqrt((1 - share) / 25 + share)


@pytest.mark.parametrize("day", [date(YEAR - 1, 12, 1), date(YEAR, 1, 31), END_OF_JUNE, date(YEAR, 12, 15)])
def test_lines_share_more_of_their_errors_above_than_below_all_year(day: date) -> None:
    wanted = as_shared(SHARED_BELOW), as_shared(SHARED_ABOVE)
    assert margins_of_total(day) == pytest.approx(wanted, rel=1e-4)
    assert wanted[0] < wanted[1]


def test_lines_that_are_paid_in_full_do_not_lower_the_others() -> None:
    usual, paid = line((30_000_00,) * 6), line((BUDGET,))
    among = line_prospects([usual, *[paid] * 9], YEAR, END_OF_JUNE)
    assert among.below[0] == line_prospects([usual], YEAR, END_OF_JUNE).below[0]


@pytest.mark.parametrize("month", [1, 3, 6, 9, 12])
def test_a_total_of_one_line_has_the_margin_of_that_line(month: int) -> None:
    day = date(YEAR, month, 28)
    one, nothing = line((30_000_00,) * (month - 1)), line(budget=0)
    by_itself, with_nothing = alone(one, day), forecast([one, nothing], YEAR, day)
    assert with_nothing.outturn == by_itself.outturn
    assert with_nothing.path[-1] == by_itself.path[-1]


def test_after_the_year_a_total_has_no_margin() -> None:
    day = date(YEAR, 12, 31)
    total = forecast([on_plan(day)] * 25, YEAR, day).outturn
    assert total == certain(25 * BUDGET)


def test_lines_booked_until_different_days_share_their_errors() -> None:
    late = line((30_000_00,) * 3, booked_until=date(YEAR, 3, 31))
    in_time = line((30_000_00,) * 9)
    day = date(YEAR, 9, 30)
    total = forecast([late, in_time], YEAR, day).outturn
    one, other = ((outturn := alone(part, day).outturn).p90 - outturn.p50 for part in (late, in_time))
    both = SHARED_ABOVE * 2 * one * other
    assert total.p90 - total.p50 == pytest.approx(sqrt(one**2 + other**2 + both), abs=1)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.15, 1.0])
def test_a_joint_width_lies_between_independent_and_fully_shared(share: float) -> None:
    assert joint_width([7.0], share) == pytest.approx(7)
    assert joint_width([3.0, 4.0], share) == pytest.approx(sqrt(25 + share * 24))
    assert joint_width([], share) == 0


# --- what always holds -----------------------------------------------------------------

amounts = st.integers(0, 50_000_00)


@st.composite
def lines_in_the_plan(draw, smallest: int = 0) -> LineFacts:
    parts = tuple(draw(st.lists(st.integers(0, 100_000_00), min_size=12, max_size=12)))
    budget = sum(parts)
    return line(
        tuple(draw(st.lists(st.integers(smallest, 200_000_00), max_size=12))),
        budget=budget,
        phasing=parts,
        original_budget=draw(st.integers(0, 2 * budget)),
        committed=draw(amounts),
        own_forecast=draw(st.none() | st.integers(0, 2 * budget)),
        booked_until=draw(st.none() | st.dates(date(YEAR - 1, 12, 1), date(YEAR + 1, 1, 31))),
    )


def test_a_line_paid_in_one_go_has_a_wider_interval_than_one_paid_monthly() -> None:
    even, at_once = alone(line((60_000_00,) * 6)), alone(line((360_000_00,)))
    assert at_once.outturn.p50 == even.outturn.p50
    assert at_once.outturn.p10 < even.outturn.p10
    assert at_once.outturn.p90 > even.outturn.p90


@st.composite
def lines_outside_the_plan(draw) -> LineFacts:
    booked = tuple(draw(st.lists(amounts, max_size=12)))
    return line(booked, budget=0, planned=False, committed=draw(amounts), phasing=(0,) * 12)


some_lines = st.lists(lines_in_the_plan() | lines_outside_the_plan(), max_size=6)
credit_lines = st.lists(lines_in_the_plan(smallest=-200_000_00), max_size=4)
moments = st.dates(date(YEAR - 1, 11, 1), date(YEAR + 1, 3, 1))


def as_known(lines: list[LineFacts], as_of: date) -> list[LineFacts]:
    """The lines without bookings after `as_of`, or after the end of their ledger."""
    return [line_until(one, min(one.booked_until or as_of, as_of)) for one in lines]


def line_until(one: LineFacts, known: date) -> LineFacts:
    begun = 12 if known.year > YEAR else 1 if known.year < YEAR else known.month
    booked = tuple(cents if month < begun else 0 for month, cents in enumerate(one.realised[:12]))
    return line(
        booked, budget=one.budget, phasing=one.phasing, planned=one.planned, committed=one.committed,
        own_forecast=one.own_forecast, original_budget=one.original_budget,
        booked_until=one.booked_until,
    )  # fmt: skip


@given(some_lines, moments)
def test_every_interval_is_ordered_and_starts_at_what_is_realised(
    lines: list[LineFacts], as_of: date
) -> None:
    lines = as_known(lines, as_of)
    result = forecast(lines, YEAR, as_of)
    realised = sum(sum(one.realised) for one in lines)
    assert all(step.p10 <= step.p50 <= step.p90 for step in result.path)
    assert result.outturn.p10 >= realised
    assert result.outturn == result.path[11]
    assert all(isinstance(cents, int) for step in result.path for cents in (step.p10, step.p50, step.p90))


@given(some_lines, moments)
def test_no_path_ever_goes_down(lines: list[LineFacts], as_of: date) -> None:
    path = forecast(as_known(lines, as_of), YEAR, as_of).path
    for level in ("p10", "p50", "p90"):
        totals = [getattr(step, level) for step in path]
        assert totals == sorted(totals)


@given(credit_lines, moments)
def test_only_credits_take_a_forecast_below_zero(lines: list[LineFacts], as_of: date) -> None:
    lines = as_known(lines, as_of)
    outturn = forecast(lines, YEAR, as_of).outturn
    assert outturn.p10 <= outturn.p50 <= outturn.p90
    assert outturn.p10 >= 0 or sum(sum(one.realised) for one in lines) < 0


@given(some_lines, moments)
def test_run_out_dates_and_probability_are_consistent(lines: list[LineFacts], as_of: date) -> None:
    lines = as_known(lines, as_of)
    result, budget = forecast(lines, YEAR, as_of), sum(one.budget for one in lines)
    run_out = result.run_out
    assert 0 <= run_out.probability <= 1
    assert (run_out.p50 is not None) == (result.outturn.p50 > budget)
    assert (run_out.probability >= 0.5) == (result.outturn.p50 > budget)
    assert (run_out.p10 is not None) == (result.outturn.p90 > budget)
    known = [day for day in (run_out.p10, run_out.p50, run_out.p90) if day]
    assert known == sorted(known)
    assert all(date(YEAR, 1, 1) <= day <= date(YEAR, 12, 31) for day in known)


@given(lines_in_the_plan(), moments, st.integers(2, 1000))
def test_the_forecast_scales_with_the_amounts(one: LineFacts, as_of: date, times: int) -> None:
    def scaled(cents: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(times * amount for amount in cents)

    (one,) = as_known([one], as_of)
    if max(one.phasing) - min(one.phasing) < 12:
        return
    more = line(
        scaled(one.realised), budget=times * one.budget, phasing=scaled(one.phasing),
        committed=times * one.committed, original_budget=times * one.original_budget,
        own_forecast=None if one.own_forecast is None else times * one.own_forecast,
        booked_until=one.booked_until,
    )  # fmt: skip
    small, large = alone(one, as_of).outturn, alone(more, as_of).outturn
    assert large.p50 == pytest.approx(times * small.p50, abs=2 * times)
    assert large.p10 == pytest.approx(times * small.p10, abs=2 * times)
    assert large.p90 == pytest.approx(times * small.p90, abs=2 * times)


@given(some_lines, moments)
def test_the_forecast_of_a_group_is_consistent_with_its_lines(lines: list[LineFacts], as_of: date) -> None:
    """The middle of a group is the sum; its width lies between independent and fully correlated errors."""
    lines = as_known(lines, as_of)
    group, parts = forecast(lines, YEAR, as_of).outturn, line_prospects(lines, YEAR, as_of)
    assert group.p50 == sum(alone(one, as_of).outturn.p50 for one in lines)
    for width, widths in (
        (group.p90 - group.p50, parts.above.tolist()),
        (group.p50 - group.p10, parts.below.tolist()),
    ):
        assert sum(part * part for part in widths) ** 0.5 - 1 <= width <= sum(widths) + 1


@given(some_lines, moments)
def test_the_order_of_lines_does_not_matter(lines: list[LineFacts], as_of: date) -> None:
    forwards, backwards = (forecast(some, YEAR, as_of) for some in (lines, lines[::-1]))
    assert forwards.outturn.p50 == backwards.outturn.p50
    assert forwards.outturn.p90 == pytest.approx(backwards.outturn.p90, abs=1)


@given(lines_in_the_plan(), moments)
def test_the_forecast_is_continuous_over_days(one: LineFacts, as_of: date) -> None:
    """Without new bookings, one day moves the middle by a small part of the money at stake."""
    (one,) = as_known([one], as_of)
    tomorrow = as_of + timedelta(days=1)
    stake = one.budget + sum(one.realised) + one.committed + (one.own_forecast or 0)
    today, later = (alone(one, day).outturn.p50 for day in (as_of, tomorrow))
    assert abs(later - today) <= 0.2 * stake + 100
