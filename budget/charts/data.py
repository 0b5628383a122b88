"""The chart-data objects, each with a title, a text alternative and a table, under one name."""

from budget.charts.bullets import BulletChart
from budget.charts.pace import PaceChart
from budget.charts.sources import SourcesChart

__all__ = ["BulletChart", "PaceChart", "SourcesChart"]
