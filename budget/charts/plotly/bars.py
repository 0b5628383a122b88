"""Bars on screen, with the labels above them so that a phone has room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from plotly.graph_objects import Figure

from budget import labels
from budget.charts.bullets import BulletChart, Part, segments
from budget.charts.colours import Palette, faded, palette, source_colour
from budget.charts.plotly.canvas import (
    LEGEND_ROOM,
    SMALL,
    TEXT,
    Canvas,
    Look,
    crossed,
    hatched,
    lines,
    safe,
    signal_mark,
    tick_mark,
)
from budget.charts.sources import SourcesChart
from budget.charts.tables import (
    NOT_YET,
    is_planned,
    none_budgeted,
    release,
    released_share,
    spent_and_committed,
)
from budget.model.figures import Measures, Row

NAME_LENGTH = 34
LINE = 18
BAND = 24
GAP = 16
AXIS_ROOM = 22
Ticks = Sequence[tuple[float | None, float]]
ROOM_RIGHT = 0.025


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of one row, in px from the top of the picture."""

    row: Row
    name: tuple[str, ...]
    top: float

    @property
    def words(self) -> float:
        """Where the line of figures under the name starts."""
        return self.top + len(self.name) * LINE

    @property
    def middle(self) -> float:
        """The middle of the bar."""
        return self.words + LINE + BAND / 2 + 5

    @property
    def bottom(self) -> float:
        """Where the next row starts."""
        return self.middle + BAND / 2 + GAP


def _lanes(rows: Sequence[Row]) -> list[Lane]:
    lanes: list[Lane] = []
    for row in rows:
        name = tuple(wrap(row.name, NAME_LENGTH)) or ("",)
        lanes.append(Lane(row, name, lanes[-1].bottom if lanes else 6))
    return lanes


def draw_bullets(chart: BulletChart, dark: bool = False) -> Figure:
    """One bar per row as a share of its budget; customdata of every bar is the key of its row."""
    colours, lanes = palette(dark), _lanes(chart.rows)
    canvas = _bars_canvas(lanes, colours, LEGEND_ROOM + AXIS_ROOM)
    least, most = chart.scale
    canvas.xaxis.update(
        range=[least - 0.002, most + ROOM_RIGHT],
        side="top",
        tickfont={"size": SMALL},
        showgrid=False,
        ticklabeloverflow="allow",
    )
    canvas.xaxis.update(tickvals=[n / 4 for n in range(-2, 7)], ticktext=_shares_of_axis())
    measured = [lane for lane in lanes if lane.row.measures.budget > 0]
    _add_budgets(canvas, measured, colours)
    for part in Part:
        _add_part(canvas, measured, part, chart.scale, colours)
    _add_quarters(canvas, measured, chart.scale, colours)
    _add_marks(canvas, measured, colours)
    for lane in lanes:
        _label_bullet(canvas, lane, most, colours)
    return canvas.figure()


def _shares_of_axis() -> list[str]:
    return [labels.percent(n / 4) if n in (0, 4) else labels.percent(n / 4)[:-2] for n in range(-2, 7)]


def _bars_canvas(lanes: list[Lane], colours: Palette, top: int) -> Canvas:
    depth = lanes[-1].bottom if lanes else 40
    return Canvas(colours, int(depth + top + 4), top=top, bottom=4, depth=depth)


def _add_budgets(canvas: Canvas, lanes: list[Lane], colours: Palette) -> None:
    marker = {"color": colours.budget_fill, "line": {"color": colours.budget_line, "width": 1.5}}
    whole = [1] * len(lanes)
    canvas.add_bar(**_across(lanes), x=whole, width=BAND, marker=marker, name="begroot", legendrank=6)


def _add_part(
    canvas: Canvas, lanes: list[Lane], part: Part, scale: tuple[float, float], colours: Palette
) -> None:
    found = [(lane, piece) for lane in lanes for piece in segments(lane.row.measures) if piece.part is part]
    if not found and part is Part.OVER:
        return
    starts = [min(max(piece.start, scale[0]), scale[1]) for _, piece in found]
    ends = [min(max(piece.end, scale[0]), scale[1]) for _, piece in found]
    canvas.add_bar(
        **_across([lane for lane, _ in found] or lanes[:1]),
        base=starts or [0],
        x=[end - start for start, end in zip(starts, ends, strict=True)] or [0],
        width=BAND - 8,
        marker=_part_marker(part, colours),
        name=str(part),
        legendrank=list(Part).index(part) + 1,
    )


