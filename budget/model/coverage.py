"""What a statement of bookings is about."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


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


class NamesCodes:
    """Keeps the codes of a statement once computed: no field, so it is not compared, stored or sent."""

    __slots__ = ("_codes",)
    _codes: frozenset[str]
