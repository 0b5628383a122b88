"""Columns per month or quarter in a foreign sheet: bookings for each, up to the latest with money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from budget.intake.grammar.periods import read_period
from budget.intake.grammar.stated_day import title_until
from budget.intake.mapping.layout import Part
from budget.intake.sheets.table import Months, Table, amounts_in
from budget.model.months import last_day
from budget.model.words import MONTHS
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid


def by_month(part: Part) -> list[Part]:
    """A part for each of its months; the part itself if it has none."""
    return [_month(part, n) for n, name in enumerate(part.months, 1) if name] or [part]


def _month(part: Part, number: int) -> Part:
    """The bookings of one of twelve months or four quarters, on its last day."""
    year, month = int(part.constants["fiscal_year"]), number * MONTHS // len(part.months)
    day = last_day(year, month)
    amount = {"amount": part.months[number - 1]}
    constants = part.constants | {"date": day.isoformat()}
    return replace(part, columns=part.columns | amount, constants=constants, months=())


def until_latest(tables: Mapping[date, Table], part: Part, rows: Sequence[int]) -> list[Table]:
    """The tables per month or quarter (by last day) that count, without empty ones.

    They run up to the latest with money, or to the stated closing day. Each is booked on its last day; for
    the latest one the file states the day, or it is asked. `rows` are all lines.
    """
    length, year = MONTHS // len(part.months), int(part.constants["fiscal_year"])
    paid = max((end for end, table in tables.items() if _says_money(table)), default=min(tables))
    until = max(paid, _stated_end(tables[paid], year) or paid)
    booked = [end for end in tables if _begin(end, length) <= until]
    for run in _runs(booked, length):
        last = min(run[-1], until)
        months = Months(_begin(run[0], length), last, min(paid, last), tuple(rows))
        for end in run:
            table = tables[end]
            table.date_months, table.months, table.is_latest = length, months, False
            table.until = title_until(table.titles())
    counting = [tables[end] for end in booked if tables[end].rows]
    for table in counting[-1:]:
        table.is_latest = True
    return counting


def _stated_end(table: Table, year: int) -> date | None:
    """The closing day in `year` that the titles state for the months; None for none."""
    period = read_period(table.titles(), (year,))
    until = period.last if period.states_period else title_until(table.titles())
    return min(until, date(year, MONTHS, 31)) if until and until.year >= year else None


def _runs(ends: Sequence[date], length: int) -> Iterator[list[date]]:
    """The months in groups without a gap."""
    run: list[date] = []
    for end in ends:
        if run and end.month - run[-1].month != length:
            yield run
            run = []
        run.append(end)
    yield run


def _begin(end: date, length: int) -> date:
    return end.replace(month=end.month - length + 1, day=1)


def _says_money(table: Table) -> bool:
    """Whether a row has an amount other than zero, or an unreadable one."""
    number, unit = table.header.columns["amount"], table.units.get("amount", 1)
    amount = amounts_in(table.grid, number, table.header.last + 1, unit)
    return any(amount(row) for row in table.rows)


def rows_with_amount(grid: Grid, rows: list[int], amount: int) -> list[int]:
    """The rows that have an amount in this month."""
    column = grid.columns[amount]
    return [number for number in rows if not is_blank(column[number])]
