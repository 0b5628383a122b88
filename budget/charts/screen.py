"""The charts on screen, under one name: chart data in, plotly figure out."""

from budget.charts.screen_bars import draw_bullets, draw_sources
from budget.charts.screen_pace import draw_pace

__all__ = ["draw_bullets", "draw_pace", "draw_sources"]
