"""What insight computes: facts per line, measures per group, forecasts and signals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from budget.model.words import By, Cents, Colour, LineKey


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One plan line at a reference date, ready to be summed; amounts in cents.

    `planned` is False for the line "niet in bestedingsplan" (empty key, budget 0, domain where known).
    `phasing` has 12 amounts that add up to `budget`. `realised` has 13: bookings up to the reference date by
    month of booking date, those before the year in the first, those after it in the last. `own_forecast` is
    this line's share of the budget holder's forecast, None without one. `booked_until` is the day up to which
    bookings are known, None if that is not before the reference date. `known_until` is the pace date: the day
    up to which statements of the domain reach (None: there is none, and the reference date counts);
    `realised_later` is the part of `realised` booked after it.
    """

    key: LineKey
    domain: str
    action_line: str
    activity: str
    budget_holder: str
    planned: bool
    budget: Cents
    original_budget: Cents
    released: Cents | None
    phasing: tuple[Cents, ...]
    realised: tuple[Cents, ...]
    committed: Cents
    own_forecast: Cents | None = None
    booked_until: date | None = None
    known_until: date | None = None
    realised_later: Cents = 0


@dataclass(frozen=True, slots=True)
class OwnMargins:
    """How the signed forecasts of past `years` change the intervals of a programme.

    `below` and `above` multiply the interval on either side of P50 (1: no change). Of the `forecasts` per
    domain, the outturn of `inside` fell within the interval.
    """

    below: float = 1.0
    above: float = 1.0
    years: tuple[int, ...] = ()
    forecasts: int = 0
    inside: int = 0


NO_RECORD = OwnMargins()


@dataclass(frozen=True, slots=True)
class Facts:
    """All lines of the programme for `year` at `as_of`, as known at acceptance `known_at`.

    `known_until` has the pace date of every domain with a statement in the year. `own_margins` is the
    correction from the programme's own earlier forecasts.
    """

    year: int
    as_of: date
    known_at: int
    lines: tuple[LineFacts, ...]
    known_until: tuple[tuple[str, date], ...] = ()
    own_margins: OwnMargins = NO_RECORD


@dataclass(frozen=True, slots=True)
class Interval:
    """P10 <= P50 <= P90, in cents."""

    p10: Cents
    p50: Cents
    p90: Cents


@dataclass(frozen=True, slots=True)
class RunOut:
    """First date on which the expected path passes the budget; None for not before year end.

    P10 is the early date (one in ten is earlier), P90 the late one; `probability` is 0..1.
    """

    p10: date | None
    p50: date | None
    p90: date | None
    probability: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected outturn of the year, cumulative path at the 12 month ends, and run-out."""

    outturn: Interval
    path: tuple[Interval, ...]
    run_out: RunOut


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one group; amounts in cents, shares as fractions (None without a budget above zero).

    `released` sums the lines that state it (None if none does), `released_unknown` counts the others. `short`
    and `unreleased_use` are summed over the pots of the group, so that no pot pays for another; snapshots
    from before these measures have 0. `norm` is at the pace date of each line, `realised_later` was booked
    after it; `known_until` is the earliest pace date of the domains that have a statement in the year, None
    where none has.
    """

    budget: Cents
    original_budget: Cents
    released: Cents | None
    released_unknown: int
    realised: Cents
    committed: Cents
    norm: Cents
    forecast: Interval
    run_out: RunOut
    short: Cents = 0
    unreleased_use: Cents = 0
    realised_later: Cents = 0
    known_until: date | None = None

    @property
    def used(self) -> Cents:
        """Realised plus committed."""
        return self.realised + self.committed

    @property
    def is_silent(self) -> bool:
        """Whether there is a budget, but no statement in the year yet and nothing used: no pace to judge."""
        return self.budget != 0 and self.known_until is None and self.used == 0

    @property
    def free(self) -> Cents:
        """Free room: budget minus used."""
        return self.budget - self.used

    @property
    def room(self) -> Cents:
        """The total left in the pots that are not short: free room plus `short`."""
        return self.free + self.short

    @property
    def has_room_and_shortage(self) -> bool:
        """Whether some pots have room while others are short: then both are shown, never the difference."""
        return self.short > 0 and self.room > 0

    @property
    def depletion(self) -> float | None:
        """Realised as a share of the budget."""
        return self.realised / self.budget if self.budget > 0 else None

    @property
    def used_share(self) -> float | None:
        """Used as a share of the budget."""
        return self.used / self.budget if self.budget > 0 else None

    @property
    def norm_share(self) -> float | None:
        """Planned at the pace date as a share of the budget."""
        return self.norm / self.budget if self.budget > 0 else None

    @property
    def ahead(self) -> Cents:
        """Realised minus planned, both at the pace date; negative when behind."""
        return self.paced - self.norm

    @property
    def paced(self) -> Cents:
        """Realised at the pace date: compared with the norm."""
        return self.realised - self.realised_later

    @property
    def paced_share(self) -> float | None:
        """Realised at the pace date as a share of the budget."""
        return self.paced / self.budget if self.budget > 0 else None

    @property
    def variance(self) -> Cents:
        """Budget minus the P50 outturn: favourable when positive."""
        return self.budget - self.forecast.p50


