"""The steering actions that a snapshot holds."""

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
        """The fields of an action that never change; the first format lacks its number."""
        return self.domain, self.text, self.owner, self.due, self.meeting

    @property
    def state(self) -> str:
        """`klaar`, `te laat` or `loopt`; `klaar, maar te laat` for an action that ended late."""
        if self.closed:
            return "klaar, maar te laat" if self.overdue else "klaar"
        return "te laat" if self.overdue else "loopt"

    @property
    def is_done(self) -> bool:
        """Whether it is closed and was not late at the reference date."""
        return self.closed is not None and not self.overdue
