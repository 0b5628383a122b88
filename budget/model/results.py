"""Results against their cost: one row per measurement of an indicator of an activity."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An indicator of a line on one day; `on` is None when nothing was measured on the line this year.

    `spent` is what was booked on the line up to and including `spent_until`, in cents; both are None where
    bookings do not reach that day. `per_result` is set only for the latest value, and where dividing makes
    sense; otherwise `why_not` says why.
    """

    domain: str
    code: str
    activity: str
    indicator: str
    target: str
    on: dt.date | None
    value: str
    spent: Cents | None
    spent_until: dt.date | None
    per_result: Cents | None
    why_not: str
