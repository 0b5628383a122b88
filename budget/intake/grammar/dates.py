"""The grammar of dates and years: a cell has at most one date, or a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from budget.intake.faults import Fault, Raw, fault
from budget.intake.grammar.months import month_number

_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?Z?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([-./])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_SHORT_YEAR = re.compile(rf"(\d{{1,2}})([-./])(\d{{1,2}})\2(\d{{2}}){_TIME}")
_WORDS = re.compile(r"(\d{1,2})[- ]([a-z]+)\.?[- ](\d{4})", re.IGNORECASE)
_PARTED = re.compile(rf"(\d{{1,2}})([-./])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
DAY_FIRST, MONTH_FIRST, DIGITS = ORDERS = ("dag-maand-jaar", "maand-dag-jaar", "jaarmaanddag")
"""The orders of a date that a mapping can name; the last is eight digits in a row."""


def read_date(value: Raw, years: tuple[int, ...]) -> date | Fault:
    """The day in a cell, within `years`. The time of day is dropped, never rounded."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _within(value, years)
    if not isinstance(value, str):
        return fault("date-invalid", value=value)
    readings = _readings(" ".join(value.split()), years)
    if len(readings) == 1:
        return _within(readings[0], years)
    if not readings:
        return fault("date-invalid", value=value)
    return fault("date-double", value=value, first=readings[0], second=readings[1])


def read_ordered(value: Raw, order: str) -> Raw:
    """Parse a date with its parts in the `order` given by a mapping; a real date is returned as is.

    A text without a valid day in that order is a fault, even if another order would give one.
    """
    if isinstance(value, float) and value % 1 == 0:
        value = str(int(value))
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if _YEAR_FIRST.fullmatch(text) or _WORDS.fullmatch(text):
        return value
    match = (_DIGITS if order == DIGITS else _PARTED).fullmatch(text)
    days = _days(_parts(match, order)) if match and text.isascii() else []
    return days[0] if days else fault("date-invalid", value=value)


def _parts(match: re.Match[str], order: str) -> tuple[int, int, int]:
    if order == DIGITS:
        return int(match[1]), int(match[2]), int(match[3])
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    return (year, second, first) if order == DAY_FIRST else (year, first, second)


def order_of(values: Iterable[Any], years: tuple[int, ...]) -> str | None:
    """The order of day, month and year that the cells of a column prove; '' where each is unambiguous.

    None if several orders are possible, or none.
    """
    texts = [value for value in values if not isinstance(value, date)]
    if all(isinstance(value, str) and len(_readings(" ".join(value.split()), years)) == 1 for value in texts):
        return ""
    fitting = [
        order for order in ORDERS if all(not isinstance(read_ordered(text, order), Fault) for text in texts)
    ]
    return fitting[0] if len(fitting) == 1 else None


def year_of(value: Raw, order: str = "") -> int:
    """The year of a date cell, in any order of day and month; 0 if it has none."""
    if order:
        value = read_ordered(value, order)
    if isinstance(value, date):
        return value.year
    text = " ".join(value.split()) if isinstance(value, str) else ""
    match = _YEAR_FIRST.fullmatch(text) or _PARTED.fullmatch(text) or _WORDS.fullmatch(text)
    years = [int(part) for part in match.groups() if part and re.fullmatch(r"\d{4}", part)] if match else []
    return years[0] if years else 0


def read_year(value: Raw, years: tuple[int, ...]) -> int | Fault:
    """A year of the programme: a whole number or its four digits."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}", value.strip(), re.ASCII):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or value % 1:
        return fault("year-invalid", value=value, first=str(years[0]))
    if value not in years:
        return fault("year-outside", value=value, first=str(years[0]), last=str(years[-1]))
    return int(value)


def _within(day: date, years: tuple[int, ...]) -> date | Fault:
    if years[0] <= day.year <= years[-1]:
        return day
    return fault("date-outside", value=day, first=str(years[0]), last=str(years[-1]))


def _readings(text: str, years: tuple[int, ...]) -> list[date]:
    """Every distinct day the text can mean."""
    if not text.isascii():
        return []
    if match := _YEAR_FIRST.fullmatch(text):
        return _days((int(match[1]), int(match[3]), int(match[4])))
    if match := _DAY_FIRST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        american = [(year, first, second)] if match[2] == "/" else []
        return _days((year, second, first), *american)
    if match := _SHORT_YEAR.fullmatch(text):
        return _short_year(int(match[1]), int(match[3]), int(match[4]), match[2], years)
    if (match := _WORDS.fullmatch(text)) and (month := month_number(match[2])):
        return _days((int(match[3]), month, int(match[1])))
    return []


def _short_year(first: int, second: int, third: int, separator: str, years: tuple[int, ...]) -> list[date]:
    """Two-digit year: any order is possible, but only days of the programme."""
    american = [(2000 + third, first, second)] if separator == "/" else []
    days = _days((2000 + third, second, first), *american, (2000 + first, second, third))
    return [day for day in days if years[0] <= day.year <= years[-1]] or days[:1]


def _days(*parts: tuple[int, int, int]) -> list[date]:
    days = []
    for year, month, day in parts:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(days))
