"""The charts on screen: chart data in, plotly figure out; only this package knows plotly."""

from budget.charts.plotly.bars import draw_bullets, draw_sources
from budget.charts.plotly.canvas import Figure
from budget.charts.plotly.flows import FROM, TO, draw_flows
from budget.charts.plotly.funding import draw_funding
from budget.charts.plotly.heat import draw_heat
from budget.charts.plotly.pace import draw_pace
from budget.charts.plotly.releases import draw_releases
from budget.charts.plotly.scope import add_scope
from budget.charts.plotly.variance import draw_variance
from budget.charts.plotly.waterfall import draw_waterfall

__all__ = [
    "FROM",
    "TO",
    "Figure",
    "add_scope",
    "draw_bullets",
    "draw_flows",
    "draw_funding",
    "draw_heat",
    "draw_pace",
    "draw_releases",
    "draw_sources",
    "draw_variance",
    "draw_waterfall",
]
