"""Money left on screen: a bar to the expected amount, with a whisker for its interval."""

from __future__ import annotations

from textwrap import wrap

from budget import labels
from budget.charts.colours import Palette, faded, palette, source_colour
from budget.charts.plotly.canvas import SMALL, Canvas, Figure, Look, crossed, lines, safe
from budget.charts.plotly.lanes import LINE, Lane, add_zero, label_lane, lane, lanes_canvas
from budget.charts.variance import VarianceChart, VarianceRow, between, rounded_variance_words, variance_words

BAND = 22
DESTINATION_LENGTH = 38
HOVER_WIDTH = 48
HALO = 1.5


def draw_variance(chart: VarianceChart, dark: bool = False) -> Figure:
    """One bar per row: left over to the right, short to the left."""
    colours = palette(dark)
    lanes: list[Lane] = []
    for row in chart.rows:
        lanes.append(_lane(row, lanes[-1] if lanes else None))
    canvas = lanes_canvas(lanes, colours, top=LINE + 6)
    low, high = chart.scale
    span = (high - low) or 100
    canvas.xaxis.update(range=[low - span * 0.02, high + span * 0.02], visible=False)
    for row, place in zip(chart.rows, lanes, strict=True):
        _add_bar(canvas, row, place, colours, dark)
        label_lane(canvas, place, colours)
    add_zero(canvas, lanes, colours)
    _add_whiskers(canvas, chart, lanes, colours)
    _add_sides(canvas, chart, colours)
    return canvas.figure()


def _lane(row: VarianceRow, above: Lane | None) -> Lane:
    below = wrap(row.destination, DESTINATION_LENGTH)
    beside = f"{row.side} {rounded_variance_words(row.expected)}".lstrip()
    return lane(above, row.name, beside, [between(row)], below, band=BAND)


def _add_bar(canvas: Canvas, row: VarianceRow, place: Lane, colours: Palette, dark: bool) -> None:
    canvas.add_bar(
        orientation="h",
        x=[row.expected],
        y=[place.middle],
        width=[place.band],
        marker=_marker(row, colours, dark),
        name="te weinig" if row.expected < 0 else "over",
        hovertext=[_hover(row)],
        customdata=[row.key],
        hoverinfo="text",
        showlegend=False,
    )


def _marker(row: VarianceRow, colours: Palette, dark: bool) -> Look:
    if row.expected < 0:
        return crossed(colours.over, colours.paper)
    if row.colour:
        return {"color": source_colour(row.colour, dark), "line": {"width": 0}}
    return {"color": faded(colours.forecast, 0.45), "line": {"width": 1.5, "color": colours.forecast_ink}}


def _add_whiskers(canvas: Canvas, chart: VarianceChart, lanes: list[Lane], colours: Palette) -> None:
    """The interval either way; a line in the paper's colour under it separates it from the bar."""
    for width, size, colour in ((2 + 2 * HALO, 14 + 2 * HALO, colours.paper), (2, 14, colours.ink)):
        for row, place in zip(chart.rows, lanes, strict=True):
            canvas.add_scatter(
                x=[row.least, row.most],
                y=[place.middle] * 2,
                mode="lines+markers",
                line={"width": width, "color": colour},
                marker={
                    "symbol": "line-ns",
                    "size": size / 1.4,
                    "line": {"width": width, "color": colour},
                },
                hoverinfo="skip",
                showlegend=False,
                cliponaxis=False,
            )


def _add_sides(canvas: Canvas, chart: VarianceChart, colours: Palette) -> None:
    """Explain both directions at the left edge; the zero line may leave no room beside it."""
    low, _ = chart.scale
    words = "◄ te weinig (N) | over (V) ►" if low < 0 else "over (V) ►"
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    canvas.add_note(words, 0, 1, font={"size": SMALL, "color": colours.quiet}, **place)


def _hover(row: VarianceRow) -> str:
    return lines(
        (
            f"<b>{safe(row.name)}</b>",
            f"Begroot {labels.euro(row.budget)}",
            f"Prognose {labels.euro(row.forecast.p50)}",
            f"Naar verwachting {variance_words(row.expected)}",
            *wrap(between(row, short=False), HOVER_WIDTH),
            *(safe(line) for line in wrap(row.destination, HOVER_WIDTH)),
        )
    )
