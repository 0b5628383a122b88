"""Bars on paper and web: one small picture per row, with its words beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from budget import labels
from budget.charts.bullets import BulletChart, Part, segments
from budget.charts.colours import LIGHT, Palette
from budget.charts.sources import SourcesChart
from budget.charts.steps import Step, StepKind
from budget.charts.svg.canvas import HATCH, Canvas, Fill, Key, committed, overspent
from budget.charts.tables import describe_row, is_planned, released_share, spent_and_committed
from budget.charts.waterfall import WaterfallChart
from budget.labels import NOTHING
from budget.model.figures import Row

KEY_WIDTH, KEY_HEIGHT = 18, 10
QUARTERS = tuple(n / 4 for n in range(-2, 7))
QUARTER_OPACITY = 0.3
BOX = 0.18, 0.82
BAR = 0.28, 0.72
NORM = 0.02, 0.98
RELEASED = 0.62, 0.98
"""The vertical bands of a bar's elements, from the top (0) to the bottom (1) of its picture."""


class Strip(NamedTuple):
    """The size of a picture of one bar in px; `side` is the margin at both ends for what sticks out.

    Without a width it fills the width of the page.
    """

    width: float | None
    height: float
    side: float = 0
    text: float = 8

    @property
    def is_inline(self) -> bool:
        """Whether the picture is part of a page."""
        return self.width is None

    def canvas(self) -> Canvas:
        """An empty picture of this size."""
        return Canvas(self.width, self.height, self.is_inline)

    def across(self, share: float) -> float:
        """The x of a share of the axis (0 to 1)."""
        return share if self.width is None else self.side + share * (self.width - 2 * self.side)

    def down(self, span: tuple[float, float]) -> tuple[float, float]:
        """A vertical span in px."""
        return span[0] * self.height, span[1] * self.height


PAGE = Strip(width=None, height=32, text=12)
PAPER = Strip(236, 20, side=14)
PAPER_BESIDE = Strip(118, 16, side=8, text=6.5)
"""The size with euros and a result beside it."""
PAPER_SOURCES = Strip(204, 15, side=2)


NOT_DELIVERED = "nog geen uitgaven aangeleverd"


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One row: its words, and its bar as SVG. Without a budget there is no bar; `without` says why.

    A row that is `apart` is money in no plan.
    """

    name: str
    signal: str
    shape: str
    word: str
    share: str
    planned_share: str
    budget: str
    left: str
    without: str
    picture: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBars:
    """A chart of bars, ready for layout; `axis` is a picture as wide as those of the rows."""

    title: str
    alt: str
    keys: tuple[Key, ...]
    axis: str
    rows: tuple[DrawnRow, ...]


def draw_bullets(chart: BulletChart, colours: Palette, strip: Strip = PAGE) -> DrawnBars:
    """One bar per row as a share of its budget, with marks for planned and released."""
    place = _place(chart.scale)
    rows = [
        _silent(row)
        if row.measures.is_silent and not chart.is_before
        else _row(row, _bullet(row, chart, colours, strip) if row.measures.budget > 0 else "")
        for row in chart.rows
    ]
    return DrawnBars(
        chart.title,
        chart.alt,
        _bullet_keys(chart, colours, strip.is_inline),
        _axis(chart, place, colours, strip),
        tuple(rows),
    )


def draw_sources(
    chart: SourcesChart, hues: Sequence[str], colours: Palette, strip: Strip = PAGE
) -> DrawnBars:
    """One bar per source in euros: spent, committed and left in the source's colour (`hues`)."""
    place = _place(chart.scale)
    pairs = zip(chart.rows, hues, strict=True)
    rows = [_row(row, _source(row, hue, place, colours, strip)) for row, hue in pairs]
    grey = colours.budget_line
    keys = (
        _key("besteed", Fill(grey), strip.is_inline),
        _key("verplicht", Fill(colours.paper, grey, HATCH), strip.is_inline, grey),
        _key("over", Fill(colours.budget_fill), strip.is_inline, grey),
    )
    return DrawnBars(chart.title, chart.alt, keys, "", tuple(rows))


