"""What many areas add up to, as values: areas with their signed standing, groups over all areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.figures import Measures, Row, Unreached
from budget.model.words import Cents, Colour

SCOPE = (
    "Landelijk beeld: alleen gebieden die met twee personen besloten te delen. "
    "Alleen ondertekende standen tellen mee."
)


@dataclass(frozen=True, slots=True)
class SignedStand:
    """The newest signed snapshot of an area in the year."""

    meeting: date
    as_of: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Area:
    """One area that shares; `row` has its whole programme as it was signed, with its own signal.

    `accepted_until` is how far its accepted totals reach. `stand` and `row` are None without a signed
    snapshot in the year.
    """

    programme: str
    name: str
    scope: str
    notice: str
    inhabitants: int
    counted_on: date
    since: date
    accepted_until: date
    stand: SignedStand | None
    row: Row | None
    missing: tuple[Unreached, ...]

    def per_inhabitant(self, cents: Cents) -> Cents:
        """This amount for each inhabitant, half a cent up; inhabitants are never 0."""
        return (2 * cents + self.inhabitants) // (2 * self.inhabitants)


@dataclass(frozen=True, slots=True)
class Group:
    """A source, theme or area over all areas: the sum of what each signed, and how many of which colour.

    The forecast of `measures` is the sum of what each expects, without a margin. `colours` are the areas in
    the order of Colour.
    """

    source: str
    theme: str
    name: str
    areas: int
    measures: Measures
    colours: tuple[int, ...]

    def of(self, colour: Colour) -> int:
        """How many areas have this colour here."""
        return self.colours[tuple(Colour).index(colour)]


@dataclass(frozen=True, slots=True)
class Risk:
    """Money of a source and theme that threatens to go back, and what has to go back already."""

    source: str
    theme: str
    name: str
    at_risk: Cents
    repaid: Cents
    areas: int


@dataclass(frozen=True, slots=True)
class Record:
    """How forecasts signed in one month came out: `inside` of `forecasts` ended within their margin.

    `off` is the sum of all differences with the outturn, whatever their sign; `error` with their sign.
    """

    month: int
    forecasts: int
    inside: int
    budget: Cents
    error: Cents
    off: Cents


@dataclass(frozen=True, slots=True)
class Country:
    """All areas in one year; `left` are the areas that withdrew, with the day."""

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
        """The areas with a signed standing, as rows."""
        return tuple(area.row for area in self.areas if area.row)

    @property
    def unsigned(self) -> tuple[Area, ...]:
        """The areas without a signed standing in the year."""
        return tuple(area for area in self.areas if area.row is None)

    @property
    def notice(self) -> str:
        """What must be said beside the figures: every notice of an area once."""
        return " ".join(dict.fromkeys(area.notice for area in self.areas if area.notice))
