"""Upper bound of adaptive margins: the current ones, rescaled with hindsight."""

from __future__ import annotations

from functools import cache

import pytest

from calibration.bounds import BEST_SCORE, KNOWN_YEAR, NOW, TAUGHT_BY_YEAR, Bound, as_text, bounds_table
from calibration.rolling import rolling_table
from tests.calibration.panels import random_panel

PANEL = random_panel(1)


@cache
def table() -> dict[tuple[int, int, str], Bound]:
    return {(b.month, b.year, b.way): b for b in bounds_table(PANEL)}


def test_the_current_margins_score_as_in_the_rolling_table() -> None:
    for played in rolling_table(PANEL):
        now = table()[played.month, played.year, NOW]
        assert (now.inside, now.width) == (played.coverage, played.width)
        assert now.score == pytest.approx(played.score)


def test_margins_that_know_the_year_cover_eight_in_ten() -> None:
    found = [b.inside for (_, year, way), b in table().items() if way == KNOWN_YEAR and year]
    assert found == pytest.approx([0.8] * len(found), abs=0.05)


def test_margins_fitted_on_the_year_cover_eight_in_ten() -> None:
    found = [b.inside for (_, year, way), b in table().items() if way == TAUGHT_BY_YEAR and year]
    assert len(found) == 6
    assert found == pytest.approx([0.8] * len(found), abs=0.05)


def test_the_best_factors_score_no_worse_than_the_current_ones() -> None:
    for month in (3, 6, 9):
        for year in (2002, 2003):
            assert table()[month, year, BEST_SCORE].score <= table()[month, year, NOW].score


def test_the_report_has_a_line_for_each_bound() -> None:
    head, *lines = as_text(list(table().values())).splitlines()
    assert head.split()[0] == "maand"
    assert len(lines) == len(table())
