"""Guarded budgets: a forecast above the budget needs a cause."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.insight.forecast.line_outlook import Position, ceiling, estimate_outlook
from budget.insight.forecast.outturn import forecast
from budget.insight.forecast.reference_class import GUARDED_CHANCE, GUARDED_TAIL, SPENT, at
from budget.model import Forecast, LineKey
from tests.insight.lines import BUDGET, YEAR, line

END_OF_MAY = date(YEAR, 5, 31)
FAST = Position(5, at(SPENT, 5), 100.0, 100.0, 60.0, guarded=True)


def fast(**options) -> Forecast:
    """60 % spent at the end of May."""
    return forecast([line((BUDGET * 12 // 100,) * 5, **options)], YEAR, END_OF_MAY)


def test_fast_spending_is_not_extrapolated_beyond_the_budget() -> None:
    parts = [
        line((18_000_00,) * 3, budget=90_000_00, key=LineKey("A", "COA", "")),
        line((12_000_00,) * 3, budget=60_000_00, key=LineKey("B", "COA", "")),
    ]
    found = forecast(parts, YEAR, END_OF_MAY)
    assert found.outturn.p50 == 150_000_00
    assert 110_000_00 < found.outturn.p10 < 140_000_00
    assert 150_000_00 < found.outturn.p90 < 165_000_00
    assert found.run_out.p50 is None
    assert found.run_out.probability < 0.5


@given(st.floats(0, 12), st.floats(0, 1), st.floats(0, 100), st.floats(0, 100))
def test_without_a_cause_the_median_stays_within_the_budget(
    months: float, planned: float, realised: float, biggest: float
) -> None:
    out = estimate_outlook(Position(months, planned, 100.0, 100.0, realised, biggest=biggest, guarded=True))
    assert out.middle <= 100 + 1e-9
    assert out.middle + out.above <= 100 * (1 + at(GUARDED_TAIL, months)) + 1e-9


@given(st.floats(0, 12), st.floats(0, 1), st.floats(0, 200), st.floats(0, 100), st.floats(0, 200))
def test_a_guard_never_raises_what_is_expected(
    months: float, planned: float, realised: float, committed: float, first: float
) -> None:
    free = Position(months, planned, 100.0, first, realised, committed)
    held, out = estimate_outlook(replace(free, guarded=True)), estimate_outlook(free)
    for one, other in ((held.middle, out.middle), (held.middle + held.above, out.middle + out.above)):
        assert one <= other + 1e-9


def test_without_a_guard_the_forecast_follows_the_pace() -> None:
    assert estimate_outlook(replace(FAST, guarded=False)).middle > 110


def test_a_line_held_at_its_budget_may_still_end_below_it() -> None:
    out = estimate_outlook(FAST)
    assert out.middle == 100
    assert 70 < out.middle - out.below < 85
    assert out.chance == pytest.approx(GUARDED_CHANCE)


@pytest.mark.parametrize(
    ("cause", "most"),
    [
        ({"first_budget": 80.0}, 120.0),  # raised by 20 before, so it may be raised again
        ({"first_budget": 100.0}, 100.0),
        ({"first_budget": 120.0}, 100.0),  # lowered before: no reason to expect a rise
        ({"first_budget": 0.0}, 100.0),  # not in the first plan: no reason to expect a rise
        ({"committed": 39.0}, 100.0),
        ({"committed": 40.0}, 100.0),
        ({"committed": 41.0}, 101.0),
        ({"realised": 99.0}, 100.0),
        ({"realised": 100.0}, 100.0),
        ({"realised": 101.0}, 102.0),  # already above it, so it may be raised again
    ],
)
def test_the_ceiling_rises_above_the_budget_only_for_a_cause(cause: dict[str, float], most: float) -> None:
    position = replace(FAST, **cause)
    assert ceiling(position) == pytest.approx(most)
    assert estimate_outlook(position).middle <= most + 1e-9


def test_the_guarded_forecast_is_continuous_in_cents() -> None:
    expected = (estimate_outlook(replace(FAST, realised=cents / 100)) for cents in range(50_00, 130_01))
    for here, more in itertools.pairwise(expected):
        assert abs(more.middle - here.middle) < 0.1
        assert abs(more.below - here.below) < 0.35
        assert abs(more.above - here.above) < 0.1


def test_commitments_an_earlier_raise_and_an_own_forecast_are_causes_on_the_screen() -> None:
    assert fast().outturn.p50 == BUDGET
    assert fast(committed=BUDGET // 2).outturn.p50 > BUDGET
    assert fast(original_budget=BUDGET // 2).outturn.p50 > BUDGET
    assert fast(own_forecast=BUDGET * 13 // 10).outturn.p50 == BUDGET * 13 // 10
