"""Programmes composed from a panel: their own years change the margins, without look-ahead."""

from __future__ import annotations

import numpy as np

from calibration.programmes import as_text, effect_table, usual
from tests.calibration.panels import random_panel

PANEL = random_panel(1, series=40)


def test_the_first_year_that_is_forecast_has_no_record_yet() -> None:
    table = effect_table(PANEL)
    assert {(e.month, e.year) for e in table} == {(m, y) for m in (3, 6, 9) for y in (2003, 0)}
    assert {(e.inside, e.score) for e in table if e.year} == {
        (e.inside, e.score) for e in table if not e.year
    }


def test_the_outturn_of_a_year_does_not_change_its_own_margins() -> None:
    wild = PANEL.assign(realised=PANEL.realised.where(PANEL.fiscal_year < 2003, PANEL.realised * 3))
    factors = [[(e.below, e.above) for e in effect_table(each)] for each in (PANEL, wild)]
    assert factors[0] == factors[1]


def test_a_year_with_large_errors_widens_the_margins_of_the_next() -> None:
    is_wild = (PANEL.fiscal_year == 2002) & (PANEL.month == 12)
    low, high = (
        PANEL.assign(realised=np.where(is_wild, PANEL.budget * share, PANEL.realised)) for share in (0.1, 2)
    )
    before = [e for e in effect_table(PANEL) if e.year]
    for one, below, above in zip(before, effect_table(low), effect_table(high), strict=False):
        assert below.below > 1
        assert above.above > 1
        assert (one.below, one.above) != (below.below, above.above)


def test_separate_departments_are_composed_into_programmes() -> None:
    alone = PANEL.assign(group=PANEL.series)
    assert {e.domains for e in effect_table(alone) if e.year} == {40}
    assert all(share > 0 for share in usual(alone))


def test_the_report_has_a_line_for_each_programme() -> None:
    table = effect_table(PANEL)
    assert len(as_text(table).splitlines()) == len(table) + 1
