from dataclasses import replace

import pytest

from budget.charts.sources import NO_COLOUR, SourcesChart
from budget.labels import NBSP, euro
from budget.model import By
from tests.charts import samples

COLOURS = {source.code: source.colour for source in samples.programme().sources}


def chart(rows):
    return SourcesChart.of(rows, samples.AS_OF, COLOURS)


def test_every_source_and_all_its_themes_have_its_fixed_colour():
    for by in (By.SOURCE, By.THEME):
        found = chart(samples.rows(by))
        codes = [row.key.partition("/")[0] for row in found.rows]
        assert found.colours == tuple(COLOURS.get(code, NO_COLOUR) for code in codes)
        assert COLOURS["SPUK-KW"] in found.colours


def test_the_title_names_the_source_with_most_room():
    title = f"De meeste vrije ruimte zit bij SPUK Kansrijke Wijk 2023-2025: €{NBSP}1,5{NBSP}mln"
    assert chart(samples.rows(By.SOURCE)).title == f"{title} van €{NBSP}4,8{NBSP}mln"


def test_the_title_names_a_source_that_is_short():
    row = samples.rows(By.SOURCE)[0]
    short = replace(row, measures=replace(row.measures, committed=row.measures.budget))
    assert chart([short]).title == f"{row.name} komt €{NBSP}2,1{NBSP}mln tekort"


def test_room_in_one_pot_does_not_hide_a_shortage_in_another():
    row = samples.rows(By.SOURCE)[0]
    m = replace(row.measures, short=34_000_00)
    found = chart([replace(row, measures=m)])
    assert f"€{NBSP}34{NBSP}duizend tekort" in found.title
    assert f"ruimte {euro(m.room)}, tekort {euro(m.short)}" in found.alt
    told = dict(zip(*(part if n == 0 else part[0] for n, part in enumerate(found.table())), strict=True))
    assert (told["Ruimte"], told["Tekort"]) == (m.free + m.short, m.short)
    assert "Vrije ruimte" not in told


@pytest.mark.wording
def test_the_title_never_reports_money_outside_the_plan():
    unplanned = samples.rows(By.SOURCE)[-1]
    assert unplanned.key == ""
    assert chart([unplanned]).title == "Er is geen vrije ruimte meer"


def test_the_scale_holds_credits_and_overspending():
    row = samples.rows(By.SOURCE)[0]
    credit = replace(row, measures=replace(row.measures, realised=-5_00, committed=0))
    over = replace(row, measures=replace(row.measures, committed=row.measures.budget))
    assert chart([credit, over]).scale == (-5_00, over.measures.used)


def test_the_text_alternative_and_the_table_have_the_figures_of_the_rows():
    found = chart(samples.rows(By.SOURCE))
    headers, rows = found.table()
    for row, cells in zip(found.rows, rows, strict=True):
        named = dict(zip(headers, cells, strict=True))
        assert named["Vrije ruimte"] == row.measures.free
        assert euro(row.measures.realised) in found.alt


def test_an_empty_chart_has_a_title_and_text_alternative():
    assert chart([]).alt == "Lege staafgrafiek."
    assert chart([]).scale == (0, 0)
