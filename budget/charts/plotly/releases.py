"""Released money through the year on screen: green steps, with a blue line of what is used."""

from __future__ import annotations

from datetime import datetime, timedelta

from budget import labels
from budget.charts.colours import palette
from budget.charts.plotly.canvas import LEGEND_ROOM, SMALL, Canvas, Figure, Look
from budget.charts.releases import ReleasesChart
from budget.charts.scales import amount_axis
from budget.model.figures import Point
from budget.model.words import MONTHS

HEIGHT = 300


def draw_releases(chart: ReleasesChart, dark: bool = False) -> Figure:
    """Two lines, one of them stepped, so that they can be told apart without colour."""
    colours = palette(dark)
    canvas = Canvas(colours, HEIGHT, top=LEGEND_ROOM + 8, bottom=28)
    path, (start, end) = chart.path, chart.days
    axis = amount_axis([path.budget, *(point.cents for point in (*path.released, *path.used))], headroom=0.1)
    canvas.yaxis.update(
        range=[axis.low, axis.high], tickvals=axis.marks, ticktext=axis.texts, automargin=True,
        tickfont={"size": SMALL, "color": colours.quiet}, ticklabelstandoff=6,
    )  # fmt: skip
    canvas.xaxis.update(
        range=[start - timedelta(days=2), end + timedelta(days=2)],
        tickvals=[datetime(path.year, month, 16) for month in range(1, MONTHS + 1)],
        ticktext=list(labels.MONTH_SHORT), tickfont={"size": 12, "color": colours.quiet}, tickangle=0,
        showgrid=False,
    )  # fmt: skip
    lines: tuple[tuple[str, tuple[Point, ...], Look, Look], ...] = (
        ("vrijgegeven", path.released, {"shape": "hv", "width": 3, "color": colours.released}, {}),
        ("besteed en verplicht", path.used, {"width": 4, "color": colours.realised}, {"marker": {"size": 8}}),
    )
    canvas.legend["entrywidth"] = 140
    for word, points, line, more in lines:
        canvas.add_scatter(
            x=[point.day for point in points],
            y=[point.cents for point in points],
            mode="lines+markers" if more else "lines",
            line=line,
            **more,
            name=word,
            hovertext=[
                f"<b>{labels.day(point.day)}</b><br>{word.capitalize()} {labels.euro(point.cents)}"
                for point in points
            ],
            hoverinfo="text",
        )
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    canvas.add_note(f"in {axis.unit_name}", 0, 1, font={"size": SMALL}, **place)
    return canvas.figure()
