"""Bars on screen, with the labels above them so that a phone has room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from budget import labels
from budget.charts.bullets import BulletChart, Part, segments
from budget.charts.colours import Palette, faded, palette, source_colour
from budget.charts.plotly.canvas import (
    LEGEND_ROOM,
    SMALL,
    Canvas,
    Figure,
    Look,
    crossed,
    hatched,
    lines,
    safe,
    signal_mark,
    tick_mark,
)
from budget.charts.plotly.lanes import Lane, label_lane, lane, lanes_canvas
from budget.charts.sources import SourcesChart
from budget.charts.tables import (
    is_planned,
    no_budget_words,
    released_share,
    released_words,
    spent_and_committed,
)
from budget.labels import NOT_YET
from budget.model.figures import Measures, Row

BAND = 24
GAP = 14
AXIS_ROOM = 22
Ticks = Sequence[tuple[float | None, float]]
ROOM_RIGHT = 0.025


@dataclass(frozen=True, slots=True)
class Bar:
    """One row and its place."""

    row: Row
    place: Lane

    @property
    def middle(self) -> float:
        """The middle of the bar, in px from the top of the picture."""
        return self.place.middle


def draw_bullets(chart: BulletChart, dark: bool = False) -> Figure:
    """One bar per row as a share of its budget; customdata of every bar is the key of its row."""
    colours, bars = palette(dark), list[Bar]()
    for row in chart.rows:
        bars.append(Bar(row, _bullet_lane(row, bars[-1].place if bars else None, colours)))
    canvas = lanes_canvas([bar.place for bar in bars], colours, LEGEND_ROOM + AXIS_ROOM)
    least, most = chart.scale
    canvas.xaxis.update(
        range=[least - 0.002, most + ROOM_RIGHT],
        side="top",
        tickfont={"size": SMALL},
        showgrid=False,
        ticklabeloverflow="allow",
    )
    canvas.xaxis.update(tickvals=[n / 4 for n in range(-2, 7)], ticktext=_shares_of_axis())
    measured = [bar for bar in bars if bar.row.measures.budget > 0]
    _add_budgets(canvas, measured, colours)
    for part in Part:
        _add_part(canvas, measured, part, chart.scale, colours)
    _add_quarters(canvas, measured, chart.scale, colours)
    _add_marks(canvas, measured, colours)
    for bar in bars:
        label_lane(canvas, bar.place, colours, is_backed=False)
        if (bar.row.measures.used_share or 0) > most:
            canvas.add_note("<b>»</b>", most, bar.middle, xanchor="right", font={"color": colours.paper})
    return canvas.figure()


def _shares_of_axis() -> list[str]:
    return [labels.percent(n / 4) if n in (0, 4) else labels.percent(n / 4)[:-2] for n in range(-2, 7)]


def _add_budgets(canvas: Canvas, bars: list[Bar], colours: Palette) -> None:
    marker = {"color": colours.budget_fill, "line": {"color": colours.budget_line, "width": 1.5}}
    whole = [1] * len(bars)
    canvas.add_bar(**_across(bars), x=whole, width=BAND, marker=marker, name="begroot", legendrank=6)


def _add_part(
    canvas: Canvas, bars: list[Bar], part: Part, scale: tuple[float, float], colours: Palette
) -> None:
    pieces = [(bar, piece) for bar in bars for piece in segments(bar.row.measures) if piece.part is part]
    if not pieces and part is Part.OVER:
        return
    starts = [min(max(piece.start, scale[0]), scale[1]) for _, piece in pieces]
    ends = [min(max(piece.end, scale[0]), scale[1]) for _, piece in pieces]
    canvas.add_bar(
        **_across([bar for bar, _ in pieces] or bars[:1]),
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


def _add_quarters(canvas: Canvas, bars: list[Bar], scale: tuple[float, float], colours: Palette) -> None:
    """A faint line in every bar at each quarter, to read off shares."""
    shares = [n / 4 for n in range(-2, 7) if n not in (0, 4) and scale[0] < n / 4 < scale[1]]
    canvas.add_scatter(
        x=[share for _ in bars for share in shares],
        y=[bar.middle for bar in bars for _ in shares],
        mode="markers",
        marker=tick_mark(BAND, 1, faded(colours.budget_line, 0.5)),
        hoverinfo="skip",
        showlegend=False,
    )


def _add_marks(canvas: Canvas, bars: list[Bar], colours: Palette) -> None:
    norms = [(bar.row.measures.norm_share, bar.middle) for bar in bars if not bar.row.measures.is_silent]
    _add_ticks(canvas, norms, "gepland", colours.norm, BAND + 8, 3, 4)
    released = [(released_share(bar.row.measures), bar.middle + BAND / 2) for bar in bars]
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


def _across(bars: list[Bar]) -> Look:
    return {
        "orientation": "h",
        "y": [bar.middle for bar in bars],
        "hovertext": [_hover(bar.row) for bar in bars],
        "hoverinfo": "text",
        "customdata": [bar.row.key for bar in bars],
    }


def _hover(row: Row) -> str:
    m, colour = row.measures, row.signal.colour
    room_name = "Vrije ruimte" if m.free >= 0 else "Tekort"
    return lines(
        (
            f"<b>{safe(row.name)}</b>",
            f"{labels.SIGNAL_SHAPE[colour]} {labels.signal_word(colour, m.budget, row.is_outside_plan)}",
            *wrap(safe(row.signal.reason), 48),
            f"Begroot {labels.euro(m.budget)}",
            f"Vrijgegeven {released_words(m)}",
            *_spent(m),
            f"{room_name} {labels.euro(m.free)}",
        )
    )


def _spent(m: Measures) -> tuple[str, ...]:
    """Spent and committed against planned, or that nothing was delivered yet."""
    if m.is_silent:
        return (f"Uitgaven {NOT_YET}",)
    return (
        f"Besteed {labels.euro(m.realised)} ({labels.percent(m.depletion)})",
        f"Gepland {labels.euro(m.norm)} ({labels.percent(m.norm_share)})",
        f"Verplicht {labels.euro(m.committed)}",
    )


def _bullet_lane(row: Row, above: Lane | None, colours: Palette) -> Lane:
    m, colour = row.measures, row.signal.colour
    mark = f"{signal_mark(labels.SIGNAL_SHAPE[colour], colour, colours)} "
    word = labels.signal_word(colour, m.budget, row.is_outside_plan)
    if m.budget <= 0:
        no_budget_lines = (f"{word} · {no_budget_words(m)}", spent_and_committed(m))
        return lane(above, row.name, "", no_budget_lines, band=0, gap=GAP, mark=mark)
    shares = f" · <b>{labels.percent(m.depletion)}</b> besteed, {labels.percent(m.norm_share)} gepland"
    caption = f"{word}{'' if m.is_silent else shares}"
    return lane(above, row.name, labels.euro_short(m.budget), (caption,), band=BAND, gap=GAP, mark=mark)


def draw_sources(chart: SourcesChart, dark: bool = False) -> Figure:
    """One bar per source in euros and in the source's own colour: spent, committed, left."""
    colours, bars = palette(dark), list[Bar]()
    for row in chart.rows:
        bars.append(Bar(row, _source_lane(row, bars[-1].place if bars else None)))
    canvas = lanes_canvas([bar.place for bar in bars], colours, LEGEND_ROOM)
    low, high = chart.scale
    canvas.xaxis.update(range=[low, (high or 100) * 1.01], visible=False)
    hues = [source_colour(colour, dark) for colour in chart.colours]
    _add_source_bars(canvas, bars, hues, colours)
    _add_source_marks(canvas, bars, colours)
    for bar in bars:
        label_lane(canvas, bar.place, colours, is_backed=False)
    return canvas.figure()