def bullets_on_paper(chart: BulletChart, strip: Strip = PAPER) -> DrawnBars:
    """The bullets of the A4 report."""
    return draw_bullets(chart, LIGHT, strip)


def sources_on_paper(chart: SourcesChart) -> DrawnBars:
    """The sources of the A4 report."""
    return draw_sources(chart, chart.colours, LIGHT, PAPER_SOURCES)


def draw_steps(chart: WaterfallChart, colours: Palette) -> list[tuple[Step, str]]:
    """The steps of a waterfall without their parts, each with its bar."""
    place = _place(chart.scale)
    return [(step, _step(step, place, colours, PAGE)) for step in chart.steps if not step.is_part]


def page_fills(colours: Palette, hues: Sequence[str]) -> list[Fill]:
    """Every pattern that a page with these charts needs."""
    grey = colours.budget_line
    return [
        committed(colours),
        overspent(colours),
        *(Fill(colours.paper, hue, HATCH) for hue in (grey, *hues)),
    ]


def _place(scale: tuple[float, float]) -> Callable[[float], float]:
    """A function from value to place (0 to 1) on an axis, clamped to its ends."""
    low, high = scale
    span = (high - low) or 1
    return lambda value: (min(max(value, low), high) - low) / span


def _row(row: Row, picture: str) -> DrawnRow:
    m, colour = row.measures, row.signal.colour
    return DrawnRow(
        name=row.name,
        signal=colour.value,
        shape=labels.SIGNAL_SHAPE[colour],
        word=labels.signal_word(colour, m.budget, row.is_outside_plan),
        share=labels.percent(m.depletion),
        planned_share=labels.percent(m.norm_share),
        budget=labels.euro_short(m.budget) if is_planned(row) else "geen budget",
        left=labels.euro_short(m.free) if is_planned(row) else "buiten plan",
        without="" if m.budget > 0 else spent_and_committed(m),
        picture=picture,
        apart=row.is_outside_plan,
    )


def _silent(row: Row) -> DrawnRow:
    """The row of a domain that delivered nothing, without a share: 0 % beside the plan would look late."""
    return replace(_row(row, ""), share=NOTHING, planned_share=NOTHING, without=NOT_DELIVERED)


def _bullet(row: Row, chart: BulletChart, colours: Palette, strip: Strip) -> str:
    m, place = row.measures, _place(chart.scale)
    canvas, fills = strip.canvas(), _fills(colours)

    def x(share: float) -> float:
        return strip.across(place(share))

    canvas.add_box((x(0), x(1)), strip.down(BOX), Fill(colours.budget_fill), colours.budget_line, 0.8)
    for share in QUARTERS:
        if 0 < place(share) < 1 and share not in (0, 1):
            _upright(canvas, x(share), strip.down(BOX), colours.budget_line, 1, QUARTER_OPACITY)
    for piece in segments(m):
        edge = colours.over if piece.part is Part.OVER else ""
        canvas.add_box((x(piece.start), x(piece.end)), strip.down(BAR), fills[piece.part], edge, 0.6)
    if (m.used_share or 0) > chart.scale[1]:
        middle = strip.height / 2 + strip.text / 3
        canvas.add_text(
            x(chart.scale[1]), middle, "»", strip.text * 1.4, colours.ink, "end", True, colours.paper
        )
    released = released_share(m)
    if released is not None:
        _upright(canvas, x(released), strip.down(RELEASED), colours.released, _bold(strip) * 1.2)
    if m.norm_share is not None:
        _upright(canvas, x(m.norm_share), strip.down(NORM), colours.norm, _bold(strip))
    return canvas.svg(describe_row(row, chart.is_before), "bar")


def _fills(colours: Palette) -> dict[Part, Fill]:
    return {
        Part.REALISED: Fill(colours.realised),
        Part.COMMITTED: committed(colours),
        Part.OVER: overspent(colours),
    }


def _bold(strip: Strip) -> float:
    """The width of a mark readable across a room."""
    return 3 if strip.width is None else 2


