"""Monthly spending of each group, as a share of its plan."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from budget import labels
from budget.charts.tables import Cells, Column, Tabular, euro_or_dash
from budget.model.words import MONTHS, Cents

NOT_YET = "nog niet"
LATER = "na het jaar"


class Heat(StrEnum):
    """How a month compares with its plan."""

    MUCH_LESS = "< 50"
    LESS = "50–80"
    ON_PLAN = "80–120"
    MORE = "120–150"
    MUCH_MORE = "> 150"
    UNPLANNED = "geen plan"
    NOTHING = "niets"
    NOT_YET = "nog niet"


HEAT_MARK = {
    Heat.MUCH_LESS: "▼▼",
    Heat.LESS: "▼",
    Heat.ON_PLAN: "",
    Heat.MORE: "▲",
    Heat.MUCH_MORE: "▲▲",
    Heat.UNPLANNED: "!",
    Heat.NOTHING: "–",
    Heat.NOT_YET: "·",
}
"""The shape of each, so that it can be recognised without colour."""
BORDERS = ((5, False, Heat.MUCH_LESS), (8, False, Heat.LESS), (12, True, Heat.ON_PLAN), (15, True, Heat.MORE))
"""(tenths of the plan, whether exactly that much is included, the class below it); the first match holds."""


class HeatRow(NamedTuple):
    """Planned and spent per month by a group, in cents.

    `planned` has 12 amounts; `realised`, up to the reference date, has 12, or 13 with bookings after the
    year. `norm` is the amount planned up to that date; without it the current month counts by its days.
    """

    name: str
    realised: Sequence[Cents]
    planned: Sequence[Cents]
    norm: Cents | None = None
    key: str = ""


class Cell(NamedTuple):
    """One group in one month (1 to 12); `realised` is None in a future month."""

    month: int
    planned: Cents
    realised: Cents | None

    @property
    def share(self) -> float | None:
        """Realised as a fraction of planned; None if nothing was planned, or in a future month."""
        return None if self.realised is None or self.planned <= 0 else self.realised / self.planned

    @property
    def heat(self) -> Heat:
        """How the month compares with its plan."""
        if self.realised is None:
            return Heat.NOT_YET
        if self.share is None:
            return Heat.UNPLANNED if self.realised else Heat.NOTHING
        for tenths, belongs, heat in BORDERS:
            beyond = 10 * self.realised - tenths * self.planned
            if beyond < 0 or (belongs and beyond == 0):
                return heat
        return Heat.MUCH_MORE

    @property
    def words(self) -> str:
        """`52 %`, or the text in its place."""
        if self.share is not None:
            return labels.percent(self.share)
        return {Heat.NOT_YET: NOT_YET, Heat.NOTHING: "niets gepland"}.get(
            self.heat, f"{labels.euro(self.realised)} niet gepland"
        )


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One group: its twelve cells, bookings after the year, and both sums up to the reference date."""

    name: str
    months: tuple[Cell, ...]
    later: Cents
    key: str = ""

    @property
    def realised(self) -> Cents:
        """Realised up to the reference date and after the year, in cents."""
        return sum(cell.realised or 0 for cell in self.months) + self.later

    @property
    def planned(self) -> Cents:
        """Planned up to the reference date."""
        return sum(cell.planned for cell in self.months if cell.realised is not None)

    @property
    def share(self) -> float | None:
        """Realised as a fraction of planned, both up to the reference date; None if nothing was planned."""
        return self.realised / self.planned if self.planned > 0 else None


