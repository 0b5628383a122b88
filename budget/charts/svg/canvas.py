"""Builds SVG: the shapes and texts of one picture, and its fill patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from budget.charts.colours import Palette

FONT = "Source Sans 3"
LETTER = 0.48
"""Approximate width of a letter as a share of its size."""
BACKING_OPACITY = 0.75
Points = Sequence[tuple[float, float]]
HATCH, CROSS = "hatch", "cross"
STRIPES = {
    HATCH: '<path d="M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2" stroke="{}" stroke-width="1.3"/>',
    CROSS: '<path d="M0,5 l5,-5 M0,0 l5,5" stroke="{}" stroke-width="0.9"/>',
}
"""The pattern drawn over the colour of a 5 by 5 tile."""


class Fill(NamedTuple):
    """A fill: a plain colour, or a colour with a pattern."""

    colour: str
    stripe: str = ""
    shape: str = ""

    @property
    def name(self) -> str:
        """The id of the pattern."""
        words = re.findall(r"[A-Za-z0-9]+", f"{self.colour} {self.stripe}".replace("var", ""))
        return "-".join((self.shape, *words))

    @property
    def paint(self) -> str:
        """The value of the fill attribute."""
        return f"url(#{self.name})" if self.shape else self.colour


def committed(colours: Palette) -> Fill:
    """The fill for committed money."""
    return Fill(colours.committed, colours.realised, HATCH)


def overspent(colours: Palette) -> Fill:
    """The fill for spending above the budget."""
    return Fill(colours.over, colours.paper, CROSS)


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: a small picture and its meaning."""

    picture: str
    word: str


