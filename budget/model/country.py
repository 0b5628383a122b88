"""Totals over many areas: the areas with their newest signed snapshot, and groups over all areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.figures import Measures, MissingBookings, Row
from budget.model.words import Cents, Colour

SCOPE = "Dit zijn de gebieden die hun cijfers delen. Alleen wat zij ondertekenden, telt mee."


@dataclass(frozen=True, slots=True)
class SignedPosition:
    """The newest signed snapshot of an area in the year."""

    meeting: date
    as_of: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area that shares its figures; `row` is its whole programme as signed, with its own signal.

    Its totals are known up to `accepted_until`. `stand` and `row` are None without a signed snapshot in the
    year.
    """

    programme: str
    name: str
    scope: str
    notice: str
    inhabitants: int
    counted_on: date
    since: date
    accepted_until: date
    stand: SignedPosition | None
    row: Row | None
    missing: tuple[MissingBookings, ...]

    def per_inhabitant(self, cents: Cents) -> Cents:
        """The amount per inhabitant in cents, rounded half up; inhabitants are never 0."""
        return (2 * cents + self.inhabitants) // (2 * self.inhabitants)


@dataclass(frozen=True, slots=True)
class Group:
    """A source, theme or area over all areas: the sum of the signed figures, and the areas per colour.

    The forecast of `measures` is the sum of the areas' forecasts, without an interval. `colours` counts the
    areas per colour, in the order of Colour.
    """

    source: str
    theme: str
    name: str
    areas: int
    measures: Measures
    colours: tuple[int, ...]

    def of(self, colour: Colour) -> int:
        """How many areas have this colour in this group."""
        return self.colours[tuple(Colour).index(colour)]


@dataclass(frozen=True, slots=True)
class Risk:
    """Money of a source and theme that may have to go back (`at_risk`), and that must go back (`repaid`)."""

    source: str
    theme: str
    name: str
    at_risk: Cents
    repaid: Cents
    areas: int


@dataclass(frozen=True, slots=True)
class Record:
    """How accurate forecasts signed in one month were: of `forecasts`, `inside` ended within the interval.

    `off` is the sum of the absolute differences with the outturn, `error` the signed sum.
    """

    month: int
    forecasts: int
    inside: int
    budget: Cents
    error: Cents
    off: Cents


@dataclass(frozen=True, slots=True)
class Country:
    """All areas in one year; `left` has the areas that withdrew, with the day."""

    year: int
    years: tuple[int, ...]
    areas: tuple[Area, ...]
    left: tuple[tuple[str, date], ...]
    total: Measures
    sources: tuple[Group, ...]
    themes: tuple[Group, ...]
    risks: tuple[Risk, ...]
    record: tuple[Record, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The areas with a signed snapshot, as rows."""
        return tuple(area.row for area in self.areas if area.row)

    @property
    def unsigned(self) -> tuple[Area, ...]:
        """The areas without a signed snapshot in the year."""
        return tuple(area for area in self.areas if area.row is None)

    @property
    def notice(self) -> str:
        """The distinct notices of the areas, to show with the figures."""
        return " ".join(dict.fromkeys(area.notice for area in self.areas if area.notice))
