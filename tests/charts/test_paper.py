import json
from dataclasses import replace
from datetime import date

import pytest

from budget.charts import BulletChart, SourcesChart
from budget.charts.paper import bullets_on_paper, pace_on_paper, paper_colours, sources_on_paper
from budget.model import By
from tests.charts import samples


def test_bars_on_paper_end_where_the_measures_say():
    drawn = bullets_on_paper(BulletChart.of(samples.rows()[:6], samples.AS_OF))
    assert (drawn["start"], drawn["end"]) == (0, 1)
    for row, found in zip(samples.rows()[:6], drawn["rows"], strict=True):
        assert found["pieces"][0]["to"] == pytest.approx(row.measures.depletion)
        assert found["planned"] == pytest.approx(row.measures.norm_share)
        assert found["name"] == row.name


def test_the_hundred_percent_mark_moves_left_when_a_bar_passes_it():
    chart = BulletChart.of(samples.rows(), samples.AS_OF)
    drawn = bullets_on_paper(chart)
    assert drawn["end"] == pytest.approx(1 / chart.scale[1])
    assert drawn["short"] is True


def test_a_row_without_a_budget_tells_its_amounts():
    found = bullets_on_paper(BulletChart.of(samples.rows(), samples.AS_OF))["rows"][-1]
    assert (found["pieces"], found["planned"], found["released"]) == ([], None, None)
    assert found["without"].startswith("besteed €")
    assert found["budget"] == "geen budget"


def test_the_pace_on_paper_ends_at_the_edges():
    drawn = pace_on_paper(samples.pace("VEI"))
    assert drawn["planned"][0][0] == 0
    assert drawn["planned"][-1] == pytest.approx((1, drawn["budget"]["at"]))
    assert drawn["realised"][-1] == pytest.approx((drawn["today"]["at"], drawn["today"]["realised"]))
    places = [place for point in drawn["planned"] + drawn["realised"] + drawn["fan"] for place in point]
    assert all(0 <= place <= 1 for place in places)


def test_the_pace_on_paper_knows_a_year_to_come_and_a_year_that_is_over():
    before = replace(samples.pace("VEI"), realised=(), as_of=date(2023, 9, 30))
    assert pace_on_paper(before)["today"] is None
    over = pace_on_paper(samples.pace("VEI", date(2024, 12, 31)))
    assert (over["fan"], over["expected_text"], over["today"]["at"]) == ([], "", 1)


def test_a_run_out_stays_within_the_year():
    drawn = pace_on_paper(samples.pace("ORG"))["run_out"]
    assert 0 < drawn["from"] <= drawn["at"] < drawn["to"] == 1
    assert pace_on_paper(samples.pace("JEU"))["run_out"] is None


def test_sources_on_paper_share_one_scale():
    rows = samples.rows(By.SOURCE)
    drawn = sources_on_paper(SourcesChart.of(rows, samples.AS_OF, {"COA": "#004699"}))
    largest = max(row.measures.budget for row in rows)
    for row, found in zip(rows, drawn["rows"], strict=True):
        assert found["budget_end"] == pytest.approx(row.measures.budget / largest)
        assert found["used_end"] == pytest.approx(row.measures.used / largest)


def test_all_drawings_are_plain_data_with_a_text_alternative():
    drawn = (
        bullets_on_paper(BulletChart.of(samples.rows(), samples.AS_OF)),
        pace_on_paper(samples.pace()),
        sources_on_paper(SourcesChart.of(samples.rows(By.SOURCE), samples.AS_OF, {})),
    )
    for found in drawn:
        assert json.loads(json.dumps(found))["alt"].endswith(".")
    assert set(paper_colours()["signal"]) == {"rood", "oranje", "groen", "grijs"}
