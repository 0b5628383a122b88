"""What the intake needs from the store to judge a file."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.content import PlanLine, Release
from budget.model.periods import Period
from budget.model.succession import Succession


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The stored data that a file is judged against.

    `plan`: all lines, of every domain and year, of the plans in force. `mappings`: TOML of how foreign
    layouts are read, in order of precedence. `closed`: the closed years and months. `former`: the last lines
    of each code that is in no plan in force. `successions`: those in force for every code. `releases`: the
    list in force of each domain.
    """

    plan: tuple[PlanLine, ...] = ()
    mappings: tuple[str, ...] = ()
    closed: tuple[Period, ...] = ()
    former: tuple[PlanLine, ...] = ()
    successions: tuple[Succession, ...] = ()
    releases: tuple[Release, ...] = ()
