"""Money that a decision moves from one plan line to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TransferEnd:
    """The line that gives or receives money; `domain`, `source` and `theme` are codes of the programme."""

    domain: str
    code: str
    source: str
    theme: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """`amount` cents of `year` that go from the line `giver` to the line `taker`: both change or neither.

    `decision`, taken on `decided_on`, is needed between two pots; '' and None within one pot.
    """

    giver: TransferEnd
    taker: TransferEnd
    year: int
    amount: int
    reason: str
    document: str
    decision: str = ""
    decided_on: dt.date | None = None
