"""What will be left, per source and any other group: budget less the expected outturn of its lines."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from budget.charts.variance import VarianceChart
from budget.insight.forecast.outturn import forecast
from budget.insight.groups import group_key
from budget.model import By, LineFacts
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from budget.ui.insight_charts import variance_chart
from tests.spec.histories import YEARS, Lived, moments, seeds
from tests.spec.oracle_changes import State, grouped, minus

SEEDS = seeds(3)
GROUPS = (By.DOMAIN, By.ACTION_LINE, By.LINE, By.SOURCE, By.THEME, By.BUDGET_HOLDER)


def outturns(standing: Standing, by: By, domain: str | None = None) -> Counter[str]:
    """Expected outturn per group: the sum of its lines."""
    found: Counter[str] = Counter()
    for line in standing.lines(domain):
        found[group_key(line, by)] += _alone(line, standing.facts.year, standing.facts.as_of)
    return found


@cache
def _alone(line: LineFacts, year: int, as_of: date) -> int:
    """Cached: every grouping asks the same lines."""
    return forecast([line], year, as_of).outturn.p50


def side(cents: int) -> str:
    return "" if cents == 0 else "V" if cents > 0 else "N"


def assert_left(chart: VarianceChart, budgets: Counter[str], outturn: Counter[str]) -> None:
    right = {key: budgets[key] - outturn[key] for key in budgets.keys() | outturn.keys()}
    shown = {row.key: row.expected for row in chart.rows}
    assert minus(Counter(shown), Counter()) == minus(Counter(right), Counter())
    assert {row.key: row.side for row in chart.rows} == {key: side(right[key]) for key in shown}
    assert chart.total.expected == sum(right.values()) == sum(shown.values())
    assert chart.total.side == side(sum(right.values()))
    for row in chart.rows:
        assert row.least <= row.expected <= row.most


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_left_of_every_group_adds_up_to_what_is_left_in_all(
    live, years_store: Store, seed: int
) -> None:
    programme, files = live(seed)
    for year in YEARS:
        for as_of, known_at in moments(seed, files, 3):
            standing = load_standing(years_store, programme, as_of, year, known_at)
            stands = State(files, programme, year, known_at).stands(as_of)
            for by in GROUPS:
                budgets = Counter({key: sums["plan"] for key, sums in grouped(stands, by.value).items()})
                assert_left(variance_chart(standing, by), budgets, outturns(standing, by))


@pytest.mark.parametrize("domain", ["JEU", "VEI", "WON", "EID"])
def test_money_that_is_left_says_where_it_goes_by_its_source(
    example: Lived, years_store: Store, domain: str
) -> None:
    standing = load_standing(years_store, example.programme, date(2024, 9, 30), 2024)
    chart = variance_chart(standing, By.SOURCE, domain)
    state = State(example.files, example.programme, 2024, len(example.files))
    budgets: Counter[str] = Counter()
    for line in state.lines:
        if line.domain == domain:
            budgets[line.source] += line.budget
    assert len(budgets) > 1
    assert_left(chart, budgets, outturns(standing, By.SOURCE, domain))
    for row in chart.rows:
        told = example.programme.source(row.key).unspent if row.key else ""
        assert row.unspent == told
        assert row.destination == (f"Geld dat overblijft {told}." if told and row.most > 0 else "")
