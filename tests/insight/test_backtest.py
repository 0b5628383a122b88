"""The backtest: what it may know, what it makes of holes, and how right it was on the public panels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from budget.insight.backtest import COLUMNS, backtest, backtest_file, cases
from budget.insight.reference import SPENT, at
from budget.insight.scores import Score, left_out_table, scores_table
from tests.conftest import SHARED_DATA
from tests.insight.panels import panel, random_panel, year_rows

FIRST, LATER = 2010, 2011


def predicted(table: pd.DataFrame) -> tuple[float, ...]:
    """P10, P50 and P90 of series A/1 halfway the later year."""
    found = backtest(table)
    row = found[(found.series == "A/1") & (found.fiscal_year == LATER) & (found.month == 6)]
    return tuple(row[["p10", "p50", "p90"]].iloc[0])


def test_it_answers_for_months_three_six_and_nine_of_every_series_and_year() -> None:
    found = backtest(panel(year_rows("A/1", FIRST, 100, 90), year_rows("A/1", LATER, 100, 90)))
    assert tuple(found.columns) == COLUMNS
    assert list(found.month) == [3, 6, 9] * 2
    assert (found.p10 <= found.p50).all()
    assert (found.p50 <= found.p90).all()


def test_it_knows_nothing_of_later_months_and_later_years() -> None:
    now, past = year_rows("A/1", LATER, 100, 90), year_rows("A/1", FIRST, 100, 70)
    whole = panel(past, now, year_rows("A/1", LATER + 1, 500, 20))
    later = (whole.fiscal_year > LATER) | ((whole.fiscal_year == LATER) & (whole.month > 6))
    changed = whole.assign(realised=whole.realised.where(~later, 1e9), budget=whole.budget.where(~later, 3.0))
    assert predicted(whole) == predicted(changed) == predicted(whole[~later])


def test_it_knows_nothing_of_other_series() -> None:
    mine = panel(year_rows("A/1", FIRST, 100, 70), year_rows("A/1", LATER, 100, 90))
    other = panel(year_rows("B/1", FIRST, 100, 20), year_rows("B/1", LATER, 100, 20))
    assert predicted(mine) == predicted(pd.concat([mine, other]))


def test_the_order_of_rows_does_not_matter() -> None:
    table = random_panel(1, series=5)
    pd.testing.assert_frame_equal(backtest(table), backtest(table.sample(frac=1, random_state=3)))


def test_a_series_that_was_left_over_before_is_expected_lower_than_one_without_a_past() -> None:
    now = year_rows("A/1", LATER, 100, 90)
    lean = panel(*(year_rows("A/1", FIRST - back, 100, 50) for back in range(4)), now)
    assert predicted(lean)[1] < predicted(panel(now))[1]


def test_a_series_that_was_always_as_forecast_gets_a_narrow_interval() -> None:
    now = panel(year_rows("A/1", LATER, 100, 90, own_forecast=90.0))
    steady = panel(
        *(year_rows("A/1", FIRST - back, 100, 90, own_forecast=90.0) for back in range(5)),
        year_rows("A/1", LATER, 100, 90, own_forecast=90.0),
    )
    wild = panel(
        *(year_rows("A/1", FIRST - back, 100, 60 + 60 * (back % 2), own_forecast=90.0) for back in range(5)),
        year_rows("A/1", LATER, 100, 90, own_forecast=90.0),
    )
    widths = [low_to_high[2] - low_to_high[0] for low_to_high in map(predicted, (steady, now, wild))]
    assert widths[0] < widths[1] < widths[2]


def test_the_own_forecast_is_the_middle_where_there_is_one() -> None:
    assert predicted(panel(year_rows("A/1", LATER, 100, 90, own_forecast=95.0)))[1] == 95


def test_a_norm_tells_how_much_was_planned_by_now() -> None:
    (case, *_) = cases(panel(year_rows("A/1", LATER, 100, 90, norm=40.0)))
    assert case.position.planned == pytest.approx(0.4)
    (without, *_) = cases(panel(year_rows("A/1", LATER, 100, 90)))
    assert without.position.planned == pytest.approx(at(SPENT, 3))


def test_what_a_row_leaves_empty_is_as_it_was_the_quarter_before() -> None:
    rows = year_rows("A/1", LATER, 100, 90)
    rows[1].update(budget=np.nan, realised=np.nan)
    second = cases(panel(rows))[1]
    assert second.position.budget == 100
    assert second.position.realised == rows[0]["realised"]


def test_the_first_plan_stands_in_for_an_unknown_plan_in_force_and_a_usual_year_for_both() -> None:
    first = cases(panel(year_rows("A/1", LATER, np.nan, 90, budget_original=80.0)))[0]
    assert first.position.budget == 80
    neither = cases(panel(year_rows("A/1", LATER, np.nan, 90)))[0]
    assert neither.position.budget == pytest.approx(90)


def test_a_year_that_has_not_ended_teaches_nothing_and_is_still_answered() -> None:
    open_year = [row for row in year_rows("A/1", FIRST, 100, 40) if row["month"] != 12]
    now = year_rows("A/1", LATER, 100, 90)
    assert predicted(panel(open_year, now)) == predicted(panel(now))
    assert len(backtest(panel(open_year))) == 3


def test_empty_columns_may_be_missing_and_names_may_be_numbers() -> None:
    empty = ["panel", "norm", "own_forecast", "budget_original"]
    table = panel(year_rows("A/1", LATER, 100, 90)).drop(columns=empty)
    assert len(backtest(table)) == 3
    assert len(backtest(table.assign(series=1001, group=1))) == 3


def test_negative_budgets_and_nothing_at_all_are_answered() -> None:
    income = predicted(panel(year_rows("A/1", LATER, -100, -90)))
    assert income[0] <= income[1] <= income[2] <= -90 * at(SPENT, 6)
    assert predicted(panel(year_rows("A/1", LATER, 0, 0))) == (0, 0, 0)


@pytest.mark.parametrize("name", ["panel.csv", "panel.csv.gz"])
def test_from_path_to_path(tmp_path: Path, name: str) -> None:
    table = panel(year_rows("A/1", LATER, 100, 90))
    table.to_csv(tmp_path / name, index=False)
    backtest_file(str(tmp_path / name), str(tmp_path / "out.csv"))
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "out.csv"), backtest(table), check_dtype=False)


# --- the record, on real budgets that the fit has not seen ------------------------------


def shared(name: str) -> pd.DataFrame:
    path = SHARED_DATA / "execution" / name
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    return pd.read_csv(path)


def by_method(scores: list[Score], month: int) -> dict[str, Score]:
    return {score.method: score for score in scores if score.month == month}


@pytest.mark.parametrize("table", [scores_table, left_out_table])
def test_cities_are_forecast_better_than_by_their_plan(table) -> None:
    scores = table(shared("cities_train.csv.gz"))
    for month, share in ((3, 1.0), (6, 0.8), (9, 1.0)):
        found = by_method(scores, month)
        assert found["prognose"].wape <= share * found["geldend plan"].wape
        assert 0.77 <= round(found["prognose"].coverage, 2) <= 0.83


@pytest.mark.parametrize("table", [scores_table, left_out_table])
def test_departments_are_forecast_no_worse_than_by_their_staff(table) -> None:
    scores = table(shared("departments_train.csv.gz"))
    for month in (6, 9):
        found = by_method(scores, month)
        assert found["prognose"].wape <= found["eigen prognose"].wape
    assert all(0.77 <= by_method(scores, month)["prognose"].coverage <= 0.83 for month in (3, 6, 9))
