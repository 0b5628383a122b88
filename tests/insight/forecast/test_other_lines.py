"""Features from the other lines of a programme: their pace last month, and relative size."""

from __future__ import annotations

import numpy as np
import pytest

from budget.insight.forecast.other_lines import (
    last_month_deviation,
    last_month_deviations,
    mean_pace_of_others,
    relative_size,
)


def one(budget: float, before: float, booked: float, start: float = 0.4, end: float = 0.5) -> float:
    return float(
        last_month_deviation(*(np.array([value]) for value in (budget, before, booked, start, end)))[0]
    )


def test_spending_the_usual_part_of_the_remainder_is_as_expected() -> None:
    assert one(100.0, 40.0, 10.0) == pytest.approx(0.0)
    assert one(100.0, 70.0, 5.0) == pytest.approx(0.0)


def test_a_month_without_spending_is_minus_one_and_double_spending_is_plus_one() -> None:
    assert one(100.0, 40.0, 0.0) == -1.0
    assert one(100.0, 40.0, 5.0) == pytest.approx(-0.5)
    assert one(100.0, 40.0, 90.0) == 1.0


@pytest.mark.parametrize(
    "told", [(0.0, 40.0, 1.0), (100.0, 0.0, 0.0), (100.0, 40.0, 1.0, 0.5, 0.5), (100.0, 40.0, 1.0, 1.0, 1.0)]
)
def test_the_pace_is_nan_without_a_budget_a_start_or_an_expected_month(told: tuple[float, ...]) -> None:
    assert np.isnan(one(*told))


@pytest.mark.parametrize("before", [98.5, 100.0, 130.0])
def test_a_fully_spent_line_has_no_pace(before: float) -> None:
    assert np.isnan(one(100.0, before, 0.0))
    assert np.isnan(one(100.0, before, 1.0))
    assert one(100.0, 97.0, 0.0) == -1.0


def test_the_last_month_is_the_last_complete_one() -> None:
    by_month = np.array([[10, 10, 5, 99, *[0] * 9]], dtype=np.int64)
    curve = np.linspace(0, 1, 13)[None, :]
    found = last_month_deviations(np.array([120]), by_month, curve, np.array([3.5]))
    assert found[0] == pytest.approx(5 / 10 - 1)
    assert np.isnan(last_month_deviations(np.array([120]), by_month, curve, np.array([0.5]))[0])


def test_the_mean_of_the_others_leaves_out_the_line_itself_and_lines_without_pace() -> None:
    mean, count = mean_pace_of_others(np.array([-1.0, 0.5, np.nan]))
    assert mean.tolist() == [0.5, -1.0, -0.25]
    assert count.tolist() == [1.0, 1.0, 2.0]
    assert [column.tolist() for column in mean_pace_of_others(np.array([-1.0]))] == [[0.0], [0.0]]


def test_relative_size_is_a_multiple_of_the_mean_positive_budget() -> None:
    assert relative_size(np.array([10.0, 30.0, 0.0])).tolist() == [0.5, 1.5, 1.0]
    assert relative_size(np.array([0.0])).tolist() == [1.0]
