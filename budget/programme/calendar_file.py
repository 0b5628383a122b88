"""Meeting days, typed or from a calendar file (.ics)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from budget.model.months import local_day
from budget.model.words import BudgetError

MOST = 200
"""Most meetings in one calendar."""


def read_calendar(text: str) -> dict[date, str]:
    """Each day of a calendar with the title of its event; a repeated event counts once.

    Raises BudgetError for a text without events.
    """
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    title_by_day: dict[date, str] = {}
    day, title = None, ""
    for line in lines:
        if line.startswith("BEGIN:VEVENT"):
            day, title = None, ""
        elif start := re.match(r"DTSTART(?:;[^:]*)?:(\d{8})(T\d{6}Z?)?", line):
            day = _day(start[1], start[2] or "")
        elif summary := re.match(r"SUMMARY(?:;[^:]*)?:(.*)", line):
            title = re.sub(r"\\(.)", r"\1", summary[1])
        elif line.startswith("END:VEVENT") and day and len(title_by_day) < MOST:
            title_by_day.setdefault(day, title)
    if not title_by_day:
        raise BudgetError("In dit bestand staat geen afspraak. Kies een agendabestand (.ics).")
    return dict(sorted(title_by_day.items()))


def _day(digits: str, clock: str) -> date | None:
    try:
        if clock.endswith("Z"):
            return local_day(datetime.strptime(digits + clock, "%Y%m%dT%H%M%SZ"))
        return datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None


def read_lines(text: str, read_day: Callable[[str], date]) -> dict[date, date]:
    """Day and reference date per line: `27-03-2025; 28-02-2025`; a lone day gets its usual reference date.

    Raises BudgetError as `read_day` does, and for a reference date after its meeting.
    """
    moment_by_day = {}
    for line in filter(str.strip, text.splitlines()):
        first, _, second = line.partition(";")
        day = read_day(first.strip())
        as_of = read_day(second.strip()) if second.strip() else usual_reference(day)
        if as_of > day:
            raise BudgetError(f"De peildatum {as_of:%d-%m-%Y} ligt na de vergadering van {day:%d-%m-%Y}.")
        moment_by_day[day] = as_of
    return moment_by_day


def usual_reference(day: date) -> date:
    """The last month end at least two weeks before a meeting on this day, to leave time to deliver."""
    latest = day - timedelta(days=15)
    return latest.replace(day=1) - timedelta(days=1)
