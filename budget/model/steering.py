"""A measure that was agreed to change course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class SteeringAction:
    """A measure agreed to change course; carried from meeting to meeting until `closed_on`.

    `expected` is its effect on the forecast in cents, None where nobody dared say; `id` 0: not kept yet.
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
        return self.closed_on is None

    def is_overdue(self, on: date) -> bool:
        """Still open after its last day."""
        return self.is_open and self.due < on
