"""The effect of a programme's own years on its margins: small after one, larger after five, continuous."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.insight.forecast.outturn import line_prospects
from budget.insight.forecast.own_record import (
    AGAINST,
    LEAST,
    LONGEST,
    MOST,
    USUAL,
    PastForecast,
    learn_margins,
)
from budget.model import Interval, LineKey
from budget.model.figures import NO_RECORD, OwnMargins
from tests.insight.lines import line

AS_OF = date(2024, 6, 30)
CENTS = st.integers(-(10**9), 10**9)


@st.composite
def told(draw: st.DrawFn) -> PastForecast:
    p10, p50, p90 = sorted(draw(st.tuples(CENTS, CENTS, CENTS)))
    year, budget = draw(st.integers(2018, 2026)), draw(st.integers(-(10**9), 10**9))
    return PastForecast(year, budget, Interval(p10, p50, p90), draw(CENTS), draw(margins()))


@st.composite
def margins(draw: st.DrawFn) -> OwnMargins:
    return OwnMargins(draw(st.floats(0.5, 1.5)), draw(st.floats(0.5, 1.5)), (2023,), 1, 1)


def became(*outturns: int, margin: int = 100) -> list[PastForecast]:
    """One forecast of 1000 per year with this margin on both sides, and the outturn of each year."""
    ends = Interval(1000 - margin, 1000, 1000 + margin)
    return [PastForecast(2020 + n, 1000, ends, outturn, NO_RECORD) for n, outturn in enumerate(outturns)]


def test_without_a_record_margins_stay_as_they_are() -> None:
    assert learn_margins([]) == NO_RECORD
    assert learn_margins([PastForecast(2023, 0, Interval(0, 0, 0), 5, NO_RECORD)]) == NO_RECORD
    parts = line_prospects([line()], 2024, AS_OF)
    assert parts.with_own_margins(NO_RECORD) is parts


@given(st.lists(told(), max_size=30))
def test_the_effect_of_the_record_on_a_margin_is_bounded_per_year(record: list[PastForecast]) -> None:
    own = learn_margins(record)
    count = len(own.years)
    assert count <= LONGEST
    for factor in (own.below, own.above):
        assert factor <= 1 + count * (MOST - 1) / (AGAINST + count) + 1e-4
        assert factor >= 1 - count * (1 - LEAST) / (AGAINST + count) - 1e-4


@given(st.lists(told(), max_size=12), st.randoms())
def test_the_order_of_the_forecasts_does_not_matter(record: list[PastForecast], dice: object) -> None:
    shuffled = list(record)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert learn_margins(shuffled) == learn_margins(record)


@given(st.lists(told(), min_size=1, max_size=8))
def test_a_year_weighs_the_same_however_many_forecasts_it_has(record: list[PastForecast]) -> None:
    once, thrice = learn_margins(record), learn_margins(record * 3)
    assert (thrice.below, thrice.above) == pytest.approx((once.below, once.above), abs=1e-4)


@given(st.lists(told(), min_size=1, max_size=8), st.integers(0, 7), st.integers(1, 10**8))
def test_an_outturn_that_is_higher_never_makes_the_high_side_narrower(
    record: list[PastForecast], place: int, more: int
) -> None:
    place %= len(record)
    raised = [replace_told(one, one.became + more) if n == place else one for n, one in enumerate(record)]
    before, after = learn_margins(record), learn_margins(raised)
    assert after.above >= before.above
    assert after.below <= before.below


@given(st.integers(900, 1100), st.integers(-1, 1))
def test_margins_are_continuous_in_the_outturns(outturn: int, step: int) -> None:
    before, after = learn_margins(became(outturn)), learn_margins(became(outturn + step))
    assert abs(after.below - before.below) < 0.01
    assert abs(after.above - before.above) < 0.01


def test_outturns_with_the_usual_error_leave_the_margins_alone() -> None:
    low, high = (round(10_000 * share) for share in USUAL)
    ends = Interval(90_000, 100_000, 110_000)
    record = [PastForecast(2023, 1000, ends, 100_000 + off, NO_RECORD) for off in (-2 * low, 2 * high)]
    own = learn_margins(record)
    assert (own.below, own.above) == (1.0, 1.0)


def test_five_years_weigh_more_than_one() -> None:
    one, five = learn_margins(became(700)), learn_margins(became(*[700] * 5))
    assert 1 < one.below < five.below
    assert one.above > five.above
    assert learn_margins(became(*[1000] * 2, *[700] * 5)) == replace(five, years=tuple(range(2022, 2027)))


def test_own_margins_are_not_applied_twice_when_learning() -> None:
    record = became(850)
    doubled = OwnMargins(2.0, 2.0, (2019,), 1, 1)
    wider = [one._replace(interval=Interval(800, 1000, 1200), margins=doubled) for one in record]
    plain, again = learn_margins(record), learn_margins(wider)
    assert (again.below, again.above) == (plain.below, plain.above)


@given(margins())
def test_own_margins_keep_the_median_and_stay_beyond_what_is_booked(own: OwnMargins) -> None:
    lines = [
        line(key=LineKey("A", "COA", ""), realised=[0, 0, 30_000]),
        line(key=LineKey("B", "COA", ""), budget=50_000, realised=[49_000], committed=9_000),
        line(key=LineKey("C", "COA", ""), own_forecast=80_000, realised=[10_000]),
        line(key=LineKey("D", "COA", ""), budget=-40_000, own_forecast=-30_000, realised=[-10_000]),
    ]
    parts = line_prospects(lines, 2024, AS_OF)
    found = parts.with_own_margins(own)
    assert np.array_equal(found.middle, parts.middle)
    low, was_low = found.middle - found.below, parts.middle - parts.below
    high, was_high = found.middle + found.above, parts.middle + parts.above
    assert ((low >= parts.realised) | (was_low < parts.realised)).all()
    assert ((high <= parts.realised) | (was_high > parts.realised)).all()
    assert (found.below >= 0).all()
    assert (found.above >= 0).all()
    if own.below >= 1:
        assert (found.below >= parts.below - 1e-6).all()


def replace_told(one: PastForecast, outturn: int) -> PastForecast:
    return one._replace(became=outturn)
