"""The charts on screen, under one name: chart data in, plotly figure out."""

from budget.charts.screen_bars import draw_bullets, draw_sources
from budget.charts.screen_flows import FROM, TO, draw_flows
from budget.charts.screen_heat import draw_heat
from budget.charts.screen_left import draw_left
from budget.charts.screen_pace import draw_pace
from budget.charts.screen_waterfall import draw_waterfall

__all__ = [
    "FROM",
    "TO",
    "draw_bullets",
    "draw_flows",
    "draw_heat",
    "draw_left",
    "draw_pace",
    "draw_sources",
    "draw_waterfall",
]
