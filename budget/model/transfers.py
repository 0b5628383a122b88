"""Money that a decision moves from one line of a plan to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class End:
    """A line that gives or gets money; `domain`, `source` and `theme` are codes of the programme."""

    domain: str
    code: str
    source: str
    theme: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """That `amount` cents of `year` go from the line `giver` to the line `taker`: both or neither.

    `decision`, taken on `decided_on`, is needed between two pots; '' and None inside one.
    """

    giver: End
    taker: End
    year: int
    amount: int
    reason: str
    document: str
    decision: str = ""
    decided_on: dt.date | None = None
