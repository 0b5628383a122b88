import pytest

from budget.labels import NBSP
from tests.charts.figures import draw_left, texts, trace
from tests.charts.test_variance import SHORT, chart, row
from tests.charts.valid import HOSTILE, assert_escaped, assert_valid

EVEN = row("Even", 1_400_000_00)
SPUK = row("SPUK", unspent="gaat terug naar het Rijk", colour="#A00078")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("rows", [(), (row(),), (row(), SHORT, EVEN, SPUK), (row(budget=0),)])
def test_any_variance_chart_can_be_drawn(rows, dark):
    assert_valid(draw_left(chart(*rows), dark))


def test_bars_and_whiskers_match_the_forecast():
    figure = draw_left(chart(row(), SHORT))
    assert list(trace(figure, "over").x) == [row().expected]
    assert list(trace(figure, "te weinig").x) == [SHORT.expected]
    whiskers = [tuple(drawn.x) for drawn in figure.data if drawn.type == "scatter"]
    assert whiskers == [(row().least, row().most), (SHORT.least, SHORT.most)] * 2


def test_every_row_shows_its_direction_and_interval():
    words = texts(draw_left(chart(row(), SHORT)))
    assert f"V €{NBSP}600{NBSP}duizend over" in words
    assert f"N €{NBSP}200{NBSP}duizend te weinig" in words
    assert f"tussen €{NBSP}300{NBSP}duizend en €{NBSP}1,0{NBSP}mln over" in words
    assert "te weinig (N)" in words
    assert "te weinig (N)" not in texts(draw_left(chart(row())))


def test_the_legend_of_both_directions_starts_at_the_left_edge():
    (words,) = [
        n for n in draw_left(chart(row(), SHORT)).layout.annotations if "(N)" in n.text and "◄" in n.text
    ]
    assert (words.xref, words.x, words.xanchor) == ("paper", 0, "left")


def test_a_shortage_is_crossed_and_a_source_has_its_own_colour():
    figure = draw_left(chart(SPUK, SHORT))
    assert trace(figure, "te weinig").marker.pattern.shape == "x"
    assert trace(figure, "over").marker.color == "#A00078"
    assert "terug naar het Rijk" in texts(figure).replace("<br>", " ")


def test_user_text_is_shown_as_it_is_written():
    assert_escaped(draw_left(chart(row(HOSTILE, unspent=HOSTILE))))
