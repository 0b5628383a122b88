import pytest

from budget.charts.colours import DARK, LIGHT, faded, lighter, palette, source_colour
from tests.charts import samples


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_colour_of_text_can_be_read(colours):
    texts = (colours.ink, colours.quiet, colours.realised, colours.over, colours.forecast_ink)
    for colour in (*texts, *colours.signal.values()):
        assert contrast(colour, colours.paper) >= 4.5, colour


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_part_of_a_bar_is_distinguishable(colours):
    for colour in (colours.realised, colours.budget_line, colours.released, colours.norm, colours.over):
        assert contrast(colour, colours.budget_fill) >= 3, colour


def test_the_light_palette_has_the_house_colours():
    assert (LIGHT.realised, LIGHT.committed, LIGHT.over) == ("#004699", "#7FA8D9", "#BE0000")
    assert (LIGHT.budget_line, LIGHT.budget_fill, LIGHT.released) == ("#5F6B7A", "#EEF1F5", "#00893C")
    assert palette(False) is LIGHT
    assert palette(True) is DARK


def test_lighter_mixes_towards_white():
    assert lighter("#004699", 0) == "#004699"
    assert lighter("#004699", 1) == "#FFFFFF"


def test_a_source_keeps_its_hue_and_can_be_seen_on_dark_paper():
    for source in samples.programme().sources:
        assert source_colour(source.colour, dark=False) == source.colour
        assert contrast(source_colour(source.colour, dark=True), DARK.paper) >= 3


def test_faded_keeps_the_colour():
    assert faded("#FF9100", 0.2) == "rgba(255,145,0,0.2)"
