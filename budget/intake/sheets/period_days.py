"""Bookings dated by period instead of day: the day up to which their sheet counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from budget.intake.grammar.periods import FEW_DAYS, Period, read_period, undated
from budget.intake.grammar.stated_day import named_end, until_day
from budget.intake.outcome import ParsedColumn
from budget.intake.sheets.table import Table
from budget.labels import day_short

AnyDay = TypeVar("AnyDay")


def statement_period(table: Table, dates: ParsedColumn, years: tuple[int, ...]) -> Period:
    """The period and day that the sheet states.

    Bookings of the period in which that day falls are dated on that day: nothing was booked after it.
    """
    period = read_period(table.titles(), years)
    booked = [day for day in dates.values if isinstance(day, date)]
    if not table.date_months:
        if not table.is_dated and booked:
            take_end(period, table.titles(), years, max(booked))
        return period
    latest = table.months.last if table.months else max(booked, default=date.min)
    says_nothing = not period.states_date and not period.states_period
    if says_nothing and table.until and table.until <= latest:
        period.date, period.states_date = table.until, True
    for stop in _stops(period):
        dates.values = [_until(day, stop, table.date_months) for day in dates.values]
    return period


def _stops(period: Period) -> Iterator[date]:
    if period.date and period.states_date:
        yield period.date
    if period.last and period.states_period:
        yield period.last


def take_end(period: Period, titles: Sequence[Sequence[Any]], years: tuple[int, ...], latest: date) -> None:
    """Set the period's end from the titles if they state only that: `Boekingen t/m september 2024`.

    If they state none, store the title that names a month well after the `latest` booking.
    """
    if period.states_period or period.unreadable:
        return
    texts = undated(titles)
    day = until_day(texts, latest.year)
    period.until = day if day and day.year in years else None
    if period.until or period.states_date or not titles:
        return
    ends = ((named_end(text, latest.year), title) for text, title in zip(texts, titles, strict=True))
    late = (title for end, title in ends if end and (end - latest).days > FEW_DAYS)
    period.named = " ".join(map(str, next(late, ())))


def _until(day: AnyDay, stop: date, months: int) -> AnyDay | date:
    """`stop` if it falls in the period of that many months ending on `day`, else `day`."""
    return stop if isinstance(day, date) and _begin(day, months) <= stop < day else day


def _begin(day: date, months: int) -> date:
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def days_covered(table: Table, period: Period, booked: Sequence[date]) -> tuple[date, date]:
    """First and last day that a sheet with these booking dates covers: whole periods, and all its months.

    An earlier list may have its bookings on another day of the period; they would count twice.
    """
    if table.months:
        last = table.months.last
        for stop in _stops(period):
            last = _until(last, stop, table.date_months)
        return table.months.first, last
    first = min(booked)
    return _begin(first, table.date_months) if table.date_months else first, max(booked)


def ask_about_day(table: Table, period: Period) -> None:
    """Ask for the day if nothing states it, or if nothing was booked for a long time before it."""
    if not table.is_latest:
        return
    named = f"t/m {day_short(period.last)}" if period.last and period.runs_on else period.named
    if named:
        table.findings.add("ledger-title-month", table.sheet, value=named, latest=period.latest)
    paid = table.months.paid if table.months else period.latest
    if table.date_months and not period.states_date and not period.states_period:
        table.findings.add("ledger-period-day", table.sheet, day=period.date)
    elif period.may_still_run or (table.months and (table.months.last - table.months.paid).days > FEW_DAYS):
        table.findings.add("ledger-period-end", table.sheet, day=period.last, latest=paid)
