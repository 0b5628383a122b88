"""Warnings that money runs out: which count, which came true, and how the tail above the budget is scored."""

from __future__ import annotations

import pytest

from calibration.run_out_warnings import Told, as_text, free_table, guarded_table, kept_table
from tests.calibration.panels import panel, random_panel, year_rows


def test_warnings_are_judged_for_every_month_series_and_year() -> None:
    table = free_table(random_panel(1, series=10))
    assert [told.month for told in table] == [3, 6, 9]
    assert {told.series for told in table} == {30}


def test_a_warning_that_came_true_is_precise_and_found() -> None:
    told = Told(6, 10, 4, 2, 1, 0.1, 0.0, 0.0)
    assert (told.precision, told.recall) == (0.5, 0.25)


def test_precision_and_recall_are_none_without_warnings_or_overspending() -> None:
    told = Told(6, 10, 0, 0, 0, 0.1, 0.0, 0.0)
    assert (told.precision, told.recall) == (None, None)


def test_a_series_that_ends_below_its_budget_is_not_overspent() -> None:
    years = [year_rows(f"A/{number}", year, 100, 80) for number in range(9) for year in (2001, 2002, 2003)]
    for told in free_table(panel(*years)):
        assert (told.passed, told.warned, told.far, told.above_p90) == (0, 0, 0.0, 0.0)


def test_a_guarded_forecast_warns_of_no_more_budgets_than_pace_alone() -> None:
    table = random_panel(1, series=20)
    for free, guarded in zip(free_table(table), guarded_table(table), strict=True):
        assert guarded.warned <= free.warned
        assert guarded.passed == free.passed


def test_only_budgets_that_were_not_raised_later_are_kept() -> None:
    years = [year_rows(f"A/{number}", year, 100, 80) for number in range(9) for year in (2001, 2002, 2003)]
    table = panel(*years)
    raised = table.assign(budget=table.budget.where((table.month < 9) | (table.series != "A/0"), 200.0))
    assert {told.series for told in kept_table(raised) if told.month < 9} == {24}
    assert {told.series for told in kept_table(raised) if told.month >= 9} == {27}


def test_the_text_has_a_line_a_month_and_a_dash_for_no_share() -> None:
    head, line = as_text([Told(6, 10, 4, 0, 0, 0.1, 0.05, 0.04)]).splitlines()
    assert head.split()[0] == "maand"
    assert line.split() == ["6", "10", "4", "0", "-", "0.0%", "10.0%", "5.0%", "4.0%"]


@pytest.mark.parametrize("table", [free_table, guarded_table, kept_table])
def test_a_panel_with_own_forecasts_is_judged_too(table) -> None:
    assert {told.series for told in table(random_panel(1, own=True, series=10))} == {30}
