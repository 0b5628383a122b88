"""What a snapshot froze beside the figures: decisions in domains, and promises."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class FrozenDecision:
    """A decision in a domain; `decided_persons`, `conflict`, `escalation` and `ended_by` name persons.

    `is_open`: its conflict of interest was unresolved at the reference date.
    """

    domain: str
    date: dt.date
    code: str
    decision: str
    amount: Cents | None
    criteria: tuple[str, ...]
    decided_persons: str
    escalation: str
    conflict: str
    route: str
    ended_on: dt.date | None
    ended_by: str
    is_open: bool

    @property
    def state(self) -> str:
        """`open`, `opgelost`, or '' without a conflict of interest."""
        return "open" if self.is_open else "opgelost" if self.ended_on else ""


@dataclass(frozen=True, slots=True)
class FrozenPromise:
    """A promise with the name of its owner; `state` is open, te laat, klaar or vervallen."""

    domain: str
    promise: str
    made_to: str
    owner: str
    meeting: dt.date
    due: dt.date
    state: str
    outcome: str
