"""The small depletion line on the web: no axis, a dot per date, the last one filled."""

from __future__ import annotations

from budget.charts.colours import Palette
from budget.charts.svg.canvas import Canvas
from budget.charts.trend import Trend

WIDTH, HEIGHT, SIDE = 72, 22, 4
DOT, LAST_DOT = 1.8, 3.2


def draw_trend(trend: Trend, colours: Palette) -> str:
    """The line from 0 to 100 % of the budget (or more), dates to scale; '' for fewer than two points."""
    if len(trend.points) < 2:
        return ""
    first, last = trend.points[0][0], trend.points[-1][0]
    low = min(0.0, *(share for _, share in trend.points))
    high = max(1.0, *(share for _, share in trend.points))
    places = [
        (
            SIDE + (WIDTH - 2 * SIDE) * (day - first).days / (last - first).days,
            HEIGHT - SIDE - (HEIGHT - 2 * SIDE) * (share - low) / (high - low),
        )
        for day, share in trend.points
    ]
    canvas = Canvas(WIDTH, HEIGHT, is_inline=True)
    canvas.add_line((SIDE, SIDE), (WIDTH - SIDE, SIDE), colours.budget_line, 0.8, dash="2 2")
    canvas.add_path(places, colours.realised, 1.6)
    for x, y in places[:-1]:
        canvas.add_dot(x, y, DOT, colours.realised)
    canvas.add_dot(*places[-1], LAST_DOT, colours.realised)
    return canvas.svg(trend.alt, "trend")
