"""What people report of a domain beside plan, ledger and partners: decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """A spending decision in a domain, by two or more persons."""

    date: dt.date
    domain: str
    code: str
    decision: str
    amount: int | None
    criteria: str
    decided_by: tuple[str, ...]
    escalation: str = ""
