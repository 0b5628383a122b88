"""All funding on screen: a plain bar per source of the plan, a hatched one per form of contributions."""

from __future__ import annotations

from budget import labels
from budget.charts.colours import palette, source_colour
from budget.charts.funding import FundingBar, FundingChart
from budget.charts.plotly.canvas import Figure, Look, hatched, safe
from budget.charts.plotly.lanes import LINE, Lane, label_lane, lane, lanes_canvas

BAND = 20


def draw_funding(chart: FundingChart, dark: bool = False) -> Figure:
    """One bar per source and form; partners' contributions have stripes as well as a colour."""
    colours, bars, lanes = palette(dark), chart.bars(), list[Lane]()
    for bar in bars:
        part = [] if bar.share is None else [f"{labels.percent(bar.share)} van het plan"]
        above, amount = lanes[-1] if lanes else None, labels.euro_short(bar.cents)
        lanes.append(lane(above, bar.name, amount, part, band=BAND))
    canvas = lanes_canvas(lanes, colours, top=LINE)
    most = max((bar.cents for bar in bars), default=0) or 100
    canvas.xaxis.update(range=[0, most * 1.02], visible=False)
    for bar, place in zip(bars, lanes, strict=True):
        canvas.add_bar(
            orientation="h",
            x=[bar.cents],
            y=[place.middle],
            width=[place.band],
            marker=_marker(bar, dark),
            hovertext=[f"<b>{safe(bar.name)}</b><br>{labels.euro(bar.cents)}"],
            hoverinfo="text",
            showlegend=False,
        )
        label_lane(canvas, place, colours)
    return canvas.figure()


def _marker(bar: FundingBar, dark: bool) -> Look:
    colours = palette(dark)
    if bar.share is not None:
        known = source_colour(bar.colour, dark) if bar.colour else colours.quiet
        return {"color": known, "line": {"width": 0}}
    return hatched(colours.paper, colours.quiet)
