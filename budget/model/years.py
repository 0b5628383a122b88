"""The years of a programme beside each other: one row per year and source, and per line of any plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from budget.model.periods import Period
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


def silent_years(rows: Iterable[YearRow]) -> frozenset[int]:
    """The years with a budget in which nothing was spent or committed: nothing is known of them yet."""
    whole = (row for row in rows if not row.source)
    return frozenset(row.year for row in whole if row.budget and not row.realised and not row.committed)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line in the plans of all years: (year, budget) of each year that has it, in order."""

    domain: str
    code: str
    source: str
    theme: str
    activity: str
    budgets: tuple[tuple[int, Cents], ...]


@dataclass(frozen=True, slots=True)
class RollRow:
    """How the money of a source and theme ran through one year, in cents; year 0 is all years together.

    begin + received - spent - carried - repaid = end, always. `begin` came from the year before and `carried`
    went to the next one; `repaid` may go nowhere any more once the year has ended. `at_risk` is what is
    expected to be left at the end of the last year, of all years together; None for a single year.
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
    """The years of a programme beside each other; `closed` are the periods that two persons closed.

    `reconciled` says up to which day the bookings agree with the own systems.
    """

    years: tuple[YearRow, ...] = ()
    rolled: tuple[RollRow, ...] = ()
    closed: tuple[Period, ...] = ()
    reconciled: str = ""


NO_PICTURE = Picture()
