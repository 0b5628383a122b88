"""Calendar months, and the Amsterdam day of a moment."""

from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Europe/Amsterdam")


def local_day(moment: datetime) -> date:
    """The day in Amsterdam of a naive UTC moment."""
    return moment.replace(tzinfo=UTC).astimezone(CLOCK).date()


MONTHS = 12


@lru_cache(maxsize=1_000)
def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def last_day(year: int, month: int) -> date:
    """Last day of month 1..12 of `year`; month 0 gives 31 December of the year before."""
    return date(year, month, monthrange(year, month)[1]) if month else date(year - 1, 12, 31)


def month_index(day: date, year: int) -> int:
    """Month index (0..11) of `day` in `year`; 0 also before the year, 12 after it."""
    if day.year < year:
        return 0
    return day.month - 1 if day.year == year else MONTHS
