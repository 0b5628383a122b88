"""The table of scores: baselines, years and wording."""

from __future__ import annotations

import pytest

from calibration.scores import Score, as_text, as_used_table, left_out_table, scores_table
from tests.calibration.panels import panel, random_panel, year_rows


def test_the_last_third_of_the_years_is_judged() -> None:
    three, seven = (scores_table(random_panel(1, series=20, years=years)) for years in (3, 7))
    assert {score.series for score in three} == {20}
    assert {score.series for score in seven} == {60}


def test_every_series_is_judged_once_when_series_are_left_out() -> None:
    assert {score.series for score in left_out_table(random_panel(1, series=20))} == {60}


def test_the_as_used_score_ignores_earlier_years_and_kinds() -> None:
    table = random_panel(1, series=20)
    unnamed = table.assign(series=[f"{row.series}-{row.fiscal_year}" for row in table.itertuples()])
    assert as_used_table(table)[0].coverage is not None
    assert {score.series for score in as_used_table(table)} == {60}
    assert as_used_table(table) != left_out_table(table)
    assert as_used_table(unnamed) == left_out_table(unnamed)


def test_an_own_forecast_is_only_compared_where_every_series_has_one() -> None:
    with_own, without = (scores_table(random_panel(1, own, series=20)) for own in (True, False))
    assert [score.method for score in with_own if score.month == 6] == [
        "prognose", "rechte lijn", "geldend plan", "planverloop", "eigen prognose",
    ]  # fmt: skip
    assert "eigen prognose" not in {score.method for score in without}


def test_wape_is_the_total_error_as_a_share_of_total_spending() -> None:
    years = [year_rows(f"A/{number}", year, 100, 80) for number in range(9) for year in (2001, 2002, 2003)]
    scores = {score.method: score for score in scores_table(panel(*years)) if score.month == 6}
    assert scores["geldend plan"].wape == pytest.approx(20 / 80)
    assert scores["rechte lijn"].wape == pytest.approx(1 - 2 * 0.388)
    assert scores["prognose"].wape < 0.02


def test_the_text_has_a_line_a_score_and_a_dash_where_there_is_no_interval() -> None:
    own = Score(6, "prognose", 10, 0.123, 0.8, 0.012, 0.5, 0.84)
    text = as_text([own, Score(6, "geldend plan", 10, 0.2)])
    head, first, second = text.splitlines()
    assert "fout" in head
    assert head.split()[-1] == "totalen"
    assert first.split()[-1] == "84.0%"
    assert "12.3%" in first
    assert "80.0% ± 1.2" in first
    assert second.split()[-3:] == ["-", "-", "-"]


def test_the_totals_of_groups_are_judged_by_year_and_a_series_alone_is_no_total() -> None:
    many = random_panel(1)
    one_each = many.assign(group=many.series)
    (found, *_), (alone, *_) = as_used_table(many), as_used_table(one_each)
    assert round(found.totals * 7 * 3, 6).is_integer()
    assert 0 < found.totals <= 1
    assert alone.totals is None


def test_errors_in_the_same_direction_lower_the_coverage_of_totals() -> None:
    many = random_panel(1)
    ended = many.month == 12
    low = many.copy()
    low.loc[ended & (many.fiscal_year == 2003), "realised"] *= 0.8
    (apart, *_), (alike, *_) = scores_table(many), scores_table(low)
    assert alike.totals < alike.coverage
    assert alike.totals < apart.totals
