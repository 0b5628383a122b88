from budget.charts.plotly import add_scope, draw_pace
from tests.charts import samples
from tests.charts.figures import texts
from tests.charts.valid import assert_valid


def test_the_scope_stands_in_the_picture_below_it_and_escaped():
    plain = draw_pace(samples.pace())
    told = add_scope(draw_pace(samples.pace()), "Alleen <b>gemeentelijke</b> middelen. " * 3, dark=True)
    assert_valid(told)
    assert "Alleen &lt;b&gt;gemeentelijke" in texts(told)
    assert told.layout.height - plain.layout.height == told.layout.margin.b - plain.layout.margin.b > 26
    assert texts(told).startswith(texts(plain))
