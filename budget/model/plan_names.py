"""The names in one row of a spending plan, before any programme knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanNames:
    """One row of a plan as it stands there, without spaces around; a year that is none is 0."""

    code: str
    domain: str
    action_line: str
    source: str
    theme: str
    budget_holder: str
    year: int
