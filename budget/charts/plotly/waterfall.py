"""The waterfall on screen: one bar per step, hanging where the step before it ended."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap

from budget import labels
from budget.charts.colours import Palette, palette
from budget.charts.forecast_waterfall import ForecastWaterfall
from budget.charts.plotly.canvas import Canvas, Figure, Look, crossed, hatched, lines, safe
from budget.charts.plotly.lanes import Lane, add_zero, label_lane, lane, lanes_canvas
from budget.charts.steps import Step, StepKind
from budget.charts.waterfall import WaterfallChart

BAND = 22
PART_BAND = 10
HOVER_WIDTH = 48


AnyWaterfall = WaterfallChart | ForecastWaterfall


def draw_waterfall(chart: AnyWaterfall, dark: bool = False) -> Figure:
    """From the earlier to the present amount; every bar has its name and its figure above it.

    customdata of a bar is the kind of its step, empty for the first and the last.
    """
    colours = palette(dark)
    lanes: list[Lane] = []
    for step in chart.steps:
        lanes.append(_lane(step, lanes[-1] if lanes else None))
    canvas = lanes_canvas(lanes, colours, top=4)
    low, high = chart.scale
    span = (high - low) or 100
    canvas.xaxis.update(range=[low - span * 0.02, high + span * 0.02], visible=False)
    _add_connectors(canvas, chart, lanes, colours)
    for step, place in zip(chart.steps, lanes, strict=True):
        _add_step(canvas, chart, step, place, colours)
        label_lane(canvas, place, colours)
    _add_heads(canvas, chart, lanes, colours)
    add_zero(canvas, lanes, colours, chart.origin)
    return canvas.figure()


def _lane(step: Step, above: Lane | None) -> Lane:
    if step.is_part:
        change = labels.euro_change_short(step.effect)
        return lane(above, step.name, change, band=PART_BAND, gap=4, is_part=True)
    if not step.is_endpoint:
        return lane(above, step.name, labels.euro_change_short(step.effect), band=BAND)
    short = " tekort" if step.end < 0 else ""
    return lane(above, step.name, f"{labels.euro_short(step.end)}{short}", band=BAND)


def _add_step(canvas: Canvas, chart: AnyWaterfall, step: Step, place: Lane, colours: Palette) -> None:
    canvas.add_bar(
        orientation="h",
        base=[step.start],
        x=[step.effect],
        y=[place.middle],
        width=[place.band],
        marker=_marker(step, colours),
        name=step.kind.value,
        customdata=["" if step.is_endpoint else step.kind.value],
        hovertext=[_hover(chart, step)],
        hoverinfo="text",
        showlegend=False,
    )


def _marker(step: Step, colours: Palette) -> Look:
    if step.is_endpoint:
        if step.end < 0:
            return crossed(colours.over, colours.paper)
        return {"color": colours.budget_line, "line": {"width": 0}}
    if step.kind is StepKind.OWN:
        return hatched(colours.forecast, colours.ink)
    if step.kind is StepKind.BOOKINGS:
        return {"color": colours.realised, "line": {"width": 0}}
    if step.kind is StepKind.COMMITMENTS:
        return hatched(colours.committed, colours.realised)
    return {"color": colours.budget_fill, "line": {"width": 1.5, "color": colours.budget_line}}


def _add_connectors(canvas: Canvas, chart: AnyWaterfall, lanes: list[Lane], colours: Palette) -> None:
    """A thin line from the end of each step to the start of the next."""
    main = [(s, place) for s, place in zip(chart.steps, lanes, strict=True) if not s.is_part]
    line = {"width": 1, "dash": "dot", "color": colours.quiet}
    for (step, place), (_, following) in pairwise(main):
        below = following.band_top + following.band
        canvas.add_line(x0=step.end, x1=step.end, y0=place.band_top, y1=below, line=line, layer="below")


def _add_heads(canvas: Canvas, chart: AnyWaterfall, lanes: list[Lane], colours: Palette) -> None:
    """An arrow head at the end of a step, so that its direction does not depend on a sign alone."""
    moved = [
        (s, place) for s, place in zip(chart.steps, lanes, strict=True) if not s.is_endpoint and s.effect
    ]
    canvas.add_scatter(
        x=[step.end for step, _ in moved],
        y=[place.middle for _, place in moved],
        mode="markers",
        marker={
            "symbol": ["triangle-left" if step.effect < 0 else "triangle-right" for step, _ in moved],
            "size": [9 if step.is_part else 13 for step, _ in moved],
            "color": colours.ink,
            "line": {"width": 1.5, "color": colours.paper},
        },
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _hover(chart: AnyWaterfall, step: Step) -> str:
    if step.is_endpoint:
        return lines((f"<b>{step.name}</b>", labels.euro(step.end)))
    words = (f"<b>{chart.step_names[step.kind]}</b>", f"Verandering {labels.euro_change(step.effect)}")
    part = [safe(line) for line in wrap(step.name, HOVER_WIDTH)] if step.is_part else []
    return lines((words[0], *part, words[1], f"{chart.measure} daarna {labels.euro(step.end)}"))
