"""The fit recovers known parameters and gives calibrated intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from budget.insight.forecast.reference_class import REFERENCE, SPENT, Evidence, at
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.fit import fit_reference, formula, quantile, shared_error
from tests.calibration.panels import random_panel

DAY = date(2030, 1, 1)


def test_a_weighted_quantile_is_the_first_value_that_reaches_the_share() -> None:
    values, once = np.array([3.0, 1.0, 2.0, 4.0]), np.ones(4)
    assert quantile(values, once, 0.5) == 2.0
    assert quantile(values, once, 1.0) == 4.0
    assert quantile(values, np.array([9.0, 1.0, 1.0, 1.0]), 0.5) == 3.0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_quantile_regression_leaves_its_share_below(share: float) -> None:
    draw = np.random.default_rng(7)
    table = np.column_stack([np.ones(4000), *draw.random((4, 4000))])
    time = draw.choice([-0.5, 0.0, 0.5], 4000)
    wanted = table @ [1, 2, 0, 1, 0] + time * table[:, 1] + draw.normal(0, 0.3, 4000)
    found = formula(table, time, wanted, np.ones(4000), share)
    said = [found(tuple(row), 6 * (moment + 1)) for row, moment in zip(table, time, strict=True)]
    assert np.mean(wanted < said) == pytest.approx(share, abs=0.01)
    assert found.level[1] == pytest.approx(2, abs=0.15)
    assert found.slope[1] == pytest.approx(1, abs=0.3)


@pytest.mark.parametrize("own", [False, True])
def test_eight_in_ten_new_outturns_lie_inside_the_interval(own: bool) -> None:
    fitted = fit_reference(cases(random_panel(1, own)), REFERENCE, DAY)
    answers = predict(cases(random_panel(2, own)), fitted)
    inside = [out.middle - out.below <= case.outturn <= out.middle + out.above for case, out in answers]
    assert np.mean(inside) == pytest.approx(0.8, abs=0.06)


def test_the_fit_learns_that_being_behind_an_own_forecast_lowers_the_outturn() -> None:
    rows = random_panel(5, own=True)
    late, ended = rows.series.str.contains("K1-"), rows.month == 12
    rows.loc[late & ~ended, "realised"] *= 0.3
    rows.loc[late & ended, "realised"] *= np.random.default_rng(5).uniform(0.4, 1.0, (late & ended).sum())
    fitted = fit_reference(cases(rows), REFERENCE, DAY).own
    behind, near = (-fitted.tenth((1.0, off), 6) for off in (0.7, 0.2))
    assert behind > 3 * near > 0


def test_a_fit_says_when_and_on_which_years_and_leaves_the_other_class_alone() -> None:
    fitted = fit_reference(cases(random_panel(1, own=True)), REFERENCE, DAY)
    assert fitted.plan == REFERENCE.plan
    assert (fitted.own.fitted_on, fitted.own.years) == (DAY, (2001, 2003))
    assert fit_reference([], REFERENCE, DAY) == REFERENCE


def test_an_unusual_year_with_weight_zero_does_not_influence_the_fit() -> None:
    known = cases(random_panel(3))
    half = replace(REFERENCE, plan=replace(REFERENCE.plan, weights={2003: 0.0}))
    without = [case for case in known if case.year < 2003]
    weighed, left_out = (fit_reference(some, half, DAY).plan for some in (known, without))
    assert weighed.middle.level == pytest.approx(left_out.middle.level, abs=0.02)


def test_errors_that_move_together_within_a_year_count_as_shared() -> None:
    answers = predict(cases(random_panel(4)), REFERENCE)
    apart = shared_error(answers)
    shift = {year: 0.5 * (year % 2) - 0.25 for year in (2001, 2002, 2003)}
    together = [
        (replace(case, outturn=case.outturn + shift[case.year] * case.position.budget), out)
        for case, out in answers
    ]
    assert abs(apart) < 0.1
    assert shared_error(together) > 0.3


def test_margins_are_fitted_for_every_level_of_knowledge() -> None:
    fitted = fit_reference(cases(random_panel(1)), REFERENCE, DAY)
    assert set(fitted.plan.margins) == set(Evidence)
    answers = [replace(case, kind="") for case in cases(random_panel(2))]
    inside = [
        out.middle - out.below <= case.outturn <= out.middle + out.above
        for case, out in predict(answers, fitted, fresh=True)
    ]
    assert np.mean(inside) == pytest.approx(0.8, abs=0.06)


def late(seed: int) -> list[Case]:
    """Cases of a random panel, those of month 9 repeated as of the end of month 11."""
    known = cases(random_panel(seed))
    again = [
        replace(case, month=11, position=replace(case.position, months=11.0, planned=at(SPENT, 11)))
        for case in known
        if case.month == 9
    ]
    return known + again


def test_the_margin_at_the_end_of_november_is_fitted_too() -> None:
    with_november = fit_reference(late(1), REFERENCE, DAY)
    inside = [
        out.middle - out.below <= case.outturn <= out.middle + out.above
        for case, out in predict(late(2), with_november, months=(11,))
    ]
    assert np.mean(inside) == pytest.approx(0.8, abs=0.06)
    knots = [month for month, _ in with_november.plan.margins[Evidence.NOTHING][0]]
    assert knots == [*JUDGED, 11]


@pytest.mark.parametrize(("share", "wider"), [(0.05, True), (0.1, False), (0.2, False)])
def test_only_a_smaller_share_left_outside_makes_the_margin_wider(share: float, wider: bool) -> None:
    known = cases(random_panel(1, own=True))

    def margin(share: float) -> float:
        tails = {**REFERENCE.own.tails, Evidence.NOTHING: (((3.0, 0.1),), ((3.0, share),))}
        start = replace(REFERENCE, own=replace(REFERENCE.own, tails=tails))
        return fit_reference(known, start, DAY).own.margins[Evidence.NOTHING][1][0][1]

    assert (margin(share) > margin(0.1)) is wider


def test_a_first_plan_of_zero_can_be_fitted() -> None:
    known = [
        replace(case, position=replace(case.position, first_budget=0.0)) for case in cases(random_panel(1))
    ]
    assert fit_reference(known, REFERENCE, DAY).plan.years == (2001, 2003)


def test_the_fit_finds_the_usual_month_and_smaller_overruns_of_large_lines() -> None:
    known = [replace(case, pace=-0.25) for case in cases(random_panel(6))]
    draw = np.random.default_rng(6)
    told = []
    for case in known:
        size = float(draw.choice([0.1, 1.0, 10.0]))
        more = case.position.budget * (0.9 + 0.4 * size**-0.3 * abs(draw.normal()))
        ended = max(case.position.realised, more)
        told.append(replace(case, outturn=ended, position=replace(case.position, size=size)))
    fitted = fit_reference(told, REFERENCE, DAY).plan
    assert [at(fitted.months, month) for month in JUDGED] == [-0.25] * 3
    assert fitted.by_size < -0.1
    plain = [replace(case, position=replace(case.position, size=1.0)) for case in told]
    assert fit_reference(plain, REFERENCE, DAY).plan.by_size == 0.0


def test_the_fit_finds_that_uneven_lines_fall_short_by_more() -> None:
    draw = np.random.default_rng(7)
    told, plain = [], []
    for case in cases(random_panel(7)):
        place, month = case.position, min(float(draw.choice([1.0, 3.0, 6.0])), case.month)
        place = replace(place, biggest=month * place.realised / case.month)
        less = place.budget * (1.1 - 0.1 * month**0.4 * abs(draw.normal()))
        ended = max(place.realised, less)
        told.append(replace(case, outturn=ended, position=place))
        plain.append(
            replace(case, outturn=ended, position=replace(place, biggest=place.realised / case.month))
        )
    assert fit_reference(told, REFERENCE, DAY).plan.by_peak > 0.1
    assert fit_reference(plain, REFERENCE, DAY).plan.by_peak == 0.0


def test_the_fit_does_not_depend_on_the_powers_it_starts_from() -> None:
    known = cases(random_panel(2))
    assert len({case.position.size for case in known}) > 1
    starts = [
        replace(REFERENCE, plan=replace(REFERENCE.plan, by_size=-power, by_peak=power))
        for power in (0.0, 0.5)
    ]
    one, other = (fit_reference(known, start, DAY).plan for start in starts)
    assert one == other
    assert one.kinds == other.kinds
    assert one.margins == other.margins
