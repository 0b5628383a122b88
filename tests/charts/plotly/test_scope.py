from budget.charts import plotly
from tests.charts import samples
from tests.charts.figures import as_plotly, draw_pace, texts
from tests.charts.valid import assert_valid


def test_the_scope_line_is_drawn_below_the_figure_and_escaped():
    plain = draw_pace(samples.pace())
    words = "Alleen <b>gemeentelijke</b> middelen. " * 3
    told = as_plotly(plotly.add_scope(plotly.draw_pace(samples.pace()), words, dark=True))
    assert_valid(told)
    assert "Alleen &lt;b&gt;gemeentelijke" in texts(told)
    assert told.layout.height - plain.layout.height == told.layout.margin.b - plain.layout.margin.b > 26
    assert texts(told).startswith(texts(plain))
