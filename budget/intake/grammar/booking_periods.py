"""Booking periods as other systems write them: 009.2024, 2024-09, P9, sep-24; 13 to 16 close the year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from budget.intake.faults import Fault, Raw, fault
from budget.intake.grammar.dates import ORDERS, year_of
from budget.intake.grammar.months import MONTH_PATTERN, month_number

LAST_PERIOD, DECEMBER = 16, 12
PERIOD = "periode"
LAYOUT_ORDERS = (*ORDERS, PERIOD)
"""What a mapping can say of a date column: the order of its dates, or that it has booking periods."""
_APOSTROPHES = str.maketrans("’‘`\u02bc\u00b4", "'" * 5)
"""What people type for an apostrophe: maart ’24."""
_SIGN = r"\s*[-./ ]?\s*"
_BEFORE = r"(?:p(?:er(?:iode?)?)?\.?\s*|m(?:aand|onth|nd)?\.?\s*)?"
_WITH_YEAR = (
    re.compile(rf"(?P<year>20\d\d)(?:{_SIGN}{_BEFORE}|-)(?P<period>\d{{2,3}}|(?<=\D)\d)", re.IGNORECASE),
    re.compile(rf"{_BEFORE}(?P<period>\d{{1,3}})\s*[-./ ]\s*(?P<year>20\d\d)", re.IGNORECASE),
    re.compile(
        rf"(?P<name>{MONTH_PATTERN})\.?{_SIGN}'?(?P<year>20\d\d|\d\d)(?:\.0)?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<year>20\d\d)\s*[-./ ]\s*(?P<name>{MONTH_PATTERN})\.?", re.IGNORECASE),
)
_BARE = re.compile(rf"{_BEFORE}(?P<period>\d{{1,3}})|(?P<name>{MONTH_PATTERN})\.?", re.IGNORECASE)
_CUMULATIVE = re.compile(r"cumulat|\bcum\b|kumul|oplopend|year.to.date|\bytd\b", re.IGNORECASE)
_FIRST_DAY = (
    re.compile(r"(?P<year>20\d\d)-(?P<period>\d\d)-01"),
    re.compile(r"0?1[-/](?P<period>\d\d?)[-/](?P<year>20\d\d)"),
)


def says_cumulative(text: str) -> bool:
    """Whether a text announces running totals."""
    return bool(_CUMULATIVE.search(text))


def split_period(value: Raw) -> tuple[int, int] | None:
    """Year (0 if absent) and number, 0 to 16, of a booking period; None for anything else.

    A real date counts if it is the first of a month: Excel turns `sep-24` into one.
    """
    if isinstance(value, date):
        return (value.year, value.month) if value.day == 1 else None
    if isinstance(value, float):
        value = str(int(value)) if value % 1 == 0 else str(value)
    text = " ".join(value.split()).translate(_APOSTROPHES) if isinstance(value, str) else ""
    readings = (pattern.fullmatch(text) for pattern in (*_WITH_YEAR, _BARE, *_FIRST_DAY))
    match = next(filter(None, readings), None) if text.isascii() else None
    if match is None:
        return None
    parts = match.groupdict()
    number = month_number(parts["name"]) if parts.get("name") else int(parts["period"])
    year = int(parts.get("year") or 0)
    return (year + 2000 if 0 < year < 100 else year, number) if number <= LAST_PERIOD else None


def period_end(value: Raw, year: int = 0) -> date | Fault:
    """The last day of a booking period; `year` is used if the cell has none.

    Period 0 is an opening balance, not a period of bookings.
    """
    period = split_period(value)
    if not period or not period[1] or not (period[0] or year):
        return fault("date-invalid", value=value)
    year, month = period[0] or year, min(period[1], DECEMBER)
    return date(year, month, monthrange(year, month)[1])


def year_in(value: Raw, order: str) -> int:
    """The year of a date in this order, or of a booking period; 0 if it has none."""
    return (split_period(value) or (0, 0))[0] if order == PERIOD else year_of(value, order)
