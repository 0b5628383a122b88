"""How the plan of each domain came about, as a snapshot froze it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What an amendment changed in the budget of the year, in cents; texts are empty where not stated."""

    on: dt.date
    origin: str
    reason: str
    document: str
    cents: Cents


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A decision step by name; `version` counts the plans of the domain from 1."""

    version: int
    step: str
    date: dt.date
    document: str
    remark: str


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """The plan of a domain: `original` as accepted on `first`, each change, `current`; never added up.

    `is_decided`: the council decided on the plan in force; None in a programme without steps.
    """

    domain: str
    first: dt.date
    original: Cents
    changes: tuple[PlanChange, ...]
    current: Cents
    steps: tuple[PlanStep, ...]
    is_decided: bool | None