def _part_marker(part: Part, colours: Palette) -> Look:
    if part is Part.REALISED:
        return {"color": colours.realised}
    if part is Part.COMMITTED:
        return hatched(colours.committed, colours.realised)
    return crossed(colours.over, colours.paper)


def _add_quarters(canvas: Canvas, lanes: list[Lane], scale: tuple[float, float], colours: Palette) -> None:
    """A faint line in every bar at each quarter, so that the eye finds the axis back."""
    shares = [n / 4 for n in range(-2, 7) if n not in (0, 4) and scale[0] < n / 4 < scale[1]]
    canvas.add_scatter(
        x=[share for _ in lanes for share in shares],
        y=[lane.middle for lane in lanes for _ in shares],
        mode="markers",
        marker=tick_mark(BAND, 1, faded(colours.budget_line, 0.5)),
        hoverinfo="skip",
        showlegend=False,
    )


def _add_marks(canvas: Canvas, lanes: list[Lane], colours: Palette) -> None:
    norms = [(lane.row.measures.norm_share, lane.middle) for lane in lanes if not lane.row.measures.is_silent]
    _add_ticks(canvas, norms, "gepland", colours.norm, BAND + 8, 3, 4)
    released = [(released_share(lane.row.measures), lane.middle + BAND / 2) for lane in lanes]
    known = [(share, y) for share, y in released if share is not None]
    _add_ticks(canvas, known, "vrijgegeven", colours.released, 12, 4, 5)


def _add_ticks(
    canvas: Canvas, ticks: Ticks, name: str, colour: str, length: int, width: int, rank: int
) -> None:
    canvas.add_scatter(
        x=[x for x, _ in ticks],
        y=[y for _, y in ticks],
        mode="markers",
        marker=tick_mark(length, width, colour),
        name=name,
        hoverinfo="skip",
        legendrank=rank,
        cliponaxis=False,
    )


def _across(lanes: list[Lane]) -> Look:
    return {
        "orientation": "h",
        "y": [lane.middle for lane in lanes],
        "hovertext": [_hover(lane.row) for lane in lanes],
        "hoverinfo": "text",
        "customdata": [lane.row.key for lane in lanes],
    }


def _hover(row: Row) -> str:
    m, colour = row.measures, row.signal.colour
    room_name = "Vrije ruimte" if m.free >= 0 else "Tekort"
    return lines(
        (
            f"<b>{safe(row.name)}</b>",
            f"{labels.SIGNAL_SHAPE[colour]} {labels.signal_word(colour, m.budget, row.is_apart)}",
            *wrap(safe(row.signal.reason), 48),
            f"Begroot {labels.euro(m.budget)}",
            f"Vrijgegeven {release(m)}",
            *_spent(m),
            f"{room_name} {labels.euro(m.free)}",
        )
    )


def _spent(m: Measures) -> tuple[str, ...]:
    """What is spent and committed beside what was planned, or that nothing was delivered yet."""
    if m.is_silent:
        return (f"Uitgaven {NOT_YET}",)
    return (
        f"Besteed {labels.euro(m.realised)} ({labels.percent(m.depletion)})",
        f"Gepland {labels.euro(m.norm)} ({labels.percent(m.norm_share)})",
        f"Verplicht {labels.euro(m.committed)}",
    )


def _label_bullet(canvas: Canvas, lane: Lane, most: float, colours: Palette) -> None:
    m, colour = lane.row.measures, lane.row.signal.colour
    mark = f"{signal_mark(labels.SIGNAL_SHAPE[colour], colour, colours)} "
    if m.budget <= 0:
        word = labels.signal_word(colour, m.budget, lane.row.is_apart)
        _label(canvas, lane, mark, (f"{word} · {none_budgeted(m)}",), colours)
        _tell_spent(canvas, lane)
        return
    shares = f" · <b>{labels.percent(m.depletion)}</b> besteed, {labels.percent(m.norm_share)} gepland"
    said = f"{labels.signal_word(colour, m.budget)}{'' if m.is_silent else shares}"
    words = (said, labels.euro_short(m.budget))
    _label(canvas, lane, mark, words, colours)
    if (m.used_share or 0) > most:
        canvas.add_note("<b>»</b>", most, lane.middle, xanchor="right", font={"color": colours.paper})


