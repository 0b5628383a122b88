from dataclasses import replace

import pytest

from budget.charts import BulletChart, SourcesChart
from budget.labels import NBSP
from budget.model import By
from tests.charts import samples
from tests.charts.figures import draw_bullets, draw_sources, texts, trace

COLOURS = {source.code: source.colour for source in samples.programme().sources}
HOSTILE = "<b>vet</b> & <a href='javascript:x'>klik</a> $x$ %{x}"


def bullets(rows):
    return BulletChart.of(rows, samples.AS_OF)


def test_bar_positions_match_the_measures():
    figure = draw_bullets(bullets(samples.rows()))
    planned = [row for row in samples.rows() if row.measures.budget]
    spent = trace(figure, "besteed")
    assert list(spent.x) == pytest.approx([row.measures.depletion for row in planned])
    assert list(spent.customdata) == [row.key for row in planned]
    assert list(trace(figure, "gepland").x) == [row.measures.norm_share for row in planned]
    assert list(trace(figure, "tekort").base) == [1.0]


def test_committed_is_hatched_and_overspending_is_crossed():
    figure = draw_bullets(bullets(samples.rows()))
    assert trace(figure, "verplicht").marker.pattern.shape == "/"
    assert trace(figure, "tekort").marker.pattern.shape == "x"


def test_every_row_shows_name_signal_and_shares_beside_its_bar():
    words = texts(draw_bullets(bullets(samples.rows())))
    for row in samples.rows():
        assert row.name.replace("&", "&amp;") in words.replace("<br>", " ")
    assert f"Let op · <b>26{NBSP}%</b> besteed, 48{NBSP}% gepland" in words
    assert f"besteed €{NBSP}12{NBSP}duizend, verplicht €{NBSP}4{NBSP}duizend" in words


def test_the_figure_grows_with_its_rows():
    one, seven = bullets(samples.rows()[:1]), bullets(samples.rows()[:7])
    assert draw_bullets(seven).layout.height > draw_bullets(one).layout.height + 6 * 60


def test_user_text_is_shown_as_it_is_written():
    row = replace(samples.rows()[0], name=HOSTILE)
    figure = draw_bullets(bullets([row]))
    shown = texts(figure) + "".join(trace(figure, "besteed").hovertext)
    assert "<b>vet" not in shown
    assert "<a " not in shown
    assert "&lt;b&gt;vet" in shown
    assert trace(figure, "besteed").hovertemplate is None


def test_a_bar_beyond_the_axis_is_marked_as_cut_off():
    row = samples.row_of(samples.line(budget=100_00, pace=9))
    figure = draw_bullets(bullets([row]))
    assert "»" in texts(figure)
    assert (
        max(b + x for b, x in zip(trace(figure, "tekort").base, trace(figure, "tekort").x, strict=True))
        == 1.6
    )


@pytest.mark.parametrize("rows", [(), samples.rows()[-1:]])
def test_charts_without_a_bar_can_be_drawn(rows):
    assert draw_bullets(bullets(rows)).layout.height > 0
    assert draw_sources(SourcesChart.of(rows, samples.AS_OF, {})).layout.height > 0


def test_sources_have_their_own_colour_and_say_what_is_left():
    chart = SourcesChart.of(samples.rows(By.SOURCE), samples.AS_OF, COLOURS)
    figure = draw_sources(chart)
    assert tuple(figure.data[1].marker.color) == chart.colours
    assert f"<b>€{NBSP}1,2{NBSP}mln</b> over" in texts(figure)
    assert f"<b>€{NBSP}16{NBSP}duizend</b> buiten het plan" in texts(figure)


def test_a_source_with_a_shortage_shows_it():
    row = samples.rows(By.SOURCE)[0]
    short = replace(row, measures=replace(row.measures, committed=row.measures.budget))
    figure = draw_sources(SourcesChart.of([short], samples.AS_OF, COLOURS))
    assert "tekort" in texts(figure)
    assert list(trace(figure, "begroot").x) == [short.measures.budget]


@pytest.mark.parametrize(
    "figure",
    [
        draw_bullets(bullets(samples.rows())),
        draw_sources(SourcesChart.of(samples.rows(By.SOURCE), samples.AS_OF, COLOURS)),
    ],
    ids=["bullets", "sources"],
)
def test_every_note_starts_inside_the_plot_area(figure):
    depth = figure.layout.yaxis.range[0]
    assert all(0 <= note.y < depth for note in figure.layout.annotations)


def test_a_long_name_wraps_above_its_amount():
    for name in ("Kort", "Werk en Bestaanszekerheid", "Programmaorganisatie", "Volkshuisvestingsfondsen"):
        row = replace(samples.rows()[0], name=name)
        label, amount, *_ = draw_bullets(bullets([row])).layout.annotations
        last = label.text.split("<br>")[-1].split(" <b>")[-1].removesuffix("</b>")
        assert len(last) + len(amount.text.removeprefix("<b>").removesuffix("</b>")) <= 36
        assert (amount.y - label.y) // 18 == label.text.count("<br>")
