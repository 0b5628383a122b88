from dataclasses import replace
from datetime import date

import pytest

from budget.charts.pace import PaceChart
from budget.charts.tables import pace_message
from budget.insight.pace import pace_of
from budget.labels import NBSP, euro
from budget.model import Interval, RunOut
from budget.model.figures import Point
from budget.model.months import last_day
from tests.charts import samples

NO_RUN_OUT = RunOut(None, None, None, 0.1)


def chart(*lines, as_of=samples.AS_OF):
    row = samples.row_of(*lines, as_of=as_of)
    return PaceChart.of(pace_of(row, lines, samples.forecast(lines, as_of), samples.YEAR, as_of))


def measures(realised, norm, committed=0, budget=100_00, run_out=NO_RUN_OUT):
    row = samples.row_of(samples.line())
    return replace(
        row.measures, budget=budget, realised=realised, norm=norm, committed=committed, run_out=run_out
    )


def test_the_planned_path_goes_from_zero_to_the_budget():
    planned = chart(samples.line(budget=120_000_00)).planned
    assert [planned[0], planned[-1]] == [(date(2023, 12, 31), 0), (date(2024, 12, 31), 120_000_00)]
    assert [point.day for point in planned[1:3]] == [date(2024, 1, 31), date(2024, 2, 29)]


@pytest.mark.parametrize("day", [date(2024, 5, 30), date(2024, 5, 31), date(2024, 6, 1)])
def test_the_realised_path_ends_at_the_reference_date_with_the_figure_of_the_row(day):
    found = chart(samples.line(), as_of=day)
    assert found.realised[-1] == (day, found.measures.realised)
    assert [point.day for point in found.realised] == sorted({point.day for point in found.realised})


def test_the_fan_starts_where_the_realised_path_ends():
    found = chart(samples.line())
    now = found.measures.realised
    assert (found.fan[0].day, found.fan[0].expected) == (samples.AS_OF, Interval(now, now, now))
    assert (found.fan[-1].day, found.fan[-1].expected) == (date(2024, 12, 31), found.measures.forecast)


def test_before_the_year_there_is_only_a_plan_and_a_forecast():
    line = replace(samples.line(), realised=(0,) * 13)
    row = replace(samples.row_of(line), measures=measures(0, 0))
    outlook = samples.forecast([line])
    found = PaceChart.of(pace_of(row, [line], outlook, samples.YEAR, date(2023, 9, 30)))
    assert found.realised == ()
    assert found.today is None
    assert found.fan[0].day == date(2023, 12, 31)
    assert len(found.cells()) == 12


def test_after_the_year_the_path_ends_on_its_last_day_without_a_forecast():
    line = replace(samples.line(), realised=(*(10_00,) * 12, 5_00))
    row = replace(samples.row_of(line), measures=measures(125_00, 100_00))
    outlook = samples.forecast([line])
    found = PaceChart.of(pace_of(row, [line], outlook, samples.YEAR, date(2025, 2, 15)))
    assert found.realised[-1] == (date(2024, 12, 31), 125_00)
    assert found.realised[-2] == (date(2024, 11, 30), 110_00)
    assert found.fan == ()
    assert found.today_label == "15 februari 2025"
    assert found.alt.endswith("Het jaar is voorbij.")


def test_a_group_without_lines_has_a_flat_path():
    assert {point.cents for point in chart().planned} == {0}


@pytest.mark.parametrize(
    ("depletion", "norm", "words"),
    [
        (40, 61, "loopt achter"),
        (40, 51, "loopt achter"),
        (40, 50, "loopt iets achter"),
        (40, 43, "loopt iets achter"),
        (40, 42, "loopt gelijk met het plan"),
        (40, 38, "loopt gelijk met het plan"),
        (40, 37, "loopt iets voor"),
        (40, 29, "loopt voor"),
    ],
)
def test_the_title_states_the_deviation_from_the_plan(depletion, norm, words):
    shares = f"{depletion}{NBSP}% besteed, {norm}{NBSP}% gepland"
    assert pace_message("Zorg", measures(depletion * 100, norm * 100)) == f"Zorg {words}: {shares}"


@pytest.mark.wording
def test_the_title_gives_a_shortage_priority_over_a_run_out():
    run_out = RunOut(date(2024, 9, 20), date(2024, 10, 14), None, 0.6)
    shares = f"90{NBSP}% besteed, 70{NBSP}% gepland"
    short = pace_message("Zorg", measures(90_00, 70_00, committed=12_00, run_out=run_out))
    soon = pace_message("Zorg", measures(90_00, 70_00, run_out=run_out))
    assert short == f"Zorg komt €{NBSP}2 tekort: {shares}"
    assert soon == f"Zorg: het geld is naar verwachting op rond 14 oktober ({shares})"


def test_without_a_budget_the_title_gives_the_amount():
    title = pace_message("Zorg", measures(90_00, 0, budget=0))
    assert title == f"Zorg heeft geen budget: €{NBSP}90 besteed of verplicht"
    ends = (Point(samples.AS_OF, 90_00),)
    found = replace(samples.pace("VEI"), measures=measures(90_00, 0, budget=0), realised=ends)
    assert (found.realised_label, found.planned_label) == (f"€{NBSP}90 besteed", "")


def test_the_text_alternative_has_the_figures_of_the_row():
    found = samples.pace("VEI")
    m = found.measures
    assert "Op 31 mei 2024 is" in found.alt
    for cents in (m.budget, m.realised, m.norm, m.committed, m.forecast.p10, m.forecast.p50, m.forecast.p90):
        assert euro(cents) in found.alt


def test_the_table_has_a_row_per_month_end_and_one_for_another_reference_date():
    day = date(2024, 5, 15)
    found = chart(samples.line(as_of=day), as_of=day)
    headers, rows = found.table()
    days = [row[0] for row in rows]
    assert len(days) == 13
    assert days == sorted(days)
    now = dict(zip(headers, rows[days.index(day)], strict=True))
    assert (now["Gepland"], now["Besteed"]) == (found.measures.norm, found.measures.realised)
    assert now["Prognose"] is None


def test_the_display_has_a_dash_for_future_spending():
    headers, rows = chart(samples.line()).display()
    december = dict(zip(headers, rows[-1], strict=True))
    assert december["Tot en met"] == "31-12-2024"
    assert december["Besteed"] == "–"
    assert december["Prognose"].startswith("€")


def test_the_last_day_of_february_counts_leap_years():
    assert last_day(2024, 2) == date(2024, 2, 29)
    assert last_day(2023, 2) == date(2023, 2, 28)
