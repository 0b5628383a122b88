"""The outlook of one line: the formulas at their boundaries, and learning from its earlier years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.insight.forecast.line_outlook import (
    Lesson,
    Outlook,
    Position,
    estimate_outlook,
    features,
    learn,
    lesson,
    lumpiness,
    own_features,
    peak,
    usual_equivalent,
)
from budget.insight.forecast.reference_class import REFERENCE, SPENT, Evidence, Kind, at

HALFWAY = Position(months=6, planned=at(SPENT, 6), budget=100.0, first_budget=100.0, realised=40.0)


def test_a_line_at_the_usual_share_has_neutral_features() -> None:
    assert features(replace(HALFWAY, realised=100 * at(SPENT, 6))) == pytest.approx((1, 1, 1, 1, 0))


@pytest.mark.parametrize("planned", [0.0, 0.1, 0.388, 0.7, 1.0])
def test_a_line_exactly_on_its_plan_maps_to_the_usual_share(planned: float) -> None:
    on_plan = replace(HALFWAY, planned=planned, realised=100 * planned)
    assert usual_equivalent(on_plan) == pytest.approx(at(SPENT, 6))
    assert estimate_outlook(on_plan).middle == pytest.approx(90, abs=10)


@pytest.mark.parametrize(
    ("planned", "realised", "share"),
    [
        (0.388, 0.2, 0.2),  # planned as usual: the share itself
        (0.2, 0.1, 0.288),  # ten points behind
        (0.2, 0.3, 0.388 + 0.1 * 0.612 / 0.8),  # ahead, with less room to get ahead
        (0.776, 0.388, 0.194),  # half of what was planned, half of what is usual
        (0.776, 0.0, 0.0),
        (0.2, 1.0, 1.0),
    ],
)
def test_being_off_the_plan_counts_as_much_as_being_off_the_usual_share(
    planned: float, realised: float, share: float
) -> None:
    position = replace(HALFWAY, planned=planned, realised=100 * realised)
    assert usual_equivalent(position) == pytest.approx(share)


def test_early_bookings_do_not_count_as_pace_before_the_year_has_begun() -> None:
    assert features(replace(HALFWAY, months=0, planned=0.0, realised=30.0))[2] == 1


def test_a_plan_that_is_used_up_early_still_leaves_room_to_be_late() -> None:
    assert estimate_outlook(replace(HALFWAY, planned=1.0, realised=20.0)).middle > 30


@pytest.mark.parametrize("months", [1, 3, 6, 9, 11])
@pytest.mark.parametrize("planned", [0.0, 0.1, 0.4, 0.7, 1.0])
def test_more_spending_does_not_lower_the_forecast_much(months: float, planned: float) -> None:
    outcomes = [
        estimate_outlook(replace(HALFWAY, months=months, planned=planned, realised=float(realised))).middle
        for realised in range(0, 90, 5)
    ]
    highest = 0.0
    for outcome in outcomes:
        assert outcome >= highest - 5
        highest = max(highest, outcome)


def test_an_outcome_slightly_above_the_budget_is_set_to_the_budget() -> None:
    outcomes = [
        estimate_outlook(replace(HALFWAY, realised=float(realised))).middle for realised in range(35, 70)
    ]
    assert outcomes == sorted(outcomes)
    assert 100.0 in outcomes
    assert outcomes[-1] > 100


def test_without_a_budget_the_outcome_is_realised_plus_committed() -> None:
    outlook = estimate_outlook(replace(HALFWAY, budget=0.0, committed=25.0))
    assert (outlook.middle, outlook.below, outlook.above) == (65.0, 0.0, 0.0)


def test_at_the_end_of_the_year_the_outcome_is_what_is_realised() -> None:
    outlook = estimate_outlook(replace(HALFWAY, months=12, planned=1.0))
    assert (outlook.middle, outlook.below, outlook.above) == (40.0, 0.0, 0.0)


@given(st.floats(0, 12), st.floats(0, 1), st.floats(0, 300), st.floats(0, 300) | st.none(), st.floats(0, 300))
def test_a_negative_line_is_the_mirror_of_a_positive_one(
    months: float, planned: float, realised: float, own: float | None, biggest: float
) -> None:
    here = Position(months, planned, 100.0, 80.0, realised, own_forecast=own, biggest=biggest)
    less = None if own is None else -own
    below_zero = Position(months, planned, -100.0, -80.0, -realised, own_forecast=less, biggest=biggest)
    up, down = estimate_outlook(here), estimate_outlook(below_zero)
    if own != 0:
        assert down.middle == pytest.approx(-up.middle)
        assert (down.below, down.above) == pytest.approx((up.above, up.below))


@given(st.floats(0, 12), st.floats(0, 1), st.floats(0, 300), st.floats(0, 200), st.floats(0, 200) | st.none())
def test_no_outlook_lies_below_what_is_realised(
    months: float, planned: float, realised: float, committed: float, own: float | None
) -> None:
    outlook = estimate_outlook(Position(months, planned, 100.0, 100.0, realised, committed, own))
    assert outlook.below >= 0
    assert outlook.above >= 0
    assert outlook.middle - outlook.below >= realised - 1e-9


# --- how sure ---------------------------------------------------------------------------


def test_equal_months_have_no_lumpiness_and_a_single_payment_has() -> None:
    assert lumpiness(replace(HALFWAY, realised=40.0, biggest=40.0 / 6)) == 0
    one_payment = replace(HALFWAY, realised=38.8, biggest=38.8)
    assert lumpiness(one_payment) == pytest.approx(38.8 * 5 / 6 / 61.2)
    assert lumpiness(replace(one_payment, realised=-5.0, biggest=500.0)) == 2


@pytest.mark.parametrize(
    ("realised", "biggest", "times"),
    [
        (36.0, 6.0, 1.0),  # six equal months
        (36.0, 12.0, 2.0),
        (36.0, 36.0, 6.0),  # one payment
        (36.0, 0.0, 1.0),  # all of it in the phasing
        (0.0, 0.0, 6.0),  # nothing yet: as if it all comes in one month
        (1.0, 50.0, 12.0),  # booked and reversed
        (-5.0, 50.0, 6.0),
    ],
)
def test_the_peak_is_the_biggest_month_as_a_multiple_of_an_average_one(
    realised: float, biggest: float, times: float
) -> None:
    assert peak(replace(HALFWAY, realised=realised, biggest=biggest)) == pytest.approx(times)


def test_the_exponent_of_the_peak_changes_p10_only() -> None:
    uneven = replace(HALFWAY, biggest=10.0)
    plain, widened = (
        estimate_outlook(uneven, replace(REFERENCE, plan=replace(REFERENCE.plan, by_peak=power)))
        for power in (0.0, 0.2)
    )
    assert widened == replace(plain, below=pytest.approx(plain.below * 1.5**0.2))


@pytest.mark.parametrize("months", [3, 6, 9])
def test_lumpy_spending_widens_both_sides_and_keeps_the_median(months: float) -> None:
    even = replace(HALFWAY, months=months, planned=at(SPENT, months), realised=80 * at(SPENT, months))
    lumpy = replace(even, biggest=even.realised)
    sure, unsure = estimate_outlook(even), estimate_outlook(lumpy)
    assert unsure.middle == sure.middle
    assert unsure.below > 1.1 * sure.below
    assert unsure.above > 1.1 * sure.above


@pytest.mark.parametrize("months", [3, 6, 9])
def test_being_behind_an_own_forecast_widens_the_low_side(months: float) -> None:
    on_pace = Position(months, at(SPENT, months), 100.0, 100.0, 100 * months / 12, own_forecast=100.0)
    behind = replace(on_pace, realised=0.3 * on_pace.realised)
    sure, unsure = estimate_outlook(on_pace), estimate_outlook(behind)
    assert unsure.middle == sure.middle == 100
    assert unsure.below > 3 * sure.below
    assert unsure.above < 1.2 * sure.above


def test_the_features_of_an_own_forecast_ignore_the_phasing_and_being_ahead() -> None:
    own = replace(HALFWAY, own_forecast=100.0)
    assert own_features(own) == own_features(replace(own, planned=0.1))
    assert own_features(replace(own, realised=60.0)) == own_features(replace(own, realised=90.0)) == (1, 0)
    assert own_features(replace(own, realised=0.0))[1] == pytest.approx(0.444 / 0.494)
    assert own_features(replace(own, months=0, realised=0.0)) == (1, 0)
    assert own_features(replace(own, realised=0.0, own_forecast=0.0)) == (1, 0)


# --- experience ------------------------------------------------------------------------


def test_a_line_without_history_has_the_bias_of_its_kind() -> None:
    assert learn(Kind(0.2, 1.5), [], REFERENCE.plan) == Kind(0.2, 1.5)


def test_one_year_weighs_less_than_many() -> None:
    once, often = (learn(Kind(), [Lesson(-0.5, 1.0)] * years, REFERENCE.plan) for years in (1, 5))
    assert -0.5 < often.bias < once.bias < 0
    assert once.known_by is Evidence.YEARS


def test_one_outlier_year_does_not_move_the_bias_of_a_steady_line() -> None:
    steady = learn(Kind(), [Lesson(0.1, 0.2)] * 5, REFERENCE.plan)
    wild_once = learn(Kind(), [Lesson(9.0, 50.0), *[Lesson(0.1, 0.2)] * 4], REFERENCE.plan)
    assert wild_once.bias == pytest.approx(steady.bias)
    assert steady.spread < 1 < wild_once.spread


def test_years_longer_ago_than_five_do_not_count() -> None:
    recent = [Lesson(0.1, 0.5)] * 5
    assert learn(Kind(), [*recent, Lesson(-1, 4)], REFERENCE.plan) == learn(Kind(), recent, REFERENCE.plan)


def test_a_lesson_counts_the_error_in_units_and_in_half_widths() -> None:
    outlook = Outlook(realised=10, middle=50, below=10, above=30, chance=0.4, unit=80)
    assert lesson(outlook, 90) == Lesson(0.5, 2.0)
    assert lesson(replace(outlook, below=0, above=0), 90) is None
    assert lesson(replace(outlook, unit=0), 90) is None


def programme(**changes) -> Position:
    return Position(
        months=6.0, planned=at(SPENT, 6.0), budget=100.0, first_budget=100.0, realised=35.0, **changes
    )


def test_a_slowdown_of_other_lines_widens_the_low_side_only() -> None:
    usual = estimate_outlook(programme())
    slow, slower, few = (
        estimate_outlook(programme(others=others, companions=companions))
        for others, companions in ((-0.5, 40.0), (-0.9, 40.0), (-0.9, 2.0))
    )
    for out in (slow, slower, few):
        assert (out.middle, out.above, out.chance) == (usual.middle, usual.above, usual.chance)
    assert usual.below < slow.below < slower.below
    assert few.below < slower.below


def test_other_lines_that_run_ahead_change_nothing() -> None:
    assert estimate_outlook(programme(others=0.8, companions=40.0)) == estimate_outlook(programme())


def test_an_own_forecast_is_not_lowered_by_the_other_lines() -> None:
    slow = programme(own_forecast=90.0, others=-1.0, companions=40.0)
    assert estimate_outlook(slow) == estimate_outlook(programme(own_forecast=90.0))


def test_the_larger_of_two_lines_has_the_narrower_high_side() -> None:
    small, mean, large = (estimate_outlook(programme(size=size)) for size in (0.1, 1.0, 8.0))
    assert small.above > mean.above > large.above
    assert small.below == mean.below == large.below
    assert estimate_outlook(programme(size=1e9)) == estimate_outlook(programme(size=50.0))
