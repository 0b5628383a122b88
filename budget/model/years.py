"""The years of a programme beside each other: one row per year and source, and per line of any plan."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class YearRow:
    """A source in one year, or the whole year where `source` is ''; amounts in cents, by its plan in force.

    `name` is of the source. Without a plan for the year (`has_plan` False) budget and releases are 0 and
    None; what was spent or committed stands all the same. `forecast` is the expected outturn (P50); None
    where nothing is planned or spent. `released_unknown` counts the lines that do not state a release.
    """

    year: int
    source: str
    name: str
    has_plan: bool
    budget: Cents
    released: Cents | None
    released_unknown: int
    realised: Cents
    committed: Cents
    forecast: Cents | None


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line in the plans of all years: (year, budget) of each year that has it, in order."""

    domain: str
    code: str
    source: str
    theme: str
    activity: str
    budgets: tuple[tuple[int, Cents], ...]
