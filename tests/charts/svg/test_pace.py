from dataclasses import replace
from datetime import date

import pytest

from budget.charts.colours import LIGHT, VARIABLES
from budget.charts.svg.pace import BESIDE, DESK, HAND, draw_pace, pace_on_paper, paper_sheet
from budget.labels import NBSP
from tests.charts import samples
from tests.charts.svg.reading import elements, number, words

SHEET = paper_sheet(100)


def picture(chart):
    return draw_pace(chart, LIGHT, [SHEET]).pictures[0]


def path(svg, colour):
    """The points of the line in this colour."""
    (found,) = (line for line in elements(svg, "polyline") if line.get("stroke") == colour)
    return [tuple(map(float, point.split(","))) for point in found.get("points").split()]


def test_the_year_runs_from_edge_to_edge_and_ends_at_the_budget():
    svg = picture(samples.pace("VEI"))
    planned, (budget,) = path(svg, LIGHT.norm), [
        line for line in elements(svg, "line") if line.get("stroke") == LIGHT.budget_line
    ]  # fmt: skip
    assert (planned[0][0], planned[-1][0]) == (SHEET.left, SHEET.width - SHEET.right)
    assert planned[-1][1] == number(budget, "y1")
    assert planned[0][1] == pytest.approx(SHEET.height - SHEET.bottom)


def test_the_realised_line_ends_where_committed_begins():
    svg = picture(samples.pace("VEI"))
    end, (dot,) = path(svg, LIGHT.realised)[-1], elements(svg, "circle")
    assert end == (number(dot, "cx"), number(dot, "cy"))
    (committed,) = (
        box for box in elements(svg, "rect") if box.get("fill").startswith("url(#hatch") and box.get("x")
    )
    assert number(committed, "y") + number(committed, "height") == pytest.approx(end[1], abs=0.02)


def test_the_labels_state_spent_planned_and_expected():
    found = words(picture(samples.pace("VEI")))
    for told in (
        f"26{NBSP}% besteed",
        f"48{NBSP}% gepland",
        "31 mei",
        "verwacht",
        "in € mln",
    ):
        assert told in found


def test_a_future_or_finished_year_leaves_out_the_missing_parts():
    before = draw_pace(replace(samples.pace("VEI"), realised=(), as_of=date(2023, 9, 30)), LIGHT, [SHEET])
    assert elements(before.pictures[0], "circle") == []
    assert [key.word for key in before.keys] == ["gepland", "prognose", "onzekerheid"]
    over = draw_pace(samples.pace("VEI", date(2024, 12, 31)), LIGHT, [SHEET])
    assert elements(over.pictures[0], "polygon") == []
    assert [key.word for key in over.keys] == ["besteed", "verplicht", "gepland"]


def test_a_run_out_is_labelled_and_drawn_within_the_year():
    svg = picture(samples.pace("ORG"))
    assert "geld op rond 20 september" in words(svg)
    band = elements(svg, "polygon")[-1].get("points").split()
    assert max(float(point.split(",")[0]) for point in band) == SHEET.width - SHEET.right
    assert not [told for told in words(picture(samples.pace("JEU"))) if told.startswith("geld op")]


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 4, 15), date(2024, 10, 20), date(2024, 12, 31)])
@pytest.mark.parametrize(
    "sheet", [DESK, BESIDE, HAND, paper_sheet(92)], ids=["desk", "beside", "hand", "paper"]
)
def test_all_text_stays_inside_the_picture(day, sheet):
    (svg,) = draw_pace(samples.pace("JEU", day), VARIABLES, [sheet]).pictures
    for text in elements(svg, "text"):
        wide = 0.62 * number(text, "font-size") * len("".join(text.itertext()))
        start = number(text, "x") - wide * {"end": 1, "middle": 0.5}.get(text.get("text-anchor"), 0)
        assert start >= -1
        assert start + wide <= sheet.width + 1
        assert sheet.text * 0.9 <= number(text, "y") <= sheet.height


def test_paper_offers_several_heights_of_the_same_picture():
    drawn = pace_on_paper(samples.pace())
    assert list(drawn.heights) == sorted(drawn.heights)
    assert len(drawn.heights) == len(drawn.pictures)
    assert drawn.alt == samples.pace().alt
