"""What was agreed to change course, as a snapshot holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class Action:
    """An agreed action; `closed` is the day it ended, `overdue` whether it was late at the reference date."""

    domain: str
    text: str
    owner: str
    due: date
    expected: Cents | None
    meeting: date | None
    closed: date | None
    outcome: str
    overdue: bool
    id: int = 0

    @property
    def identity(self) -> tuple[str, str, str, date, date | None]:
        """What never changes of an action; the first format does not know its number."""
        return self.domain, self.text, self.owner, self.due, self.meeting

    @property
    def state(self) -> str:
        """`klaar`, `te laat` or `loopt`; of one that ended after it was late both."""
        if self.closed:
            return "klaar, maar te laat" if self.overdue else "klaar"
        return "te laat" if self.overdue else "loopt"

    @property
    def is_done(self) -> bool:
        """Closed, and not after a reference date at which it was late."""
        return self.closed is not None and not self.overdue
