"""The sparkline: its points, text alternative and positions."""

from __future__ import annotations

import re
from datetime import date

import pytest

from budget.charts.colours import LIGHT
from budget.charts.svg.trend import HEIGHT, SIDE, WIDTH, draw_trend
from budget.charts.trend import Trend

MAY, AUGUST, SEPTEMBER = date(2024, 5, 31), date(2024, 8, 31), date(2024, 9, 30)


def points(svg: str) -> list[tuple[float, float]]:
    (listed,) = re.findall(r'points="([^"]*)"', svg)
    return [tuple(map(float, pair.split(","))) for pair in listed.split()]


def test_the_trend_has_the_last_dates_with_a_share_in_order() -> None:
    trend = Trend.of({SEPTEMBER: 0.62, MAY: None, AUGUST: 0.5}, 6)
    assert trend.points == ((AUGUST, 0.5), (SEPTEMBER, 0.62))
    assert Trend.of({MAY: 0.3, AUGUST: 0.5, SEPTEMBER: 0.62}, 2).points == trend.points


@pytest.mark.wording
def test_the_text_alternative_has_every_share() -> None:
    said = Trend.of({MAY: 0.3, AUGUST: 0.5, SEPTEMBER: 0.62}, 6).alt.replace("\u00a0", " ")
    assert said == "Besteed per overleg: 31 mei 30 %, 31 augustus 50 % en 30 september 62 %."


@pytest.mark.parametrize("shares", [{}, {MAY: 0.3}])
def test_fewer_than_two_dates_give_no_trend(shares) -> None:
    trend = Trend.of(shares, 6)
    assert trend.alt == draw_trend(trend, LIGHT) == ""


@pytest.mark.parametrize(("share", "height"), [(0.0, HEIGHT - SIDE), (1.0, SIDE), (0.5, HEIGHT / 2)])
def test_the_height_is_the_share_of_the_budget(share: float, height: float) -> None:
    found = points(draw_trend(Trend.of({MAY: 0.0, SEPTEMBER: share}, 6), LIGHT))
    assert found == [(SIDE, HEIGHT - SIDE), (WIDTH - SIDE, height)]


@pytest.mark.parametrize("share", [-0.4, 1.7])
def test_a_share_outside_0_to_100_percent_stays_in_the_picture(share: float) -> None:
    found = points(draw_trend(Trend.of({MAY: 0.2, SEPTEMBER: share}, 6), LIGHT))
    assert all(SIDE <= y <= HEIGHT - SIDE for _, y in found)