@dataclass(frozen=True, slots=True)
class HeatChart(Tabular):
    """Twelve months by groups, in the order given; `group` is the name of a row: opgavedomein, regel."""

    lines: tuple[HeatLine, ...]
    year: int
    as_of: date
    group: str

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Naam", str),
        Column("Maand", str),
        Column("Gepland", euro_or_dash),
        Column("Besteed", lambda cents: NOT_YET if cents is None else labels.euro(cents)),
        Column("Besteed van gepland", labels.percent),
        Column("Opgeteld besteed", lambda cents: NOT_YET if cents is None else labels.euro(cents)),
        Column("Opgeteld van gepland", labels.percent),
    )

    @classmethod
    def of(cls, rows: Sequence[HeatRow], year: int, as_of: date, group: str = "opgavedomein") -> HeatChart:
        """The chart of `rows` at the reference date; `rows` may be empty."""
        return cls(tuple(_line(row, year, as_of) for row in rows), year, as_of, group)

    @property
    def title(self) -> str:
        """The message of the chart."""
        planned = sum(line.planned for line in self.lines)
        realised = sum(line.realised for line in self.lines)
        if planned <= 0:
            spent = f"{labels.euro_short(realised)} is besteed"
            return f"Er was niets gepland tot en met {self._until()}; {spent}"
        share = labels.percent(realised / planned)
        return f"Tot en met {self._until()} is {share} besteed van wat gepland was{self._furthest()}"

    @property
    def alt(self) -> str:
        """The text alternative."""
        begin = (
            f"Raster van twaalf maanden met een rij per {self.group}: besteed van wat gepland was,"
            f" tot en met {labels.day(self.as_of)}."
        )
        return " ".join((begin, *map(_line_sentence, self.lines))) if self.lines else "Leeg raster."

    def cells(self) -> Cells:
        """The rows of the table."""
        return [row for line in self.lines for row in self._line_cells(line)]

    def _line_cells(self, line: HeatLine) -> Cells:
        rows: Cells = []
        realised = planned = 0
        for cell in line.months:
            realised += cell.realised or 0
            planned += cell.planned
            is_past = cell.realised is not None
            sums = (realised if is_past else None, realised / planned if is_past and planned > 0 else None)
            rows.append((line.name, self._month(cell), cell.planned, cell.realised, cell.share, *sums))
        if line.later:
            rows.append((line.name, LATER, None, line.later, None, line.realised, line.share))
        return rows

    def _month(self, cell: Cell) -> str:
        """The month, and the day up to which it counts if it is not over."""
        name = labels.MONTH_NAMES[cell.month - 1]
        if (self.year, cell.month) != (self.as_of.year, self.as_of.month) or _is_month_end(self.as_of):
            return name
        return f"{name} tot en met de {self.as_of.day}e"

    def _until(self) -> str:
        """The month if it is over, else the day; with the year if it is another one."""
        if self.as_of.year != self.year:
            return labels.day(self.as_of)
        month = labels.MONTH_NAMES[self.as_of.month - 1]
        return month if _is_month_end(self.as_of) else labels.day_month(self.as_of)

    def _furthest(self) -> str:
        """The group that is furthest from its plan in euros; empty with a single group."""
        if len(self.lines) < 2:
            return ""
        furthest = max(self.lines, key=lambda line: abs(line.realised - line.planned))
        if furthest.realised == furthest.planned:
            return ""
        word = "achter" if furthest.realised < furthest.planned else "voor"
        amount = labels.euro_short(abs(furthest.realised - furthest.planned))
        return f"; in euro's loopt {furthest.name} het meest {word} ({amount})"


def _line(row: HeatRow, year: int, as_of: date) -> HeatLine:
    months = tuple(_cell(row, year, month, as_of) for month in range(1, MONTHS + 1))
    return HeatLine(row.name, months, sum(row.realised[MONTHS:]), row.key)


def _cell(row: HeatRow, year: int, month: int, as_of: date) -> Cell:
    planned, realised = row.planned[month - 1], row.realised[month - 1]
    if (year, month) == (as_of.year, as_of.month):
        return Cell(month, _planned_to_date(row, year, as_of), realised)
    if (year, month) < (as_of.year, as_of.month):
        return Cell(month, planned, realised)
    # Bookings before the year are in January, of which nothing was planned yet.
    return Cell(month, 0, realised) if realised else Cell(month, planned, None)


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _planned_to_date(row: HeatRow, year: int, as_of: date) -> Cents:
    """The amount planned in the month of the reference date up to that day."""
    if row.norm is not None:
        return row.norm - sum(row.planned[: as_of.month - 1])
    days = monthrange(year, as_of.month)[1]
    return (2 * row.planned[as_of.month - 1] * as_of.day + days) // (2 * days)


def _sum_words(line: HeatLine) -> str:
    if line.share is None:
        return f"{labels.euro_short(line.realised)} niet gepland"
    return labels.percent(line.share)


def _line_sentence(line: HeatLine) -> str:
    past = [cell for cell in line.months if cell.realised is not None]
    months = [f"{labels.MONTH_NAMES[cell.month - 1]} {cell.words}" for cell in past]
    if line.later:
        months.append(f"{LATER} {labels.euro(line.later)}")
    total = f"samen {labels.euro(line.realised)} van {labels.euro(line.planned)} ({_sum_words(line)})"
    return f"{line.name}: {', '.join([*months, total])}."
