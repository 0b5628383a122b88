"""Finds, above a ledger, the period it covers and the day it was drawn up."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from budget.intake.faults import Fault, Raw
from budget.intake.grammar.dates import read_date
from budget.intake.grammar.months import FULL_NAMES, month_number
from budget.model.words import MONTHS

_DAY = r"(\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2} [a-z]+\.? \d{4})"
_TO = r"\s*(?:t/m|tot en met|t\.e\.m\.|tot|tm|-|–|—|/)\s*"
_PERIOD = re.compile(rf"{_DAY}{_TO}{_DAY}", re.IGNORECASE)
_MONTHS = re.compile(
    rf"(?<![\d-])(\d{{1,2}})[-/](\d{{4}}){_TO}(\d{{1,2}})[-/](\d{{4}})(?![\d-])", re.IGNORECASE
)
_NAMED = re.compile(
    rf"\b({FULL_NAMES})(?:\s+(\d{{4}}))?{_TO}({FULL_NAMES})\s+(\d{{4}})",
    re.IGNORECASE,
)
_DRAWN_UP = re.compile(
    rf"(?:extractie|extract|peil|stand|rapport|export|print|afdruk|aanmaak|uitdraai|\bdatum)\w*(?:\s*(?:op|per|van|d\.d\.))?[\s:]*{_DAY}"
    rf"|\b(?:per|d\.d\.)\s*:?\s*{_DAY}",
    re.IGNORECASE,
)
_PERIOD_LABELS = re.compile(r"period|tijdvak|van\b", re.IGNORECASE)


Day = date
MOST_DAYS, FEW_DAYS = 31, 7
"""Days without bookings at the end of a period: more than 31 mean it still runs, up to 7 mean nothing."""


@dataclass(slots=True)
class Period:
    """`date` is the day of extraction, `first` and `last` the days covered; None until `complete`.

    `until` is a stated end without a begin; `passed` is such an end before the latest booking. `named` is a
    title with another month than the bookings, from which no day is read.
    """

    date: Day | None = None
    first: Day | None = None
    last: Day | None = None
    until: Day | None = None
    passed: Day | None = None
    states_date: bool = False
    states_period: bool = False
    dated_by_period: bool = False
    unreadable: str = ""
    named: str = ""
    latest: Day | None = None

    @property
    def may_still_run(self) -> bool:
        """Whether a ledger is dated at the end of its period only because no extraction day is stated.

        For a whole year always (systems fill that in); else only if the last days have no bookings.
        """
        if not (self.dated_by_period and self.first and self.last and self.latest):
            return False
        is_year = self._is_year(self.first, self.last) and not self.until
        return is_year or (self.last - self.latest).days > FEW_DAYS

    @property
    def runs_on(self) -> bool:
        """Whether a ledger is dated by its latest booking, long before the end of a period (not a year)."""
        if self.dated_by_period or not (self.states_period and self.first and self.last and self.latest):
            return False
        return (self.last - self.latest).days > MOST_DAYS and not self._is_year(self.first, self.last)

    @staticmethod
    def _is_year(first: Day, last: Day) -> bool:
        return (first.month, first.day, last.month, last.day) == (1, 1, MONTHS, MOST_DAYS)

    def complete(self, earliest: Day, latest: Day) -> None:
        """Fill a missing period from the earliest and latest booking date, a missing date from the period.

        A period with only an end begins at the earliest booking; an end before the latest booking is ignored.

        A ledger without a day is dated at the end of its period. A period that ends more than a month after
        the latest booking is what was requested from the system, often a whole year: there the latest booking
        gives the date. An end without a begin was typed by a person, and is always the date.
        """
        if not self.states_period:
            self.first, self.last = earliest, latest
            if self.until and self.until >= latest:
                self.last, self.states_period = self.until, True
            else:
                self.until, self.passed = None, self.until
        if not self.states_date:
            self.latest = latest
            days = (self.last - latest).days if self.last else 0
            self.dated_by_period = days > 0 and (days <= MOST_DAYS or self.until is not None)
            self.date = self.last if self.dated_by_period else latest


def read_period(titles: Sequence[Sequence[Any]], years: tuple[int, ...]) -> Period:
    """What the rows above a header say. A date cell next to a text counts as part of that text."""
    period = Period()
    texts = [" ".join(_text(cell) for cell in row) for row in titles]
    for text in texts:
        _take_period(period, text, years)
    for text in texts:
        _take_date(period, text, years)
    if not period.states_date:
        _take_unlabelled_date(period, titles, years)
    period.unreadable = next((text for text in texts if _is_unreadable(period, text)), "")
    return period


def undated(titles: Sequence[Sequence[Any]]) -> list[str]:
    """The titles without the day on which the sheet was drawn up."""
    return [_DRAWN_UP.sub(" ", " ".join(_text(cell) for cell in row)) for row in titles]


def _is_unreadable(period: Period, text: str) -> bool:
    """Whether a row mentions a date or period that could not be parsed."""
    if _PERIOD.search(text):
        return not period.states_period
    return bool(_DRAWN_UP.search(text)) and not period.states_date


def _text(cell: Raw) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _take_period(period: Period, text: str, years: tuple[int, ...]) -> None:
    if period.states_period:
        return
    days = _days(text, years) or _whole_months(text)
    if days and days[0] <= days[1]:
        period.first, period.last = days
        period.states_period = True


def _days(text: str, years: tuple[int, ...]) -> tuple[date, date] | None:
    if not (match := _PERIOD.search(text)):
        return None
    first, last = (read_date(part.lower(), years) for part in match.groups())
    return None if isinstance(first, Fault) or isinstance(last, Fault) else (first, last)


def _whole_months(text: str) -> tuple[date, date] | None:
    if match := _MONTHS.search(text):
        first, first_year, last, last_year = (int(part) for part in match.groups())
    elif match := _NAMED.search(text):
        first, last = (month_number(match[n]) for n in (1, 3))
        last_year = int(match[4])
        first_year = int(match[2] or last_year)
    else:
        return None
    if not (1 <= first <= 12 and 1 <= last <= 12 and first_year > 0 < last_year):
        return None
    return date(first_year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def _take_date(period: Period, text: str, years: tuple[int, ...]) -> None:
    if period.states_date or not (match := _DRAWN_UP.search(_PERIOD.sub(" ", text))):
        return
    day = read_date((match[1] or match[2]).lower(), years)
    if not isinstance(day, Fault):
        period.date, period.states_date = day, True


def _take_unlabelled_date(period: Period, titles: Sequence[Sequence[Any]], years: tuple[int, ...]) -> None:
    """Take a real date cell above the table, outside any period, as the day of extraction."""
    for row in titles:
        cells = [cell for cell in row if isinstance(cell, date)]
        if len(cells) == 1 and not any(isinstance(cell, str) and _PERIOD_LABELS.search(cell) for cell in row):
            day = read_date(cells[0], years)
            if not isinstance(day, Fault):
                period.date, period.states_date = day, True
                return
