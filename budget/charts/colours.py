"""The colours of every chart, for light and dark paper; a hue means the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.words import Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #RRGGBB; `signal` is for text and shapes, with a contrast of at least 4.5:1 on the paper."""

    ink: str
    quiet: str
    grid: str
    paper: str
    realised: str
    committed: str
    budget_line: str
    budget_fill: str
    released: str
    norm: str
    forecast: str
    forecast_ink: str
    over: str
    signal: dict[Colour, str]


LIGHT = Palette(
    ink="#1B2430",
    quiet="#4A5563",
    grid="#DDE2E8",
    paper="#FFFFFF",
    realised="#004699",
    committed="#7FA8D9",
    budget_line="#5F6B7A",
    budget_fill="#EEF1F5",
    released="#00893C",
    norm="#000000",
    forecast="#FF9100",
    forecast_ink="#9A5200",
    over="#BE0000",
    signal={Colour.RED: "#BE0000", Colour.ORANGE: "#A85A00", Colour.GREEN: "#00742F", Colour.GREY: "#5F6B7A"},
)
DARK = Palette(
    ink="#EEF1F5",
    quiet="#B4BECB",
    grid="#3A4452",
    paper="#12161C",
    realised="#5B9BEA",
    committed="#A9C8EE",
    budget_line="#9AA6B5",
    budget_fill="#1F2630",
    released="#3CC676",
    norm="#FFFFFF",
    forecast="#FFA733",
    forecast_ink="#FFB95C",
    over="#FF6B6B",
    signal={Colour.RED: "#FF6B6B", Colour.ORANGE: "#FFB04D", Colour.GREEN: "#4CD384", Colour.GREY: "#9AA6B5"},
)


VARIABLES = Palette(
    **{name: f"var(--{name.replace('_', '-')})" for name in Palette.__slots__ if name != "signal"},
    signal={colour: f"var(--{colour.value})" for colour in Colour},
)
"""The same colours as variables of a style sheet, which gives their light and dark values."""


def palette(dark: bool) -> Palette:
    """The colours for light or dark paper."""
    return DARK if dark else LIGHT


def lighter(colour: str, share: float) -> str:
    """`colour` mixed with white; 0 is unchanged, 1 is white."""
    return _mixed(colour, "#FFFFFF", share)


def source_colour(colour: str, dark: bool) -> str:
    """A source's fixed colour; the same hue, lighter, on dark paper."""
    return lighter(colour, 0.45) if dark else colour


def faded(colour: str, opacity: float) -> str:
    """`colour` as an rgba() with this opacity."""
    red, green, blue = _rgb(colour)
    return f"rgba({red},{green},{blue},{opacity})"


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other_colour: str, share: float) -> str:
    pairs = zip(_rgb(colour), _rgb(other_colour), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
