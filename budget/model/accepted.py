"""What was accepted: by whom and when, and what a statement of bookings is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted submission; `seq` numbers the acceptances of a programme from 1."""

    seq: int
    submission: int
    file: str
    submitted_by: str
    submitted_at: dt.datetime
    accepted_by: str
    accepted_at: dt.datetime


class Coverage(NamedTuple):
    """What one accepted statement of bookings is about: its lines, from `first` up to `last`.

    It was drawn up on `date` and reaches no further than that day. It speaks for all lines of `domains`;
    without any, the lines it names tell what it is about.
    """

    seq: int
    date: dt.date
    first: dt.date
    last: dt.date
    codes: frozenset[str]
    domains: frozenset[str] = frozenset()
