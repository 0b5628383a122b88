"""The years of a programme side by side: one row per year and source, and per line of any plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from budget.model.periods import Period
from budget.model.words import Cents


@dataclass(frozen=True, slots=True)
class YearRow:
    """A source in one year, or the whole year where `source` is ''; amounts in cents, by the plan in force.

    `name` is of the source. Without a plan for the year (`has_plan` False) budget is 0 and releases are None;
    realised and committed are kept. `forecast` is the expected outturn (P50), None where nothing is planned
    or spent. `released_unknown` counts the lines that do not state a release.
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


def silent_years(rows: Iterable[YearRow]) -> frozenset[int]:
    """The years with a budget but nothing spent or committed: nothing is known of them yet."""
    whole = (row for row in rows if not row.source)
    return frozenset(row.year for row in whole if row.budget and not row.realised and not row.committed)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line over the plans of all years: (year, budget) of each year that has it, in order."""

    domain: str
    code: str
    source: str
    theme: str
    activity: str
    budgets: tuple[tuple[int, Cents], ...]


@dataclass(frozen=True, slots=True)
class RollRow:
    """The roll-forward of a source and theme in one year, in cents; year 0 is all years together.

    begin + received - spent - carried - repaid = end, always. `begin` came from the year before and `carried`
    went to the next one; `repaid` may not be carried over once the year has ended. `at_risk` is what is
    expected to be left at the end of the last year, for all years together; None for a single year.
    """

    source: str
    theme: str
    name: str
    year: int
    begin: Cents
    received: Cents
    spent: Cents
    carried: Cents
    repaid: Cents
    end: Cents
    at_risk: Cents | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The years of a programme side by side; `closed` are the periods that two persons closed.

    `reconciled` is the day up to which the bookings agree with the source systems.
    """

    years: tuple[YearRow, ...] = ()
    rolled: tuple[RollRow, ...] = ()
    closed: tuple[Period, ...] = ()
    reconciled: str = ""


NO_PICTURE = Picture()
