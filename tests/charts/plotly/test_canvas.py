import pytest

from budget.charts import BulletChart, SourcesChart
from budget.charts.colours import LIGHT
from budget.charts.plotly.canvas import Canvas
from budget.model import By
from tests.charts import samples
from tests.charts.figures import as_plotly, draw_bullets, draw_pace, draw_sources
from tests.charts.valid import assert_valid

COLOURS = {source.code: source.colour for source in samples.programme().sources}


def all_figures(dark=False):
    yield draw_bullets(BulletChart.of(samples.rows(), samples.AS_OF), dark)
    yield draw_pace(samples.pace(), dark)
    yield draw_pace(samples.pace("ORG"), dark)
    yield draw_sources(SourcesChart.of(samples.rows(By.SOURCE), samples.AS_OF, COLOURS), dark)


@pytest.mark.parametrize("dark", [False, True])
def test_every_figure_is_valid_dutch_transparent_and_untitled(dark):
    for figure in all_figures(dark):
        assert_valid(figure)
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_added_elements_appear_in_the_figure_in_order():
    canvas = Canvas(LIGHT, 100, top=1, bottom=2, depth=60)
    canvas.add_bar(x=[1], y=[2])
    canvas.add_scatter(x=[3], y=[4])
    canvas.add_note("a", 1, 2)
    canvas.add_note("b", 3, 4)
    canvas.add_line(x0=0, x1=1)
    figure = as_plotly(canvas.figure())
    assert [trace.type for trace in figure.data] == ["bar", "scatter"]
    assert [note.text for note in figure.layout.annotations] == ["a", "b"]
    assert [shape.type for shape in figure.layout.shapes] == ["line"]
    assert list(figure.layout.yaxis.range) == [60, 0]
    assert_valid(figure)
