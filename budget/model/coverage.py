"""What a statement of bookings covers, and what it adds."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Coverage(NamedTuple):
    """The lines and the period (`first` to `last`) that one accepted statement of bookings covers.

    It was drawn up on `date` and does not reach past that day. It covers all lines of `domains`; without
    domains, the lines it names.
    """

    seq: int
    date: dt.date
    first: dt.date
    last: dt.date
    codes: frozenset[str]
    domains: frozenset[str] = frozenset()


class NamesCodes:
    """Caches the codes of a statement; not a field, so never compared, stored or sent."""

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
    """The open commitments on a line, from the statement of `date`, accepted as `seq`."""

    seq: int
    date: dt.date
    cents: int

    def with_more(self, commitment: OpenCommitment, cents: int) -> OpenCommitment:
        """Add `cents` from `commitment`, keeping the newest acceptance and the oldest date."""
        return OpenCommitment(
            max(self.seq, commitment.seq), min(self.date, commitment.date), self.cents + cents
        )
