"""Charts on paper and on the web: chart data in, SVG text out, the same for the same chart."""

from budget.charts.svg.bars import (
    PAPER,
    PAPER_SMALL,
    PAPER_SOURCES,
    DrawnBars,
    DrawnRow,
    draw_bullets,
    draw_sources,
    draw_steps,
    page_fills,
)
from budget.charts.svg.canvas import Key, pattern_defs
from budget.charts.svg.pace import BESIDE, DESK, HAND, DrawnPace, draw_pace, pace_on_paper

__all__ = [
    "BESIDE",
    "DESK",
    "HAND",
    "PAPER",
    "PAPER_SMALL",
    "PAPER_SOURCES",
    "DrawnBars",
    "DrawnPace",
    "DrawnRow",
    "Key",
    "draw_bullets",
    "draw_pace",
    "draw_sources",
    "draw_steps",
    "page_fills",
    "pace_on_paper",
    "pattern_defs",
]
