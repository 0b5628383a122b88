"""How money is released through a year, against what is used of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.content import Release
from budget.model.figures import LineFacts, Point
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class Unreleased:
    """What a line uses within its budget without a release, in cents, and since which month end."""

    line: LineFacts
    cents: Cents
    since: date


@dataclass(frozen=True, slots=True)
class ReleasePath:
    """A domain in one year: what is released on each day of a step, what is used at each month end.

    `released` and `used` count the lines that state a release. `used` ends at the reference date. `releases`
    has the list in force by date, each with whether it covers a line of the plan.
    """

    domain: str
    year: int
    as_of: date
    budget: Cents
    releases: tuple[tuple[Release, bool], ...]
    released: tuple[Point, ...]
    used: tuple[Point, ...]
    unreleased: tuple[Unreleased, ...]
