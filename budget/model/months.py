"""Months of the calendar."""

from calendar import monthrange
from datetime import date


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])