def _source_lane(row: Row, above: Lane | None) -> Lane:
    """Room and shortage together need their own line: a phone has no space for more."""
    m = row.measures
    if m.budget <= 0:
        return lane(above, row.name, "", (_remainder_words(row),), band=BAND, gap=GAP)
    spent = f"uitgaven {NOT_YET}" if m.is_silent else f"{labels.percent(m.depletion)} besteed"
    words = (
        (spent, _remainder_words(row)) if m.has_room_and_shortage else (f"{spent}, {_remainder_words(row)}",)
    )
    return lane(above, row.name, labels.euro_short(m.budget), words, band=BAND, gap=GAP)


def _remainder_words(row: Row) -> str:
    if not is_planned(row):
        return f"<b>{labels.euro_short(row.measures.used)}</b> buiten het plan"
    m = row.measures
    if m.has_room_and_shortage:
        return f"<b>{labels.euro_short(m.room)}</b> over, <b>{labels.euro_short(m.short)}</b> tekort"
    return f"<b>{labels.euro_short(abs(m.free))}</b> {'over' if m.free >= 0 else 'tekort'}"


def _add_source_bars(canvas: Canvas, bars: list[Bar], hues: list[str], colours: Palette) -> None:
    measures = [bar.row.measures for bar in bars]
    across = _across(bars)
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
    """Neutral legend keys: the hue identifies the source, the pattern the state of the money."""
    grey = colours.budget_line
    left = {"color": colours.budget_fill, "line": {"color": grey, "width": 1.5}}
    keys = (("besteed", {"color": grey}), ("verplicht", hatched(colours.paper, grey)), ("over", left))
    for rank, (name, marker) in enumerate(keys, 1):
        canvas.add_bar(orientation="h", x=[None], y=[None], marker=marker, name=name, legendrank=rank)


def _add_source_marks(canvas: Canvas, bars: list[Bar], colours: Palette) -> None:
    known = [bar for bar in bars if released_share(bar.row.measures) is not None]
    ticks = [(bar.row.measures.released, bar.middle + BAND / 2 - 2) for bar in known]
    _add_ticks(canvas, ticks, "vrijgegeven", colours.released, 12, 4, 5)
    ends = [(m.budget, bar.middle) for bar in bars if (m := bar.row.measures).free < 0 < m.budget]
    if ends:
        _add_ticks(canvas, ends, "begroot", colours.budget_line, BAND + 6, 3, 6)