def _tell_spent(canvas: Canvas, lane: Lane) -> None:
    spent = spent_and_committed(lane.row.measures)
    place = {"xref": "paper", "xanchor": "left", "font": {"size": SMALL}}
    canvas.add_note(spent, 0, lane.words + LINE, yanchor="top", **place)


def _label(canvas: Canvas, lane: Lane, mark: str, words: tuple[str, ...], colours: Palette) -> None:
    """The name, and under it what is said on the left and on the right."""
    name = f"{mark}<b>{lines(map(safe, lane.name))}</b>"
    place = {"xref": "paper", "yanchor": "top", "borderpad": 0, "font": {"size": TEXT}}
    canvas.add_note(name, 0, lane.top - 2, xanchor="left", align="left", **place)
    place["font"] = {"size": SMALL, "color": colours.quiet}
    for text, x, side in zip(words, (0, 1), ("left", "right"), strict=False):
        canvas.add_note(text, x, lane.words - 1, xanchor=side, align=side, **place)


def draw_sources(chart: SourcesChart, dark: bool = False) -> Figure:
    """One bar per source in euros and in the source's own colour: spent, committed, left."""
    colours, lanes = palette(dark), _lanes(chart.rows)
    canvas = _bars_canvas(lanes, colours, LEGEND_ROOM)
    low, high = chart.scale
    canvas.xaxis.update(range=[low, (high or 100) * 1.01], visible=False)
    hues = [source_colour(colour, dark) for colour in chart.colours]
    _add_source_bars(canvas, lanes, hues, colours)
    _add_source_marks(canvas, lanes, colours)
    for lane in lanes:
        m = lane.row.measures
        spent = f"uitgaven {NOT_YET}" if m.is_silent else f"{labels.percent(m.depletion)} besteed"
        words = (f"{spent}, {_left(lane.row)}", labels.euro_short(m.budget))
        _label(canvas, lane, "", words if m.budget > 0 else (_left(lane.row),), colours)
    return canvas.figure()


def _left(row: Row) -> str:
    if not is_planned(row):
        return f"<b>{labels.euro_short(row.measures.used)}</b> buiten het plan"
    m = row.measures
    if m.is_told_apart:
        return f"<b>{labels.euro_short(m.room)}</b> over, <b>{labels.euro_short(m.short)}</b> tekort"
    return f"<b>{labels.euro_short(abs(m.free))}</b> {'over' if m.free >= 0 else 'tekort'}"


def _add_source_bars(canvas: Canvas, lanes: list[Lane], hues: list[str], colours: Palette) -> None:
    measures = [lane.row.measures for lane in lanes]
    across = _across(lanes)
    left = [max(m.budget, 0) for m in measures]
    outline = {"color": colours.budget_fill, "line": {"color": hues, "width": 1.5}}
    canvas.add_bar(**across, x=left, width=BAND - 4, marker=outline, showlegend=False)
    solid = {"color": hues}
    canvas.add_bar(**across, x=[m.realised for m in measures], width=BAND - 4, marker=solid, showlegend=False)
    striped = hatched(colours.paper, hues)
    base, width = [m.realised for m in measures], [m.committed for m in measures]
    canvas.add_bar(**across, base=base, x=width, width=BAND - 4, marker=striped, showlegend=False)
    _add_source_legend(canvas, colours)


def _add_source_legend(canvas: Canvas, colours: Palette) -> None:
    """Neutral keys: the hue belongs to the source, the pattern to what happened with the money."""
    grey = colours.budget_line
    left = {"color": colours.budget_fill, "line": {"color": grey, "width": 1.5}}
    keys = (("besteed", {"color": grey}), ("verplicht", hatched(colours.paper, grey)), ("over", left))
    for rank, (name, marker) in enumerate(keys, 1):
        canvas.add_bar(orientation="h", x=[None], y=[None], marker=marker, name=name, legendrank=rank)


def _add_source_marks(canvas: Canvas, lanes: list[Lane], colours: Palette) -> None:
    known = [lane for lane in lanes if released_share(lane.row.measures) is not None]
    ticks = [(lane.row.measures.released, lane.middle + BAND / 2 - 2) for lane in known]
    _add_ticks(canvas, ticks, "vrijgegeven", colours.released, 12, 4, 5)
    ends = [(m.budget, lane.middle) for lane in lanes if (m := lane.row.measures).free < 0 < m.budget]
    if ends:
        _add_ticks(canvas, ends, "begroot", colours.budget_line, BAND + 6, 3, 6)
