"""Charts on paper and on the web: chart data in, SVG text out, the same for the same chart."""

from budget.charts.svg.bars import (
    DrawnBars,
    DrawnRow,
    bullets_on_paper,
    draw_bullets,
    draw_sources,
    draw_steps,
    page_fills,
    sources_on_paper,
)
from budget.charts.svg.canvas import Key, pattern_defs
from budget.charts.svg.pace import BESIDE, DESK, HAND, DrawnPace, draw_pace, pace_on_paper

__all__ = [
    "BESIDE",
    "DESK",
    "HAND",
    "DrawnBars",
    "DrawnPace",
    "DrawnRow",
    "Key",
    "bullets_on_paper",
    "draw_bullets",
    "draw_pace",
    "draw_sources",
    "draw_steps",
    "pace_on_paper",
    "page_fills",
    "pattern_defs",
    "sources_on_paper",
]
