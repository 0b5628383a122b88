"""Bookings of periods without a day: until which day a sheet of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from budget.intake.faults import Raw
from budget.intake.grammar.periods import Period, read_period, undated
from budget.intake.grammar.stated_day import until_day
from budget.intake.outcome import ParsedColumn
from budget.intake.sheets.table import Table


def statement_period(table: Table, dates: ParsedColumn, years: tuple[int, ...]) -> Period:
    """What the sheet says of its day and period.

    Bookings of a period in which that day falls are of that day: nothing was booked after it.
    """
    period = read_period(table.titles(), years)
    if not table.date_months:
        if not table.is_dated:
            take_end(period, table.titles(), years)
        return period
    latest = max((day for day in dates.values if isinstance(day, date)), default=date.min)
    says_nothing = not period.states_date and not period.states_period
    if says_nothing and table.until and table.until <= latest:
        period.date, period.states_date = table.until, True
    stops = (period.date if period.states_date else None, period.last if period.states_period else None)
    for stop in filter(None, stops):
        dates.values = [_until(day, stop, table.date_months) for day in dates.values]
    return period


def take_end(period: Period, titles: Sequence[Sequence[Any]], years: tuple[int, ...]) -> None:
    """Put in the period the end alone that the titles state, as in `Boekingen t/m september 2024`."""
    day = None if period.states_period else until_day(undated(titles))
    period.until = day if day and day.year in years else None


def _until(day: Raw, stop: date, months: int) -> Raw:
    """`stop` where it falls in the period of so many months that ends on `day`."""
    return stop if isinstance(day, date) and _begin(day, months) <= stop < day else day


def _begin(day: date, months: int) -> date:
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def first_day(table: Table, day: date) -> date:
    """From when on a sheet speaks whose first booking is of `day`: the whole of that period.

    An earlier list may have its bookings on another day of the period, and they would count twice.
    """
    return _begin(day, table.date_months) if table.date_months else day


def ask_about_day(table: Table, period: Period) -> None:
    """Ask for the day where nothing tells it: the last period may still go on."""
    if table.date_months and not period.states_date and not period.states_period:
        if table.is_latest:
            table.findings.add("ledger-period-day", table.sheet, day=period.date)
    elif period.may_still_run and table.is_latest:
        table.findings.add("ledger-period-end", table.sheet, day=period.date, latest=period.latest)
