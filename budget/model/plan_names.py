"""The names in one row of a spending plan, before they are looked up in a programme."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanNames:
    """One row of a plan as written, stripped of spaces; an unreadable year is 0."""

    code: str
    domain: str
    action_line: str
    source: str
    theme: str
    budget_holder: str
    year: int
