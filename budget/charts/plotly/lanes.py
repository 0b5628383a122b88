"""Rows on screen, each with its words above its picture, so that it fits a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from budget.charts.colours import Palette, faded
from budget.charts.plotly.canvas import SMALL, TEXT, Canvas, Look, lines, safe

LINE = 18
LINE_LENGTH, SMALL_LENGTH = 36, 40
"""Letters, bold or small, that fit on one line of the smallest phone (320 px wide)."""
MARK_LENGTH, MARK_RISE = 4, 4
"""Letters that a mark takes of a line, and px by which its larger letter pushes the name down."""
INDENT = 12
EMPTY = 40


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of one row, in px from the top: name, words, a band to draw in, words below.

    `name` and `below` are user text; `beside`, `words` and `mark` (before the name) are ours.
    """

    name: tuple[str, ...]
    beside: str
    words: tuple[str, ...]
    below: tuple[str, ...]
    top: float
    band: float
    gap: float
    is_part: bool
    mark: str = ""

    @property
    def words_top(self) -> float:
        """The top of the words under the name."""
        return self.top + len(self.name) * LINE

    @property
    def band_top(self) -> float:
        """The top of the band."""
        return self.words_top + len(self.words) * LINE + 4

    @property
    def middle(self) -> float:
        """The middle of the band."""
        return self.band_top + self.band / 2

    @property
    def below_top(self) -> float:
        """The top of the words below the band."""
        return self.band_top + self.band + 2

    @property
    def bottom(self) -> float:
        """The top of the next lane."""
        return self.below_top + len(self.below) * LINE + self.gap


def lane(
    above: Lane | None,
    name: str,
    side_words: str,
    words: Sequence[str] = (),
    below: Sequence[str] = (),
    band: float = 24,
    gap: float = 12,
    is_part: bool = False,
    mark: str = "",
) -> Lane:
    """The lane below `above`, or the first one; if a long word leaves no room, `side_words` goes below it."""
    whole = (SMALL_LENGTH if is_part else LINE_LENGTH) - (MARK_LENGTH if mark else 0)
    room = whole - len(side_words)
    is_below = room < max(map(len, name.split()), default=0)
    wrapped = (*wrap(name, whole), "") if is_below else tuple(wrap(name, room)) or ("",)
    top = above.bottom if above else 2 + MARK_RISE
    return Lane(wrapped, side_words, tuple(words), tuple(below), top, band, gap, is_part, mark)


def lanes_canvas(lanes: Sequence[Lane], colours: Palette, top: int) -> Canvas:
    """An empty canvas as high as its lanes, plus `top` px above them; y is px."""
    depth = lanes[-1].bottom if lanes else EMPTY
    return Canvas(colours, int(depth + top + 4), top=top, bottom=4, depth=depth)


def label_lane(canvas: Canvas, lane: Lane, colours: Palette, *, is_backed: bool = True) -> None:
    """Draw the words of a lane around its band, on a background where lines of the picture cross them."""
    left: Look = {"xref": "paper", "xanchor": "left", "align": "left", "yanchor": "top", "borderpad": 0}
    if is_backed:
        left["bgcolor"] = faded(colours.paper, 0.85)
    right = left | {"xanchor": "right", "align": "right"}
    shift = {"xshift": INDENT} if lane.is_part else {}
    name = lines(map(safe, lane.name))
    ink = {"size": TEXT, "color": colours.ink}
    quiet = {"size": SMALL, "color": colours.quiet}
    weight, font = ("{}", quiet) if lane.is_part else ("<b>{}</b>", ink)
    top = lane.top - 2 - (MARK_RISE if lane.mark else 0)
    canvas.add_note(lane.mark + weight.format(name), 0, top, font=font, **left, **shift)
    if lane.beside:
        last = lane.words_top - LINE - 2
        canvas.add_note(weight.format(lane.beside), 1, last, font=font | {"color": colours.ink}, **right)
    if lane.words:
        canvas.add_note(lines(lane.words), 0, lane.words_top - 1, font=quiet, **left)
    if lane.below:
        canvas.add_note(lines(map(safe, lane.below)), 0, lane.below_top, font=quiet, **left)


def add_zero(canvas: Canvas, lanes: Sequence[Lane], colours: Palette, at: float = 0) -> None:
    """Draw the baseline `at` from which bars are measured, interrupted by words."""
    line = {"width": 1.5, "color": colours.norm}
    for place in lanes:
        bottom = place.band_top + place.band + 4
        canvas.add_line(x0=at, x1=at, y0=place.band_top - 4, y1=bottom, line=line)
