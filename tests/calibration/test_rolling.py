"""Rolling evaluation: each year is forecast from earlier years only, and scored."""

from __future__ import annotations

import pytest

from calibration.rolling import Played, as_text, rolling_table
from tests.calibration.panels import panel, random_panel, year_rows


def test_every_year_but_the_first_is_scored_and_so_is_the_total() -> None:
    table = rolling_table(random_panel(1, series=10))
    assert {(p.month, p.year) for p in table} == {(m, y) for m in (3, 6, 9) for y in (2002, 2003, 0)}
    assert {p.series for p in table if p.year} == {10}
    assert {p.series for p in table if not p.year} == {20}


def test_later_years_do_not_change_the_scores_of_earlier_ones() -> None:
    table = random_panel(1, series=10)
    wild = table.assign(realised=table.realised.where(table.fiscal_year < 2003, table.realised * 3))
    before, after = ([p for p in rolling_table(each) if p.year == 2002] for each in (table, wild))
    assert before == after
    assert rolling_table(wild) != rolling_table(table)


def test_an_outturn_outside_its_interval_raises_the_score() -> None:
    years = [year_rows(f"A/{number}", year, 100, 80) for number in range(9) for year in (2001, 2002)]
    calm = rolling_table(panel(*years))[0]
    shock = [year_rows(f"A/{number}", 2003, 100, 10) for number in range(9)]
    hit = next(p for p in rolling_table(panel(*years, *shock)) if p.year == 2003)
    assert (calm.coverage, hit.coverage) == (1.0, 0.0)
    assert hit.score > calm.score + 1


def test_totals_of_a_group_are_scored_where_there_are_some() -> None:
    many = random_panel(1)
    assert all(p.totals is not None for p in rolling_table(many))
    assert all(p.totals is None for p in rolling_table(many.assign(group=many.series)))


@pytest.mark.parametrize(("year", "said"), [(2003, "2003"), (0, "alle")])
def test_the_report_has_a_line_for_each_year(year: int, said: str) -> None:
    head, line = as_text([Played(year, 6, 10, 0.1, 0.8, 0.4, 0.5, None)]).splitlines()
    assert head.split()[0] == "maand"
    assert line.split() == ["6", said, "10", "10.0%", "80.0%", "40.0%", "50.0%", "-"]