class Canvas:
    """A picture of `width` by `height` px.

    Without a width it fills the width of the page: x runs from 0 to 1 and is written as a percentage. Inline
    it is part of a page, which has the font and the patterns (`pattern_defs`); otherwise it is a document of
    its own.
    """

    def __init__(self, width: float | None, height: float, is_inline: bool) -> None:
        """Starts empty."""
        self.width, self.height, self.is_inline = width, height, is_inline
        self._shapes: list[str] = []
        self._fills: dict[Fill, None] = {}

    def add_box(
        self, x: tuple[float, float], y: tuple[float, float], fill: Fill, edge: str = "", line: float = 1
    ) -> None:
        """Add a rectangle between two places on both axes, in any order, with its own edge colour."""
        (left, right), (top, bottom) = sorted(x), sorted(y)
        self._fills[fill] = None
        size = {
            "x": self._x(left),
            "y": _px(top),
            "width": self._x(right - left),
            "height": _px(bottom - top),
        }
        self._add("rect", **size, fill=fill.paint, stroke=edge, stroke_width=_px(line) if edge else "")

    def add_line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float = 1,
        dash: str = "",
        opacity: float = 1,
    ) -> None:
        """Add a straight line."""
        ends = {"x1": self._x(start[0]), "y1": _px(start[1]), "x2": self._x(end[0]), "y2": _px(end[1])}
        look = {"stroke": colour, "stroke_width": _px(width), "stroke_dasharray": dash}
        self._add("line", **ends, **look, stroke_opacity=_px(opacity) if opacity < 1 else "")

    def add_path(self, points: Points, colour: str, width: float, dash: str = "") -> None:
        """Add a line through points in px; nothing for fewer than two."""
        if len(points) > 1:
            look = {"stroke": colour, "stroke_width": _px(width), "stroke_dasharray": dash}
            self._add("polyline", points=_listed(points), fill="none", stroke_linejoin="round", **look)

    def add_area(self, points: Points, colour: str, opacity: float) -> None:
        """Add a filled area between points in px."""
        if points:
            self._add("polygon", points=_listed(points), fill=colour, fill_opacity=_px(opacity))

    def add_dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Add a filled circle."""
        self._add("circle", cx=self._x(x), cy=_px(y), r=_px(radius), fill=colour)

    def add_text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: str,
        anchor: str = "start",
        bold: bool = False,
        halo: str = "",
    ) -> None:
        """Add text on the baseline `y`; a halo in the colour of the paper separates it from lines."""
        if not words:
            return
        look = {"fill": colour, "font_size": _px(size), "font_weight": "600" if bold else ""}
        place = {"x": self._x(x), "y": _px(y), "text_anchor": anchor if anchor != "start" else ""}
        if halo and self.is_inline:
            look |= {"stroke": halo, "stroke_width": _px(size / 4), "paint_order": "stroke"}
            look |= {"stroke_linejoin": "round"}
        elif halo:
            self._add_backing(x, y, len(words) * size * LETTER, size, anchor, halo)
        self._add("text", words.translate(_MARKUP), **place, **look)

    def _add_backing(self, x: float, y: float, width: float, size: float, anchor: str, colour: str) -> None:
        """A background instead of a halo, for paper: a PDF would store stroked letters as outlines."""
        left = x - width * {"end": 1, "middle": 0.5}.get(anchor, 0)
        box = {"x": _px(left), "y": _px(y - 0.8 * size), "width": _px(width), "height": _px(size)}
        self._add("rect", **box, fill=colour, fill_opacity=_px(BACKING_OPACITY))

    def svg(self, alt: str = "", look: str = "") -> str:
        """The picture as text. Inline, `alt` is its name; without one it is hidden from screen readers."""
        if not self.is_inline:
            size = self._size() | {"font_family": FONT}
            stated = _attributes(xmlns="http://www.w3.org/2000/svg", **size)
            return f"<svg{stated}>{pattern_defs(self._fills)}{''.join(self._shapes)}</svg>"
        named = {"role": "img", "aria_label": alt} if alt else {"aria_hidden": "true"}
        stated = _attributes(**self._size(), **named, class_=look, focusable="false")
        return f"<svg{stated}>{''.join(self._shapes)}</svg>"

    def _size(self) -> dict[str, str]:
        if self.width is None:
            return {}
        width, height = _px(self.width), _px(self.height)
        return {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}

    def _x(self, value: float) -> str:
        return f"{_px(value * 100)}%" if self.width is None else _px(value)

    def _add(self, tag: str, text: str = "", **attributes: str) -> None:
        stated = _attributes(**attributes)
        self._shapes.append(f"<{tag}{stated}>{text}</{tag}>" if text else f"<{tag}{stated}/>")


def pattern_defs(fills: Iterable[Fill], scale: float = 1) -> str:
    """The patterns of these fills, each once, `scale` times as coarse; '' if all are plain."""
    patterned = {fill.name: fill for fill in fills if fill.shape}
    return (
        f"<defs>{''.join(_pattern(fill, scale) for fill in patterned.values())}</defs>" if patterned else ""
    )


def _pattern(fill: Fill, scale: float) -> str:
    size = {"width": "5", "height": "5", "patternUnits": "userSpaceOnUse"}
    tile = _attributes(id=fill.name, **size, patternTransform=f"scale({_px(scale)})" if scale != 1 else "")
    ground = _attributes(width="5", height="5", fill=fill.colour)
    return f"<pattern{tile}><rect{ground}/>{STRIPES[fill.shape].format(fill.stripe)}</pattern>"


_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def _attributes(**attributes: str) -> str:
    """Attributes as text: `_` in a name becomes `-`, `class_` becomes class; empty ones are left out."""
    stated = ((_name(name), value) for name, value in attributes.items() if value)
    return "".join(f' {name}="{value.translate(_MARKUP)}"' for name, value in stated)


@cache
def _name(name: str) -> str:
    return name.strip("_").replace("_", "-")


def _listed(points: Points) -> str:
    return " ".join(f"{_px(x)},{_px(y)}" for x, y in points)


def _px(value: float) -> str:
    """A number with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
