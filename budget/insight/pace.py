"""Cumulative planned and realised of a group through the year, and the fan of its forecast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from budget.model.figures import FanPoint, Forecast, Interval, LineFacts, Pace, Point, Row
from budget.model.months import last_day
from budget.model.words import MONTHS, Cents


def pace_of(
    row: Row,
    lines: Sequence[LineFacts],
    forecast: Forecast,
    year: int,
    as_of: date,
    until: date | None = None,
) -> Pace:
    """The pace of the group `row` that consists of `lines`.

    It ends at the latest pace date of its lines, with what each had spent at its own. If part of the bookings
    ends on `until`, much earlier, the realised line ends at the last whole month before it, with what was
    spent then.
    """
    reached = max((line.known_until or as_of for line in lines if line.planned), default=as_of)
    planned = _path(year, _sums([line.phasing for line in lines]))
    spent = row.measures.paced
    realised = _realised(year, reached, _sums([line.realised for line in lines]), spent)
    if until is not None and until < reached:
        realised = tuple(point for point in realised if point.day <= until)
    fan = _fan(year, reached, realised[-1:], spent, forecast.path)
    return Pace(row.name, year, reached, row.measures, planned, realised, fan)


def _sums(series: Sequence[Sequence[Cents]]) -> list[Cents]:
    return [sum(amounts) for amounts in zip(*series, strict=True)]


def _path(year: int, months: list[Cents]) -> tuple[Point, ...]:
    days = (last_day(year, month) for month in range(1, MONTHS + 1))
    ends = map(Point, days, accumulate(months or [0] * MONTHS))
    return (Point(date(year - 1, 12, 31), 0), *ends)


def _realised(year: int, as_of: date, months: list[Cents], total: Cents) -> tuple[Point, ...]:
    if as_of < date(year, 1, 1):
        return ()
    last = min(as_of, date(year, 12, 31))
    return (*(p for p in _path(year, months[:MONTHS]) if p.day < last), Point(last, total))


def _fan(
    year: int, as_of: date, last: tuple[Point, ...], realised: Cents, path: tuple[Interval, ...]
) -> tuple[FanPoint, ...]:
    if as_of >= date(year, 12, 31):
        return ()
    start = max(as_of, date(year, 1, 1) - timedelta(days=1))
    ahead = ((last_day(year, month), path[month - 1]) for month in range(1, MONTHS + 1))
    begin = last[0] if last else Point(start, realised)
    first = FanPoint(begin.day, begin.cents, begin.cents, begin.cents)
    return (first, *(FanPoint(day, e.p10, e.p50, e.p90) for day, e in ahead if day > start))
