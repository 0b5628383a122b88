"""The backtest: no look-ahead, and predictions despite missing data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.insight.forecast.reference_class import SPENT, at
from calibration.backtest import AMOUNTS, COLUMNS, JUDGED, KEYS, backtest, cases
from tests.calibration.panels import panel, random_panel, year_rows

FIRST, LATER = 2010, 2011


def predicted(table: pd.DataFrame) -> tuple[float, ...]:
    """P10, P50 and P90 of series A/1 halfway the later year."""
    found = backtest(table)
    row = found[(found.series == "A/1") & (found.fiscal_year == LATER) & (found.month == 6)]
    return tuple(row[["p10", "p50", "p90"]].iloc[0])


def test_every_series_and_year_is_forecast_in_months_three_six_and_nine() -> None:
    found = backtest(panel(year_rows("A/1", FIRST, 100, 90), year_rows("A/1", LATER, 100, 90)))
    assert tuple(found.columns) == COLUMNS
    assert list(found.month) == [3, 6, 9] * 2
    assert (found.p10 <= found.p50).all()
    assert (found.p50 <= found.p90).all()


def test_later_months_and_years_do_not_influence_a_forecast() -> None:
    now, past = year_rows("A/1", LATER, 100, 90), year_rows("A/1", FIRST, 100, 70)
    whole = panel(past, now, year_rows("A/1", LATER + 1, 500, 20))
    later = (whole.fiscal_year > LATER) | ((whole.fiscal_year == LATER) & (whole.month > 6))
    changed = whole.assign(realised=whole.realised.where(~later, 1e9), budget=whole.budget.where(~later, 3.0))
    assert predicted(whole) == predicted(changed) == predicted(whole[~later])


def test_other_series_do_not_influence_a_forecast() -> None:
    mine = panel(year_rows("A/1", FIRST, 100, 70), year_rows("A/1", LATER, 100, 90))
    other = panel(year_rows("B/1", FIRST, 100, 20), year_rows("B/1", LATER, 100, 20))
    assert predicted(mine) == predicted(pd.concat([mine, other]))


def test_the_order_of_rows_does_not_matter() -> None:
    table = random_panel(1, series=5)
    pd.testing.assert_frame_equal(backtest(table), backtest(table.sample(frac=1, random_state=3)))


def test_a_history_of_underspending_lowers_the_forecast() -> None:
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


def test_an_own_forecast_is_the_median() -> None:
    assert predicted(panel(year_rows("A/1", LATER, 100, 90, own_forecast=95.0)))[1] == 95


def test_the_norm_is_the_planned_share_to_date() -> None:
    (case, *_) = cases(panel(year_rows("A/1", LATER, 100, 90, norm=40.0)))
    assert case.position.planned == pytest.approx(0.4)
    (without, *_) = cases(panel(year_rows("A/1", LATER, 100, 90)))
    assert without.position.planned == pytest.approx(at(SPENT, 3))


@pytest.mark.parametrize(
    ("booked", "biggest"),
    [
        ((6, 36, 30), [2, 10, 10]),
        ((6, -36, -30), [2, 14, 14]),  # Reversed.
        ((6, np.nan, 36), [2, 2, 5]),  # Spread over the six months without separate figures.
    ],
)
def test_bookings_of_a_quarter_count_as_spread_evenly_over_its_months(
    booked: tuple[float, ...], biggest: list[float]
) -> None:
    quarters = zip(year_rows("A/1", LATER, 100, 90), (*booked, 90), strict=True)
    found = cases(panel([row | {"realised": amount} for row, amount in quarters]))
    assert [case.position.biggest for case in found] == biggest


def test_an_empty_plan_carries_over_from_the_quarter_before() -> None:
    rows = year_rows("A/1", LATER, 100, 90, own_forecast=80.0)
    rows[1].update(budget=np.nan, own_forecast=np.nan)
    second = cases(panel(rows))[1]
    assert (second.position.budget, second.position.own_forecast) == (100, 80)


def test_bookings_that_a_row_leaves_empty_are_not_read_as_three_months_without_spending() -> None:
    rows = year_rows("A/1", LATER, 100, 90)
    rows[1].update(realised=np.nan)
    first, second, _ = cases(panel(rows))
    assert (second.month, second.position) == (6, first.position)
    rows[0].update(realised=np.nan)
    nothing_yet = cases(panel(rows))[1].position
    assert (nothing_yet.months, nothing_yet.realised) == (0, 0)


def test_a_missing_month_is_forecast_from_the_last_month_known() -> None:
    first, second, *_ = year_rows("A/1", LATER, 100, 90)
    only = backtest(panel([{**first, "month": 2}]))
    assert list(only.month) == [3, 6, 9]
    assert only.p50.nunique() == 1
    assert list(backtest(panel([second])).month) == [6, 9]
    assert backtest(panel([{**first, "month": 12}])).empty


def test_the_first_plan_replaces_a_missing_budget_and_the_usual_year_replaces_both() -> None:
    first = cases(panel(year_rows("A/1", LATER, np.nan, 90, budget_original=80.0)))[0]
    assert first.position.budget == 80
    neither = cases(panel(year_rows("A/1", LATER, np.nan, 90)))[0]
    assert neither.position.budget == pytest.approx(90)


def test_an_unfinished_year_is_forecast_but_not_learnt_from() -> None:
    open_year = [row for row in year_rows("A/1", FIRST, 100, 40) if row["month"] != 12]
    now = year_rows("A/1", LATER, 100, 90)
    assert predicted(panel(open_year, now)) == predicted(panel(now))
    assert len(backtest(panel(open_year))) == 3


def test_empty_columns_may_be_missing_and_names_may_be_numbers() -> None:
    empty = ["panel", "norm", "own_forecast", "budget_original"]
    table = panel(year_rows("A/1", LATER, 100, 90)).drop(columns=empty)
    assert len(backtest(table)) == 3
    assert len(backtest(table.assign(series=1001, group=1))) == 3


@st.composite
def rough_panels(draw) -> pd.DataFrame:
    """Two series over two years with gaps: months and amounts may be missing, amounts may be negative."""
    amount = st.sampled_from([np.nan, -50.0, 0.0, 1.0, 40.0, 100.0, 1e9])
    months = st.sets(st.integers(1, 12))
    rows = [
        {"group": series[0], "series": series, "fiscal_year": year, "month": month}
        | {name: draw(amount) for name in AMOUNTS}
        for series in ("A/1", "B/2111")
        for year in (FIRST, LATER)
        for month in sorted(draw(months))
    ]
    return pd.DataFrame(rows, columns=[*KEYS, *AMOUNTS])


@given(rough_panels())
def test_predictions_are_ordered_numbers_whatever_input_is_missing(table: pd.DataFrame) -> None:
    found = backtest(table)
    assert np.isfinite(found[["p10", "p50", "p90"]].to_numpy(dtype=float)).all()
    assert ((found.p10 <= found.p50) & (found.p50 <= found.p90)).all()
    assert not found.duplicated(["series", "fiscal_year", "month"]).any()


@given(rough_panels(), st.sampled_from(JUDGED), st.integers(0, 99))
def test_predictions_do_not_depend_on_later_rows_or_other_series(
    table: pd.DataFrame, month: int, seed: int
) -> None:
    def answer(rows: pd.DataFrame) -> list[list[float]]:
        found = backtest(rows)
        mine = (found.series == "A/1") & (found.fiscal_year == LATER) & (found.month == month)
        return found.loc[mine, ["p10", "p50", "p90"]].to_numpy().tolist()

    later = (table.fiscal_year == LATER) & (table.month > month)
    hidden = later | (table.series != "A/1")
    draw = np.random.default_rng(seed)
    noise = pd.DataFrame(draw.uniform(-1e6, 1e6, (len(table), len(AMOUNTS))), table.index, list(AMOUNTS))
    changed = table.assign(**{name: table[name].where(~hidden, noise[name]) for name in AMOUNTS})
    assert answer(table) == answer(changed) == answer(table[~hidden])


def test_negative_and_zero_budgets_are_forecast() -> None:
    income = predicted(panel(year_rows("A/1", LATER, -100, -90)))
    assert income[0] <= income[1] <= income[2] <= -90 * at(SPENT, 6)
    assert predicted(panel(year_rows("A/1", LATER, 0, 0))) == (0, 0, 0)


def test_a_series_knows_only_how_the_others_in_its_group_went_last_month() -> None:
    months = pd.concat(
        [
            pd.DataFrame(
                {
                    "group": group,
                    "series": f"{group}/{name}",
                    "fiscal_year": 2001,
                    "month": range(1, 13),
                    "budget": budget,
                    "realised": [budget * at(SPENT, float(month)) * pace for month in range(1, 13)],
                }
            )
            for group, name, budget, pace in (
                ("A", "1", 100.0, 1.0),
                ("A", "2", 300.0, 0.0),
                ("B", "1", 50.0, 1.0),
            )
        ]
    )
    stalled = (months.series == "A/1") & (months.month == 6)
    months.loc[stalled, "realised"] = 100.0 * at(SPENT, 5.0)
    found = {(case.series, case.month): case.position for case in cases(months)}
    assert found["A/2", 5].others == pytest.approx(0.0, abs=1e-9)
    assert (found["A/2", 6].others, found["A/2", 6].companions) == (-1.0, 1.0)
    assert found["A/1", 6].companions == found["B/1", 6].companions == 0.0
    assert (found["A/1", 6].size, found["A/2", 6].size, found["B/1", 6].size) == (0.5, 1.5, 1.0)