@dataclass(frozen=True, slots=True)
class Signal:
    """A traffic light with its Dutch reason; `rule` is the id of the rule that decided."""

    colour: Colour
    rule: str
    reason: str


OUTSIDE_PLAN = "-buiten-plan"
"""Suffix of the rule id when money in no plan was judged; absent in snapshots before format 8."""


class LargestPot(NamedTuple):
    """The pot with the largest amount (`where` describes it in a sentence), and how many others have one."""

    where: str
    cents: Cents
    others: int


class Part(NamedTuple):
    """A red action line, source or theme of a group, with the amount and the words of its red rule."""

    by: By
    name: str
    budget: Cents
    condition: str
    cents: Cents
    words: str


@dataclass(frozen=True, slots=True)
class SignalDetails:
    """The details behind a group's signal: its worst pots, and its red parts, largest amount first.

    A saving task is a pot with a budget below zero and nothing spent. `task` is the largest of them,
    `to_find` the cents of the group's `short` in such pots. `short` is the worst of the other pots.
    """

    short: LargestPot | None = None
    unreleased: LargestPot | None = None
    red: tuple[Part, ...] = ()
    task: LargestPot | None = None
    to_find: Cents = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One group with its measures and signal: a row of every table, a bar of every chart.

    `key` identifies the group within `by`; '' is money in no plan. The pot for a domain's money in no plan is
    `domain//`.
    """

    by: By
    key: str
    name: str
    domain: str
    measures: Measures
    signal: Signal

    @property
    def is_planned(self) -> bool:
        """False for money in no plan."""
        return self.by is By.PROGRAMME or (bool(self.key) and not self.key.endswith("//"))

    @property
    def is_outside_plan(self) -> bool:
        """Whether this is money in no plan, judged by the rules: sorted last, with its own word."""
        return self.signal.rule.endswith(OUTSIDE_PLAN)


class Point(NamedTuple):
    """A cumulative amount on a day."""

    day: date
    cents: Cents


class FanPoint(NamedTuple):
    """The expected cumulative amount on a day: P10 <= P50 <= P90, in cents."""

    day: date
    p10: Cents
    p50: Cents
    p90: Cents

    @property
    def expected(self) -> Interval:
        """The three amounts as one value."""
        return Interval(self.p10, self.p50, self.p90)


@dataclass(frozen=True, slots=True)
class Pace:
    """The cumulative curves of one group through the year.

    `planned` starts at 0 on the day before the year and has the 12 month ends; `realised` starts there too
    and ends at the reference date (empty when that lies before the year); `fan` starts at the last realised
    point and ends at 31 December (empty when the year is over).
    """

    name: str
    year: int
    as_of: date
    measures: Measures
    planned: tuple[Point, ...]
    realised: tuple[Point, ...]
    fan: tuple[FanPoint, ...]


@dataclass(frozen=True, slots=True)
class MissingBookings:
    """A domain whose bookings end on `known_until`; None when it has none in the year."""

    domain: str
    name: str
    known_until: date | None

    def ends_on(self, year: int) -> date:
        """The last day of fiscal `year` for which bookings are known."""
        return self.known_until or date(year - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class OldCommitments:
    """Cents of a domain still open from statements of earlier days: (day, cents), oldest first."""

    domain: str
    name: str
    of_days: tuple[tuple[date, Cents], ...]