def _upright(
    canvas: Canvas, x: float, span: tuple[float, float], colour: str, width: float, opacity: float = 1
) -> None:
    canvas.add_line((x, span[0]), (x, span[1]), colour, width, opacity=opacity)


def _axis(chart: BulletChart, place: Callable[[float], float], colours: Palette, strip: Strip) -> str:
    """The shares along the bars; only with a fixed width to place them in."""
    if strip.width is None:
        return ""
    canvas = Canvas(strip.width, strip.text * 1.5, strip.is_inline)
    for share in QUARTERS:
        if chart.scale[0] <= share <= chart.scale[1]:
            x = strip.across(place(share))
            canvas.add_text(x, strip.text * 1.1, labels.percent(share), strip.text, colours.quiet, "middle")
    return canvas.svg()


def _source(row: Row, hue: str, place: Callable[[float], float], colours: Palette, strip: Strip) -> str:
    m, canvas = row.measures, strip.canvas()
    ends = [strip.across(place(cents)) for cents in (0, max(m.budget, 0), m.realised, m.used)]
    start, budget, realised, used = ends
    canvas.add_box((start, budget), strip.down(BOX), Fill(colours.budget_fill), hue)
    canvas.add_box((start, realised), strip.down(BOX), Fill(hue))
    canvas.add_box((realised, used), strip.down(BOX), Fill(colours.paper, hue, HATCH), hue)
    return canvas.svg(describe_row(row), "bar")


def _step(step: Step, place: Callable[[float], float], colours: Palette, strip: Strip) -> str:
    canvas = strip.canvas()
    start, end = strip.across(place(step.start)), strip.across(place(step.end))
    fill, edge = _step_style(step, colours)
    canvas.add_box((start, end), strip.down(BOX), fill, edge)
    _upright(canvas, strip.across(place(0)), (0, strip.height), colours.ink, 1)
    if not step.is_endpoint and step.effect:
        head, anchor = ("►", "end") if step.effect > 0 else ("◄", "start")
        middle = strip.height / 2 + strip.text * 0.4
        canvas.add_text(end, middle, head, strip.text * 1.1, colours.ink, anchor, halo=colours.paper)
    return canvas.svg(look="bar")


def _step_style(step: Step, colours: Palette) -> tuple[Fill, str]:
    """The colours used elsewhere for spent, committed and budget."""
    if step.is_endpoint:
        return (overspent(colours), colours.over) if step.end < 0 else (Fill(colours.budget_line), "")
    if step.kind is StepKind.BOOKINGS:
        return Fill(colours.realised), ""
    if step.kind is StepKind.COMMITMENTS:
        return committed(colours), colours.realised
    return Fill(colours.budget_fill), colours.budget_line


def _bullet_keys(chart: BulletChart, colours: Palette, is_inline: bool) -> tuple[Key, ...]:
    is_short = any(piece.part is Part.OVER for row in chart.rows for piece in segments(row.measures))
    keys = [
        _key("besteed", Fill(colours.realised), is_inline),
        _key("verplicht", committed(colours), is_inline),
    ]
    if is_short:
        keys.append(_key("tekort", overspent(colours), is_inline, colours.over))
    return (
        *keys,
        _tick_key("gepland", colours.norm, is_inline, 2, 0),
        _tick_key("vrijgegeven", colours.released, is_inline, 2.4, 4),
        _key("begroot", Fill(colours.budget_fill), is_inline, colours.budget_line),
    )


def _key(word: str, fill: Fill, is_inline: bool, edge: str = "") -> Key:
    canvas = Canvas(KEY_WIDTH, KEY_HEIGHT, is_inline)
    canvas.add_box((0.5, KEY_WIDTH - 0.5), (1, KEY_HEIGHT - 1), fill, edge)
    return Key(canvas.svg(), word)


def _tick_key(word: str, colour: str, is_inline: bool, width: float, top: float) -> Key:
    canvas = Canvas(8, KEY_HEIGHT, is_inline)
    _upright(canvas, 4, (top, KEY_HEIGHT), colour, width)
    return Key(canvas.svg(), word)
