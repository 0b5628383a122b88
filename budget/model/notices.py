"""The mails that people get, and when they want them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Notice(StrEnum):
    """The reason for a mail."""

    WAITS = "waits"
    RETURNED = "returned"
    SIGNED = "signed"
    DEADLINE = "deadline"


class MailPreference(StrEnum):
    """When someone wants the mail; the values are Dutch."""

    AT_ONCE = "meteen"
    DAILY = "een keer per dag"
    NEVER = "niet"


class Step(StrEnum):
    """The delivery steps of a message, in order.

    After HANDING the mail server may have it: without an answer from the server it is never sent again.
    """

    HANDING = "handing"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person; `page` is an address in the app, moments are naive UTC."""

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
        """How many times sending failed."""
        return sum(step is Step.FAILED for step, _, _ in self.steps)

    @property
    def last(self) -> Step | None:
        """The last step."""
        return self.steps[-1][0] if self.steps else None
