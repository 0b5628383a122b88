"""What people report beside plan and ledger: what partners contribute, and decisions in a domain."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budget.model.words import Cents, PartnerForm


@dataclass(frozen=True, slots=True)
class PartnerContribution:
    """What a partner contributes, beside the plan and never added to it; `amount` is None if not valued."""

    partner: str
    domain: str
    action_line: str
    year: int
    form: PartnerForm
    description: str
    amount: Cents | None = None
    quantity: str = ""
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A spending decision in a domain, by two or more persons."""

    date: dt.date
    domain: str
    code: str
    decision: str
    amount: Cents | None
    criteria: str
    decided_by: tuple[str, ...]
    escalation: str = ""
