"""Charts: what they say as data, with thin renderers for screen and paper beside it."""

from budget.charts.bullets import BulletChart
from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart

__all__ = ["BulletChart", "PaceChart", "SourcesChart"]
