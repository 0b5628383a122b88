from dataclasses import replace
from datetime import date

import pytest

from budget.charts import BulletChart, ChangePart, SourcesChart, StepKind, WaterfallChart
from budget.charts.colours import LIGHT, VARIABLES
from budget.charts.svg.bars import (
    PAPER,
    PAPER_SOURCES,
    Strip,
    draw_bullets,
    draw_sources,
    draw_steps,
    page_fills,
)
from budget.charts.svg.canvas import pattern_defs
from budget.charts.tables import describe_row
from budget.model import By
from tests.charts import samples
from tests.charts.svg.reading import elements, number, words

CHART = BulletChart.of(samples.rows(), samples.AS_OF)
SOURCES = SourcesChart.of(samples.rows(By.SOURCE), samples.AS_OF, {})


def test_bar_ends_match_the_measures():
    top = CHART.scale[1]
    for row, drawn in zip(samples.rows()[:-1], draw_bullets(CHART, VARIABLES).rows, strict=False):
        budget, realised, committed, *_ = elements(drawn.picture, "rect")
        assert number(budget, "width") == pytest.approx(1 / top, abs=1e-4)
        assert number(realised, "width") == pytest.approx(min(row.measures.depletion, 1) / top, abs=1e-4)
        assert committed.get("fill") == "url(#hatch-committed-realised)"
        marks = {mark.get("stroke"): number(mark, "x1") for mark in elements(drawn.picture, "line")}
        assert marks["var(--norm)"] == pytest.approx(row.measures.norm_share / top, abs=1e-4)
        assert ("var(--released)" in marks) == (row.measures.released_unknown == 0)


def test_a_shortage_is_crossed_and_has_a_legend_key():
    short = draw_bullets(CHART, VARIABLES)
    assert any("url(#cross-over-paper)" in row.picture for row in short.rows)
    assert [key.word for key in short.keys] == [
        "besteed", "verplicht", "tekort", "gepland", "vrijgegeven", "begroot",
    ]  # fmt: skip
    even = draw_bullets(BulletChart.of(samples.rows()[:1], samples.AS_OF), VARIABLES)
    assert "tekort" not in [key.word for key in even.keys]


def test_a_row_without_a_budget_has_words_and_no_bar():
    row = draw_bullets(CHART, LIGHT, PAPER).rows[-1]
    assert (row.picture, row.budget) == ("", "geen budget")
    assert row.without.startswith("besteed €")


def test_a_bar_beyond_the_axis_is_marked_as_cut_off():
    chart = BulletChart.of([samples.row_of(samples.line(budget=100_00, pace=9))], samples.AS_OF)
    assert words(draw_bullets(chart, LIGHT, PAPER).rows[0].picture) == ["»"]


def test_the_printed_axis_aligns_with_the_bars():
    drawn = draw_bullets(BulletChart.of(samples.rows()[:1], samples.AS_OF), LIGHT, PAPER)
    shares = elements(drawn.axis, "text")
    assert ["".join(share.itertext())[:-2] for share in shares] == ["0", "25", "50", "75", "100"]
    budget = next(box for box in elements(drawn.rows[0].picture, "rect") if box.get("x"))
    ends = number(budget, "x"), number(budget, "x") + number(budget, "width")
    assert ends == (number(shares[0], "x"), number(shares[-1], "x"))
    assert draw_bullets(CHART, VARIABLES).axis == ""


def test_every_bar_on_the_page_has_its_figures_as_label():
    for row, drawn in zip(CHART.rows, draw_bullets(CHART, VARIABLES).rows, strict=True):
        if drawn.picture:
            assert f'aria-label="{describe_row(row).replace("&", "&amp;")}"' in drawn.picture


def test_sources_share_one_scale_in_their_own_colours():
    drawn = draw_sources(SOURCES, SOURCES.colours, LIGHT, Strip(100, 10))
    high = SOURCES.scale[1]
    for row, found in zip(SOURCES.rows, drawn.rows, strict=True):
        budget, realised, committed = elements(found.picture, "rect")[-3:]
        assert number(budget, "width") == pytest.approx(100 * max(row.measures.budget, 0) / high, abs=0.01)
        assert number(realised, "width") == pytest.approx(100 * row.measures.realised / high, abs=0.01)
        end = number(committed, "x") + number(committed, "width")
        assert end == pytest.approx(100 * row.measures.used / high, abs=0.02)


def test_the_page_defines_every_pattern_that_its_bars_use():
    hues = [f"var(--source{n})" for n in range(len(SOURCES.rows))]
    ids = {
        f"url(#{found.get('id')})" for found in elements(pattern_defs(page_fills(VARIABLES, hues)), "pattern")
    }
    drawn = (draw_bullets(CHART, VARIABLES), draw_sources(SOURCES, hues, VARIABLES))
    pictures = [part.picture for bars in drawn for part in (*bars.rows, *bars.keys) if part.picture]
    used = {box.get("fill") for picture in pictures for box in elements(picture, "rect")}
    assert {fill for fill in used if fill.startswith("url(")} <= ids


def test_steps_hang_where_the_one_before_ended_and_show_their_direction():
    parts = [ChangePart("A", 0, 100, 50), ChangePart("B", 200, 100, 0)]
    chart = WaterfallChart.of("X", date(2024, 1, 31), date(2024, 5, 31), 1000, 200, 200, 50, parts=parts)
    drawn = {step.kind: picture for step, picture in draw_steps(chart, VARIABLES)}
    assert list(drawn) == [kind for kind in StepKind if kind is not StepKind.OWN]
    (plan,), (bookings,) = (elements(drawn[kind], "rect") for kind in (StepKind.PLAN, StepKind.BOOKINGS))
    assert number(plan, "x") + number(plan, "width") == number(bookings, "x") + number(bookings, "width")
    assert [words(drawn[kind]) for kind in drawn] == [[], ["►"], ["◄"], ["◄"], []]


@pytest.mark.parametrize("rows", [(), samples.rows()[-1:]])
def test_charts_without_a_bar_can_be_drawn(rows):
    assert len(draw_bullets(BulletChart.of(rows, samples.AS_OF), LIGHT, PAPER).rows) == len(rows)
    chart = SourcesChart.of(rows, samples.AS_OF, {})
    assert len(draw_sources(chart, chart.colours, LIGHT, PAPER_SOURCES).rows) == len(rows)


def test_the_same_chart_gives_the_same_text():
    again = BulletChart.of([replace(row) for row in samples.rows()], samples.AS_OF)
    assert draw_bullets(again, LIGHT, PAPER) == draw_bullets(CHART, LIGHT, PAPER)
