"""What becomes of a line code that is no longer used: which codes its money follows into, and from when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

WHOLE = 10_000
"""100 %: a share is a whole number of hundredths of a percent."""


Money = tuple[int, int]
"""Cents that are booked, and that are committed."""


class Fate(StrEnum):
    """What happens to a line code; STAYS takes back what was said of it before."""

    RENAMED = "hernoemd"
    MERGED = "samengevoegd"
    SPLIT = "gesplitst"
    CLOSED = "vervallen"
    STAYS = "blijft"


@dataclass(frozen=True, slots=True)
class Succession:
    """That `share` of the money on the line `code` of `domain` follows into `successor` from `since`.

    A code that is split has one for each successor; `successor` is '' and `share` 0 for a code that is
    closed or stays. `decision`, taken on `decided_on`, allows a successor in another pot.
    """

    code: str
    domain: str
    fate: Fate
    successor: str
    share: int
    since: dt.date
    reason: str
    decision: str = ""
    decided_on: dt.date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """Money on `code` that would stand on other lines of `year`: by their codes, in order."""

    year: int
    code: str
    to: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """Money on `code` that would be 'niet in bestedingsplan' in `year`; negative where it comes back."""

    year: int
    code: str
    money: Money
