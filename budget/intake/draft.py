"""What is found out about a foreign sheet: its columns, its year, its unit, and which columns name a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from budget.intake.book import Grid
from budget.intake.cells import is_blank
from budget.intake.header_words import COST_WORDS, REVENUE_WORDS, WORDS
from budget.intake.mapping import JOIN, named_columns
from budget.intake.names import Vocabulary
from budget.intake.period import read_period
from budget.intake.profile import SAMPLE, Profile, folded
from budget.intake.recognise import find_unit
from budget.intake.rows import says_total
from budget.intake.table import amounts_in
from budget.model import Cents, Programme

FULL = 0.5
"""Share of the rows in which a column that names a line has a text."""
MOST_JOINED = 8
HALF = 0.5
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(slots=True)
class Draft:
    """A sheet with what was found out about it, and the remarks for the person who corrects it.

    `headers` are the texts of the header by column, of one row or of two together.
    """

    grid: Grid
    row: int
    headers: dict[int, str]
    columns: list[Profile]
    programme: Programme
    vocabulary: Vocabulary
    remarks: dict[str, str] = field(default_factory=dict)

    def names(self) -> dict[int, str]:
        """How each column is named in a layout."""
        places = list(self.headers)
        return {places[n]: name for name, n in named_columns(self.headers.values()).items()}

    def titles(self) -> list[list[object]]:
        above = [self.grid.row(row) for row in range(self.row)]
        return [[self.grid.name], *([cell for cell in cells if not is_blank(cell)] for cells in above)]

    @property
    def unit(self) -> int:
        cells = [cell for titles in self.titles() for cell in titles] + list(self.headers.values())
        return max((find_unit(cell) for cell in cells), default=1)

    def amounts(self, column: Profile) -> list[Cents]:
        """What stands in a column as it is written, without unit or sign; what is no amount is left out."""
        amount = amounts_in(self.grid, column.place, self.row + 1, 1)
        found = map(amount, range(self.row + 1, self.grid.height))
        return [cents for cents in found if isinstance(cents, int)]


def costs_only(draft: Draft) -> tuple[Profile | None, tuple[str, ...]]:
    """The column that says whether a row is costs or revenue, with its words for costs; else nothing."""
    for column in draft.columns:
        costs = tuple(word for word in column.words if folded(word) in COST_WORDS)
        if costs and not column.is_amount and any(folded(word) in REVENUE_WORDS for word in column.words):
            return column, costs
    return None, ()


def surest_code(draft: Draft, taken: Sequence[Profile]) -> str:
    """The column that most surely names a line; '' when all that is filled is taken."""
    ranked = _coded(draft, taken)
    return draft.names()[ranked[0].place] if ranked else ""


def line_code(draft: Draft, taken: Sequence[Profile]) -> tuple[str, bool]:
    """The column or columns whose texts tell every line apart; else the surest one, or '', and False."""
    ranked, names = _coded(draft, taken), draft.names()
    if not ranked:
        return "", False
    if occur_once(draft, ranked[:1]):
        return names[ranked[0].place], True
    among = [c for c in ranked if c.amounts < HALF or _is_coded(c)][:MOST_JOINED]
    for number in (1, 2, 3):
        for chosen in combinations(among, number):
            if occur_once(draft, chosen):
                return JOIN.join(names[column.place] for column in chosen), True
    return names[ranked[0].place], False


def _coded(draft: Draft, taken: Sequence[Profile]) -> list[Profile]:
    """The columns that could name a line, the surest first; those with amounts last."""
    used = {column.place for column in taken}
    sides, _ = costs_only(draft)
    free = [c for c in draft.columns if c.place not in used and not c.is_day and c.filled and c != sides]
    most = max((column.filled for column in free), default=0)
    full = [column for column in free if column.filled >= FULL * most] or free
    coded = [c for word in WORDS["code"] for c in full if word in c.key and _is_coded(c)]
    return list(dict.fromkeys([*coded, *(c for c in full if c.amounts < HALF), *full]))


def _is_coded(column: Profile) -> bool:
    """Whether a column of numbers may hold codes: whole ones, none below zero, under a word for codes."""
    is_number = column.whole_numbers == column.amounts and column.negative == 0
    return any(word in column.key for word in WORDS["code"]) and (is_number or not column.is_amount)


def occur_once(draft: Draft, chosen: Sequence[Profile]) -> bool:
    """Whether no two rows with data that count have the same texts in these columns."""
    columns = [draft.grid.columns[column.place] for column in chosen]
    sides, costs = costs_only(draft)
    kept = {folded(word) for word in costs}
    seen: set[tuple[object, ...]] = set()
    for row in range(draft.row + 1, min(draft.grid.height, draft.row + 1 + SAMPLE)):
        cells = tuple(column[row] for column in columns)
        if all(is_blank(cell) for cell in cells) or any(map(says_total, draft.grid.row(row))):
            continue
        if sides and folded(draft.grid.columns[sides.place][row]) not in kept:
            continue
        if cells in seen or any(is_blank(cell) for cell in cells):
            return False
        seen.add(cells)
    return True


def year_in(draft: Draft, text: str) -> int:
    """The year of the programme that a text names, 0 when it names none or several."""
    found = {int(year) for year in YEAR.findall(text)} & set(draft.programme.years)
    return found.pop() if len(found) == 1 else 0


def year_of(draft: Draft) -> int:
    """The year that the titles or the headers name; else that of the first days, else the first one."""
    texts = [str(cell) for cells in draft.titles() for cell in cells] + list(draft.headers.values())
    named = [int(year) for text in texts for year in YEAR.findall(text)]
    fitting = [year for year in named if year in draft.programme.years]
    return max(fitting, default=draft.programme.years[0])


def day_of(draft: Draft) -> date:
    """The day of the stand, from the titles; else the last day of the year."""
    said = read_period(draft.titles(), draft.programme.years)
    return said.last or said.date or date(year_of(draft), 12, 31)
