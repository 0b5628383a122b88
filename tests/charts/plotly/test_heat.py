from datetime import date

import pytest

from budget.labels import NBSP
from tests.charts.figures import draw_heat, texts, trace
from tests.charts.test_heat import chart, row
from tests.charts.valid import HOSTILE, assert_escaped, assert_valid

MIXED = row(realised=(10_00, 55_00, 100_00, 130_00, 900_00))
OUTSIDE = row("Niet in bestedingsplan", (5_00,), (0,) * 12)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "found",
    [
        chart(),
        chart(MIXED, OUTSIDE),
        chart(MIXED, as_of=date(2023, 5, 1)),
        chart(MIXED, as_of=date(2026, 5, 1)),
    ],
)
def test_any_grid_can_be_drawn(found, dark):
    assert_valid(draw_heat(found, dark))


def test_every_cell_has_its_figure_and_its_shape():
    figure = draw_heat(chart(MIXED, OUTSIDE))
    assert [
        trace(figure, name).text[0] for name in ("▼▼ < 50", "▼ 50–80", "80–120", "▲ 120–150", "▲▲ > 150")
    ] == [
        "10<br>▼▼",
        "55<br>▼",
        "100",
        "130<br>▲",
        "900<br>▲▲",
    ]
    assert list(trace(figure, "! geen plan").text) == ["<b>!</b>"]
    assert len(trace(figure, "– niets").text) == 4
    assert len(trace(figure, "· nog niet").x) == 14


def test_every_row_shows_its_share_of_the_plan():
    words = texts(draw_heat(chart(MIXED, OUTSIDE)))
    assert f"samen 239{NBSP}%" in words
    assert f"€{NBSP}5 niet gepland" in words


@pytest.mark.parametrize(
    ("realised", "text"),
    [(999_00, "999<br>▲▲"), (1_000_00, "999+<br>▲▲"), (-20_00, "\u221220<br>▼▼"), (-1, "0<br>▼▼")],
)
def test_a_percentage_above_999_is_cut_off_with_a_plus(realised, text):
    figure = draw_heat(chart(row(realised=(realised,)), as_of=date(2024, 1, 31)))
    assert figure.data[0].text[0] == text


def test_hovering_a_cell_shows_its_amounts():
    figure = draw_heat(chart(MIXED))
    assert f"Besteed €{NBSP}55" in trace(figure, "▼ 50–80").hovertext[0]
    assert "Besteed" not in trace(figure, "· nog niet").hovertext[0]


def test_names_are_shown_as_they_are_written():
    assert_escaped(draw_heat(chart(row(HOSTILE))))
