"""Charts as data, each with a title, a text alternative and a table; the renderers are subpackages."""

from budget.charts.bullets import BulletChart
from budget.charts.flows import Flow, FlowKind, FlowsChart
from budget.charts.forecast_waterfall import ForecastWaterfall
from budget.charts.funding import FundingChart
from budget.charts.heat import HeatChart, HeatRow
from budget.charts.pace import PaceChart
from budget.charts.releases import ReleasesChart
from budget.charts.sources import SourcesChart
from budget.charts.steps import StepKind
from budget.charts.variance import VarianceChart, VarianceRow
from budget.charts.waterfall import ChangePart, WaterfallChart

__all__ = [
    "BulletChart",
    "ChangePart",
    "Flow",
    "FlowKind",
    "FlowsChart",
    "ForecastWaterfall",
    "FundingChart",
    "HeatChart",
    "HeatRow",
    "PaceChart",
    "ReleasesChart",
    "SourcesChart",
    "StepKind",
    "VarianceChart",
    "VarianceRow",
    "WaterfallChart",
]
