import pytest

from budget.charts import Flow
from budget.charts.plotly.flows import FROM, TO
from budget.labels import NBSP
from tests.charts.figures import draw_flows, texts
from tests.charts.test_flows import FLOWS, chart
from tests.charts.valid import HOSTILE, assert_escaped, assert_valid

BACK = Flow("Gemeente", "#004699", "Wonen", "Terug", -40_000_00)
MANY = tuple(Flow(f"Bron {n}", "#004699", f"Domein {n}", "", n) for n in range(1, 20))


def bands(figure):
    return [drawn for drawn in figure.data if drawn.fill == "toself"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("flows", [(), FLOWS, (*FLOWS, BACK), (BACK,), MANY, (FLOWS[0]._replace(source=""),)])
def test_any_flows_can_be_drawn(flows, dark):
    assert_valid(draw_flows(chart(flows), dark))


def test_bands_are_as_thick_as_their_amounts():
    found = bands(draw_flows(chart()))
    thick = [drawn.y[-1] - drawn.y[0] for drawn in found]
    assert [size / thick[0] for size in thick] == pytest.approx([1, 0.2, 0.6])


def test_bands_fill_their_node_on_both_sides():
    figure = draw_flows(chart())
    nodes = [drawn for drawn in figure.data if drawn.fill is None]
    first, second = nodes[0], nodes[1]
    assert first.y[2] - first.y[0] == pytest.approx(300 * 5 / 9)
    assert second.y[2] - second.y[0] == pytest.approx(300 * 4 / 9)
    assert [node.customdata[0] for node in nodes] == [
        FROM + "Rijk",
        FROM + "Gemeente",
        TO + "Jeugd",
        TO + "Veiligheid",
    ]


def test_sources_have_their_own_pattern_and_show_their_share():
    figure = draw_flows(chart())
    assert [drawn.fillpattern.shape for drawn in bands(figure)] == [None, "/", "/"]
    assert f"€{NBSP}500{NBSP}duizend · 56{NBSP}%" in texts(figure)


def test_negative_flows_are_listed_instead_of_drawn():
    figure = draw_flows(chart((*FLOWS, BACK)))
    assert len(bands(figure)) == 3
    assert f"1 negatief bedrag,<br>samen \u2212{NBSP}€{NBSP}40.000" in texts(figure)
    assert "Niet getekend" not in texts(draw_flows(chart()))


def test_names_are_shown_as_they_are_written():
    flow = Flow(HOSTILE, "#004699", HOSTILE, HOSTILE, 5_00)
    assert_escaped(draw_flows(chart((flow,))))
