"""What a statement of bookings is about, and what it adds."""

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


class Movement(NamedTuple):
    """What one acceptance added to the bookings of a day or month; `on` is that day or the month's last."""

    seq: int
    code: str
    source: str
    theme: str
    on: dt.date
    cents: int


class OpenCommitment(NamedTuple):
    """What is open on a line: by the statement of `date`, accepted as `seq`."""

    seq: int
    date: dt.date
    cents: int

    def with_more(self, other: OpenCommitment, cents: int) -> OpenCommitment:
        """With `cents` by the word of `other`: of the newest acceptance, as old as the oldest."""
        return OpenCommitment(max(self.seq, other.seq), min(self.date, other.date), self.cents + cents)
