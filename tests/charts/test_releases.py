"""Released money beside what is used, as a chart."""

from __future__ import annotations

from datetime import date

import pytest

from budget.charts import ReleasesChart
from budget.model.figures import Point
from budget.model.releases import ReleasePath, Unreleased
from tests.charts.figures import draw_releases
from tests.charts.valid import assert_valid
from tests.insight.lines import line
from tests.wording import plain

EURO = 100
YEAR = 2024
JANUARY, MARCH, APRIL, END = date(2023, 12, 31), date(YEAR, 3, 31), date(YEAR, 4, 15), date(YEAR, 12, 31)


def chart(unreleased: tuple[Unreleased, ...] = ()) -> ReleasesChart:
    steps = (JANUARY, 0), (MARCH, 0), (APRIL, 600 * EURO), (END, 600 * EURO)
    released = tuple(Point(day, cents) for day, cents in steps)
    used = Point(JANUARY, 0), Point(MARCH, 250 * EURO)
    return ReleasesChart(
        "Groen", ReleasePath("GRO", YEAR, APRIL, 1_000 * EURO, (), released, used, unreleased)
    )


@pytest.mark.wording
def test_the_title_states_the_released_amount_or_the_use_without_release() -> None:
    assert plain(chart().title) == "Van € 1.000 is € 600 vrijgegeven"
    beyond = Unreleased(line(), 40 * EURO, MARCH)
    assert plain(chart((beyond,)).title) == "€ 40 is gebruikt zonder vrijgave, bij 1 regel"


def test_the_text_alternative_has_each_step_once() -> None:
    alt = plain(chart().alt)
    assert alt.count("€ 600") == 1
    assert "15-04-2024 € 600" in alt
    assert "€ 250" in alt


def test_the_table_leaves_open_what_is_used_after_the_reference_date() -> None:
    assert chart().cells() == [
        (JANUARY, 0, 0), (MARCH, 0, 250 * EURO), (APRIL, 600 * EURO, None), (END, 600 * EURO, None),
    ]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_the_chart_can_be_drawn_in_both_themes(dark: bool) -> None:
    figure = draw_releases(chart(), dark)
    assert_valid(figure)
    assert [drawn.line.shape for drawn in figure.data] == ["hv", None]
