from xml.etree import ElementTree

import pytest

from budget.charts.colours import LIGHT, VARIABLES
from budget.charts.svg.canvas import CROSS, HATCH, Canvas, Fill, committed, pattern_defs
from tests.charts.svg.reading import elements, words
from tests.charts.valid import HOSTILE


def test_a_standalone_svg_embeds_its_font_and_patterns():
    canvas = Canvas(100, 20, is_inline=False)
    canvas.add_box((0, 50), (0, 20), committed(LIGHT))
    canvas.add_box((50, 90), (0, 20), committed(LIGHT))
    svg = canvas.svg()
    root = ElementTree.fromstring(svg)
    assert (root.get("viewBox"), root.get("font-family")) == ("0 0 100 20", "Source Sans 3")
    (pattern,) = elements(svg, "pattern")
    assert {box.get("fill") for box in elements(svg, "rect")} >= {f"url(#{pattern.get('id')})"}


def test_an_inline_picture_leaves_font_and_patterns_to_the_page():
    canvas = Canvas(None, 20, is_inline=True)
    canvas.add_box((0.25, 0.5), (2, 18), committed(VARIABLES))
    svg = canvas.svg("Zoveel is verplicht.", "bar")
    assert elements(svg, "pattern") == []
    (box,) = elements(svg, "rect")
    assert (box.get("x"), box.get("width"), box.get("fill")) == (
        "25%", "25%", "url(#hatch-committed-realised)",
    )  # fmt: skip
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Zoveel is verplicht.")


def test_without_an_alternative_an_inline_picture_is_hidden():
    root = ElementTree.fromstring(Canvas(10, 10, is_inline=True).svg())
    assert (root.get("aria-hidden"), root.get("role")) == ("true", None)


def test_a_box_can_be_drawn_from_any_corner():
    canvas = Canvas(100, 20, is_inline=False)
    canvas.add_box((60, 10), (15, 5), Fill("#000000"))
    (box,) = elements(canvas.svg(), "rect")
    assert [box.get(name) for name in ("x", "y", "width", "height")] == ["10", "5", "50", "10"]


def test_hostile_text_stays_text():
    canvas = Canvas(100, 20, is_inline=True)
    canvas.add_text(0, 10, HOSTILE, 8, "#000000")
    svg = canvas.svg(HOSTILE + '" onload="x')
    assert words(svg) == [HOSTILE]
    assert "onload" not in ElementTree.fromstring(svg).attrib


@pytest.mark.parametrize("points", [[], [(1.0, 2.0)]])
def test_a_path_needs_two_points(points):
    canvas = Canvas(100, 20, is_inline=False)
    canvas.add_path(points, "#000000", 1)
    assert elements(canvas.svg(), "polyline") == []


def test_every_pattern_is_defined_once_and_plain_surfaces_have_none():
    fills = [
        Fill("#FFFFFF", "#000000", HATCH),
        Fill("#FFFFFF", "#000000", HATCH),
        Fill("#FF0000", "#FFFFFF", CROSS),
    ]
    ids = [found.get("id") for found in elements(pattern_defs(fills), "pattern")]
    assert len(ids) == len(set(ids)) == 2
    assert pattern_defs([Fill("#FFFFFF")]) == ""
