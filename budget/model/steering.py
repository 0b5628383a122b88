"""Steering actions: measures agreed to change course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class SteeringAction:
    """A measure agreed to change course, on the agenda of every meeting until `closed_on`.

    `expected` is its effect on spending in cents, None if unknown; `id` is 0 until it is stored.
    """

    id: int
    domain: str
    text: str
    owner: str
    due: date
    expected: Cents | None
    meeting: date | None
    registered_on: date
    closed_on: date | None = None
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return self.closed_on is None

    def is_overdue(self, on: date) -> bool:
        """Whether it is still open after its last day."""
        return self.is_open and self.due < on
