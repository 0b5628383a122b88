import pytest

from budget.charts.data import BulletChart, SourcesChart
from budget.charts.plotly.figures import draw_bullets, draw_pace, draw_sources
from budget.model import By
from tests.charts import samples

COLOURS = {source.code: source.colour for source in samples.programme().sources}


def bullets(rows):
    return BulletChart.of(rows, samples.AS_OF)


def all_figures(dark=False):
    yield draw_bullets(bullets(samples.rows()), dark)
    yield draw_pace(samples.pace(), dark)
    yield draw_sources(SourcesChart.of(samples.rows(By.SOURCE), samples.AS_OF, COLOURS), dark)


@pytest.mark.parametrize("dark", [False, True])
def test_every_figure_is_dutch_see_through_and_without_a_title(dark):
    for figure in all_figures(dark):
        layout = figure.layout
        assert layout.separators == ",."
        assert layout.title.text is None
        assert layout.paper_bgcolor == "rgba(0,0,0,0)"
        assert all(axis.fixedrange for axis in (layout.xaxis, layout.yaxis))
