"""What people are told by mail, and when they want to hear it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Notice(StrEnum):
    """Why someone is told something."""

    WAITS = "waits"
    RETURNED = "returned"
    SIGNED = "signed"
    DEADLINE = "deadline"


class Wish(StrEnum):
    """When someone wants to hear it; the values are Dutch."""

    AT_ONCE = "meteen"
    DAILY = "een keer per dag"
    NEVER = "niet"


class Step(StrEnum):
    """What was done with a message, in order.

    After HANDING the mail server may have it: without a word of the server it is never handed over again.
    """

    HANDING = "handing"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell one person; `page` is an address in the app, moments are naive UTC."""

    id: int
    person: str
    kind: Notice
    key: str
    text: str
    page: str
    made_at: datetime
    due_at: datetime
    steps: tuple[tuple[Step, datetime, str], ...] = ()

    @property
    def failures(self) -> int:
        """How often it could not be sent."""
        return sum(step is Step.FAILED for step, _, _ in self.steps)

    @property
    def last(self) -> Step | None:
        """The last step."""
        return self.steps[-1][0] if self.steps else None
