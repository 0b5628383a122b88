from dataclasses import replace
from datetime import date

import pytest

from budget.charts import PaceChart
from budget.insight.pace import pace_of
from budget.labels import NBSP
from tests.charts import samples
from tests.charts.figures import draw_pace, texts, trace


def test_the_pace_figure_has_the_paths_of_the_chart():
    chart = samples.pace("VEI")
    figure = draw_pace(chart)
    assert list(trace(figure, "besteed").y) == [point.cents for point in chart.realised]
    assert list(trace(figure, "gepland").y) == [point.cents for point in chart.planned]
    assert list(trace(figure, "verplicht").base) == [chart.measures.realised]
    assert f"26{NBSP}% besteed" in texts(figure)
    assert f"48{NBSP}% gepland" in texts(figure)
    assert "31 mei" in texts(figure)


def test_the_pace_chart_marks_the_run_out_date():
    figure = draw_pace(samples.pace("ORG"))
    assert list(trace(figure, "geld op").x) == [samples.pace("ORG").run_out]
    assert "geld op rond 20 september" in texts(figure)


@pytest.mark.parametrize(
    "day", [date(2024, 1, 31), date(2024, 5, 31), date(2024, 11, 15), date(2024, 12, 31)]
)
def test_the_pace_can_be_drawn_on_any_day(day):
    figure = draw_pace(samples.pace("JEU", day))
    assert len([found for found in figure.data if found.name == "prognose"]) == (day < date(2024, 12, 31))


def test_the_pace_of_a_year_to_come_has_no_realised_line():
    plain = samples.pace("JEU")
    figure = draw_pace(replace(plain, realised=(), as_of=date(2023, 9, 30)))
    assert [found.name for found in figure.data if found.name == "besteed"] == []


def test_a_pace_chart_without_a_budget_has_no_shares():
    row = samples.row_of(samples.unplanned())
    lines = [samples.unplanned()]
    chart = PaceChart.of(pace_of(row, lines, samples.forecast(lines), samples.YEAR, samples.AS_OF))
    assert "n.v.t." not in texts(draw_pace(chart))
