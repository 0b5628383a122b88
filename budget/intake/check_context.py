"""What the intake must know of the store to judge a file."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.content import PlanLine, Release
from budget.model.periods import Period
from budget.model.succession import Succession


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows.

    `plan`: all lines, of every domain and year, of the plan versions in force. `mappings`: how foreign
    layouts are read, as TOML, the one to try first in front. `closed`: the closed years and months.
    `former`: the last lines of each code that no plan in force has. `successions`: what holds of every code.
    `releases`: of each domain the list in force.
    """

    plan: tuple[PlanLine, ...] = ()
    mappings: tuple[str, ...] = ()
    closed: tuple[Period, ...] = ()
    former: tuple[PlanLine, ...] = ()
    successions: tuple[Succession, ...] = ()
    releases: tuple[Release, ...] = ()
