"""A foreign sheet: its columns, titles, years and closing day, and the amounts a part would read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, pairwise

from budget.intake.cell_text import display_text
from budget.intake.findings import Findings
from budget.intake.grammar.booking_periods import says_cumulative
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.periods import read_period
from budget.intake.grammar.stated_day import stated_day, stated_years
from budget.intake.grammar.units import find_unit
from budget.intake.mapping.layout import JOIN, YEAR_FIELDS, Layout, Offer, Part, named_columns
from budget.intake.mapping.tables import map_grid, units_in_columns
from budget.intake.places import euros
from budget.intake.sheets.table import amounts_of
from budget.intake.suggest.header_words import month_mark
from budget.intake.suggest.profile import Profile
from budget.labels import count, join_words
from budget.model.programme import Programme
from budget.model.words import Cents, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid

LEAST_MONTHS, LEAST_QUARTERS = 3, 2
"""Fewest months, and quarters, that make a series of columns."""
LEAST_STEPS = 2
"""Fewest steps between months to judge whether a row grows."""
_GROWS = 4
"""Steps up per step down from which amounts may be running totals, with credits in between."""
DOCUMENT = "overzicht"
"""The document number of bookings that have none."""
Code = tuple[dict[str, str], list[Offer]]
"""The code column if certain, and the offers if it is asked."""


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """A sheet with its profiles.

    `codes` are those of the plan in force, `sources` those of its lines with more than one; `orders` those of
    date columns. `numbers` are amount-like columns that only number or name something. With `point` amounts
    may have a decimal point; `is_proven`: the sheet proves it; `asked` are the draft's questions on notation.
    `amounts_read` keeps what parts read, as reading a long sheet takes long.
    """

    grid: Grid
    row: int
    columns: list[Profile]
    programme: Programme
    vocabulary: Vocabulary
    codes: frozenset[str]
    sources: Mapping[str, tuple[str, ...]]
    point: bool
    orders: dict[int, str]
    numbers: frozenset[int]
    is_proven: bool
    asked: tuple[Offer, ...]
    amounts_read: dict[str, dict[int, Cents]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def headers(self) -> tuple[str, ...]:
        """The texts of the header row."""
        return tuple(column.header for column in self.columns)

    @property
    def names(self) -> dict[int, str]:
        """The name of each column in a layout, by its place."""
        return {self.columns[n].place: name for name, n in named_columns(self.headers).items()}

    @property
    def title(self) -> str:
        """The name of the sheet and the titles in one text."""
        return ", ".join(str(cell) for cells in self.titles() for cell in cells)

    def titles(self) -> list[list[object]]:
        """The name of the sheet and the cells of each row above the header."""
        above = [self.grid.row(row) for row in range(self.row)]
        return [[self.grid.name], *([cell for cell in cells if not is_blank(cell)] for cells in above)]

    def first_rows(self, most: int) -> Iterator[tuple[str, ...]]:
        """The first non-empty rows below the header, as text."""
        rows = (self.grid.row(row) for row in range(self.row + 1, self.grid.height))
        own = ([cells[column.place] for column in self.columns] for cells in rows)
        for cells in islice((cells for cells in own if not all(map(is_blank, cells))), most):
            yield tuple("" if is_blank(cell) else display_text(cell) for cell in cells)

    @property
    def unit(self) -> int:
        """Unit multiplier in the titles, a header or a column of units."""
        cells = [cell for titles in self.titles() for cell in titles] + [c.header for c in self.columns]
        return max([*map(find_unit, cells), *units_in_columns(self.grid, self.row)], default=1)

    @property
    def amounts(self) -> list[Profile]:
        """The columns with amounts of money."""
        return [c for c in self.columns if c.is_amount and c.place not in self.numbers]

    @property
    def series(self) -> list[Profile]:
        """The columns that each hold one month or quarter of a series."""
        columns = [c for c in self.columns if c.place not in self.numbers and (c.is_amount or not c.filled)]
        months, quarters = [c for c in columns if c.month], [c for c in columns if c.quarter]
        if len({column.month for column in months}) >= LEAST_MONTHS:
            return months
        return quarters if len({column.quarter for column in quarters}) >= LEAST_QUARTERS else []

    @property
    def years(self) -> Profile | None:
        """The column with the year of each row; calendar years take precedence."""
        candidates = [c for c in self.columns if (c.is_year or c.is_year_span) and not stated_years(c.header)]
        return min(candidates, key=lambda c: (c.is_year_span, not c.says_year), default=None)

    def stated_years(self, column: Profile | None = None) -> tuple[int, ...]:
        """The years in the header of a column, the rows, the titles, or else the other headers."""
        rows = self.years.words if self.years else ()
        sources = (
            [column.header] if column else [],
            rows,
            [self.title],
            [other_column.header for other_column in self.columns],
        )
        for texts in sources:
            if years := {year for text in texts for year in stated_years(text.removesuffix(".0"))}:
                return tuple(sorted(years))
        return ()

    def year(self, column: Profile | None = None) -> int:
        """The one stated year of the programme; 0 for none or several."""
        years = self.stated_years(column)
        return years[0] if len(years) == 1 and years[0] in self.programme.years else 0

    def offered_years(self, column: Profile | None = None) -> list[int]:
        """Candidate years: those stated within the programme, else all; the year of the closing day first."""
        sheet_years, day = self.stated_years(column), self.closing_day(column)
        years = [year for year in self.programme.years if year in sheet_years] or list(self.programme.years)
        return sorted(years, key=lambda year: day is None or year != day.year)

    def closing_day(self, column: Profile | None = None) -> date | None:
        """The closing day that a header or the titles state."""
        year = self.year(column)
        if column and (day := stated_day(column.header, year)):
            return day
        period = read_period(self.titles(), self.programme.years)
        if day := stated_day(self.title, year) or period.last or period.date:
            return day
        others = {stated_day(other_column.header, year) for other_column in self.columns} - {None}
        return others.pop() if len(others) == 1 else None

    def read(self, part: Part) -> dict[int, Cents]:
        """The amount that a part would read in each row, with open questions answered by the first offer."""
        year = str(self.programme.years[0])
        columns = {o.name: str(o.value) for o in reversed(part.offers) if o.key == "kolommen"} | part.columns
        words = {
            name: {word: ours or year for word, ours in words.items()} if name in YEAR_FIELDS else words
            for name, words in part.words.items()
        }
        tried = replace(part, columns=columns, words=words, months=(), forecast=(), offers=(), remarks={})
        if (cached := self.amounts_read.get(repr(tried))) is not None:
            return dict(cached)
        tables = map_grid(self.grid, self.row, self.layout((tried,)), Findings("", 1))
        amounts = dict(zip(tables[0].rows, amounts_of(tables[0]), strict=True)) if tables else {}
        del self.grid.columns[self.grid.own_width :]
        self.grid.origins.clear()
        self.amounts_read[repr(tried)] = amounts
        return dict(amounts)

    def layout(self, parts: tuple[Part, ...]) -> Layout:
        """A layout with these parts, in the notation that the columns prove."""
        places = {name: place for place, name in self.names.items()}
        days = [part.columns.get("date", "").rpartition(JOIN)[2] for part in parts]
        orders = {self.orders.get(places.get(day, -1), "") for day in days}
        order = orders.pop() if len(orders) == 1 else ""
        return Layout(self.grid.name, self.headers, self.unit, parts, self.point, order)

    def cents(self, column: Profile) -> dict[int, Cents]:
        """The amounts of a column in each data row."""
        names = [c for c in self.columns if c.may_be_code and c is not column]
        code = self.names[max(names, key=lambda c: (c.is_text, c.filled)).place] if names else self.headers[0]
        return self.read(Part(SheetKind.LEDGER, {"code": code, "amount": self.names[column.place]}))

    def totals_in_words(self, columns: Sequence[Profile]) -> str:
        """The totals of some columns, in words."""
        totals = [self.cents(column) for column in columns]
        rows = count(max(map(len, totals), default=0), "rij", "rijen")
        return f"{rows}, samen {euros(sum(sum(cents.values()) for cents in totals))}"

    def offer(self, name: str, column: Profile) -> Offer:
        """A column as one option for the user to choose, with its total."""
        examples = f"zoals {join_words(list(column.samples))}"
        is_money = column.is_amount and column.place not in self.numbers and name != "code"
        return Offer(
            "kolommen",
            name,
            self.names[column.place],
            f"{self.totals_in_words([column])}, {examples}" if is_money else examples,
        )

    def mark_of(self, column: Profile) -> str:
        """The qualifier in a month's header, or else in the cell below it."""
        below = self.grid.columns[column.place][self.row + 1]
        return month_mark(column.header) or (month_mark(below) if isinstance(below, str) else "")

    def runs_on(self, booked_months: Sequence[Profile]) -> bool:
        """Whether amounts are running totals: stated so, or rarely less than the month before."""
        if any(map(says_cumulative, [self.title, *(column.header for column in booked_months)])):
            return True
        columns = [self.cents(column) for column in sorted(booked_months, key=lambda c: (c.month, c.quarter))]
        up = down = falls = rows = 0
        for row in {row for column in columns for row in column}:
            values = [column[row] for column in columns if row in column]
            steps = [after - before for before, after in pairwise(values)]
            if len(steps) >= LEAST_STEPS:
                up, down = up + sum(step > 0 for step in steps), down + sum(step < 0 for step in steps)
                rows, falls = rows + 1, falls + any(2 * after < before for before, after in pairwise(values))
        return up >= LEAST_STEPS and _GROWS * down <= up and 2 * falls <= rows
