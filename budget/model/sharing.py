"""The consent of an area to share its figures with the country, and whether it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """How an area appears in a roll-up: its name, its inhabitants on a day, and the decision to share."""

    area: str
    inhabitants: int
    counted_on: date
    document: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """One proposal to share; `accepted` is None until a second person decides.

    `ended_at` is the withdrawal.
    """

    number: int
    offer: Offer
    proposed_by: str
    proposed_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    accepted: bool | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second person."""
        return self.accepted is None and self.ended_at is None

    @property
    def is_in_force(self) -> bool:
        """Whether a second person agreed and nobody withdrew it."""
        return self.accepted is True and self.ended_at is None
