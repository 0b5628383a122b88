import pytest

from budget.charts import ChangePart, WaterfallChart
from budget.labels import NBSP
from tests.charts.figures import draw_waterfall, texts, trace
from tests.charts.test_waterfall import AS_OF, PARTS, SINCE, chart, of_parts
from tests.charts.valid import HOSTILE, assert_escaped, assert_valid


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "found", [of_parts(), of_parts(-5_000_00), chart(), chart(0), chart(0, 0, 50_00), chart(100, 0, -5)]
)
def test_any_waterfall_can_be_drawn(found, dark):
    assert_valid(draw_waterfall(found, dark))


def test_bar_positions_match_the_steps():
    found = of_parts()
    bars = [drawn for drawn in draw_waterfall(found).data if drawn.type == "bar"]
    assert [(bar.base[0], bar.x[0]) for bar in bars] == [(step.start, step.effect) for step in found.steps]


def test_every_step_says_its_name_and_its_figure():
    words = texts(draw_waterfall(of_parts())).replace("<br>", " ")
    assert "Vrije ruimte toen (29 februari)" in words
    assert f"\u2212{NBSP}€{NBSP}445{NBSP}duizend" in words
    assert "Veiligheid" in words


def test_steps_are_told_apart_by_pattern_and_direction_as_well_as_by_colour():
    figure = draw_waterfall(of_parts())
    assert trace(figure, "commitments").marker.pattern.shape == "/"
    heads = next(drawn for drawn in figure.data if drawn.type == "scatter")
    assert set(heads.marker.symbol) == {"triangle-left", "triangle-right"}


def test_a_shortage_is_crossed_and_labelled():
    figure = draw_waterfall(chart(-5_000_00))
    assert trace(figure, "after").marker.pattern.shape == "x"
    assert "tekort" in texts(figure)


def test_names_are_shown_as_they_are_written():
    parts = [ChangePart(HOSTILE, 0, 10, 0), *PARTS]
    sums = [sum(part[n] for part in parts) for n in (1, 2, 3)]
    found = WaterfallChart.of(
        "X", SINCE, AS_OF, 100, *sums, parts=[part._replace(name=HOSTILE) for part in parts]
    )
    assert_escaped(draw_waterfall(found))
