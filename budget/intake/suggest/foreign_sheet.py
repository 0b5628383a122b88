"""A foreign sheet that is being looked at: its columns, titles and years, and a reading to try."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from budget.intake.findings import Findings
from budget.intake.grammar.debit_credit import cost_or_revenue
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.periods import read_period
from budget.intake.grammar.units import find_unit
from budget.intake.mapping.layout import Layout, Part, named_columns
from budget.intake.mapping.row_filter import YEARS
from budget.intake.mapping.tables import column_texts, map_grid, units_in_columns
from budget.intake.sheets.table import Table
from budget.intake.suggest.column_profile import Profile, folded
from budget.intake.suggest.header_words import WORDS, has_word, kind_of_title
from budget.intake.suggest.notation import ASK_POINT, Written, how_dated
from budget.model import Programme
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid

_NUMBERING = {"nr", "nummer", "number", "artikel", "code", "id"}
_MONEY = ("budget", "released", "committed", "realised")
_REMARKED = {"budget": "Begroot", "realised": "Bedrag"}
_MOST_NAMED = 6
_FEW_YEARS = 2
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(slots=True)
class Draft:
    """A sheet with what was found out about it, and the remarks for the person who corrects it."""

    grid: Grid
    row: int
    columns: list[Profile]
    programme: Programme
    vocabulary: Vocabulary
    written: Written = field(default_factory=Written)
    remarks: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column_texts(self.grid, self.row).values())

    def names(self) -> dict[int, str]:
        """How each column is named in a layout."""
        texts = column_texts(self.grid, self.row)
        places = list(texts)
        return {places[n]: name for name, n in named_columns(texts.values()).items()}

    def titles(self) -> list[list[object]]:
        above = [self.grid.row(row) for row in range(self.row)]
        return [[self.grid.name], *([cell for cell in cells if not is_blank(cell)] for cells in above)]

    def title(self) -> str:
        return " ".join(str(cell) for cells in self.titles() for cell in cells)

    @property
    def unit(self) -> int:
        """The euros that 1 stands for, as the titles, a header or a column of units say."""
        cells = [cell for titles in self.titles() for cell in titles] + [c.header for c in self.columns]
        return max([*map(find_unit, cells), *units_in_columns(self.grid, self.row)], default=1)

    @property
    def amounts(self) -> list[Profile]:
        return [column for column in self.columns if column.is_amount]

    @property
    def texts(self) -> list[Profile]:
        others = [c for c in self.columns if not c.is_amount and not c.is_day and not c.is_year]
        return [column for column in others if column.filled and not column.is_share]

    @property
    def kind(self) -> str:
        """What kind of amounts the titles announce; '' when they do not."""
        return kind_of_title(self.title())

    def year_column(self) -> Profile | None:
        years = [c for c in self.columns if c.is_year and not c.named_year]
        return pick(self, "year", years) or (years[0] if years else None)

    def year(self, column: Profile | None = None) -> int:
        """The year of the programme that a header, the titles or the other headers name; else the first."""
        named = [column.named_year] if column and column.named_year else self._row_years()
        named = named or [int(year) for year in _YEAR.findall(self.title())]
        named = named or [c.named_year for c in self.columns if c.named_year]
        fitting = [year for year in named if year in self.programme.years]
        if not fitting:
            said = f"; het bestand noemt {max(named)}" if named else ""
            self.remarks["Jaar"] = f"controleer dit{said}"
        return max(fitting, default=self.programme.years[0])

    def _row_years(self) -> list[int]:
        """The years in the rows; of a column with one word such as 2024/25 that in the word."""
        column = self.year_column()
        if column:
            return [int(word[:4]) for word in column.words]
        column = pick(self, "year", self.texts)
        words = column.words if column and len(column.words) == 1 else ()
        return [int(year) for word in words for year in _YEAR.findall(word)]

    def day(self, column: Profile | None = None) -> date:
        """The day of the stand, from the titles; else the last day of the year."""
        said = read_period(self.titles(), self.programme.years)
        if column and column.named_year in self.programme.years and not said.states_date:
            return date(column.named_year, 12, 31)
        return said.last or said.date or date(self.year(column), 12, 31)


def pick(draft: Draft, name: str, among: Sequence[Profile], taken: Iterable[Profile] = ()) -> Profile | None:
    """The column of `among` whose header says most surely that it is `name`."""
    used = {column.place for column in taken}
    free = [column for column in among if column.place not in used and column.filled]
    if name in _MONEY:
        free = [column for column in free if not column.tokens & _NUMBERING]
        free = [column for column in free if _side(column) not in ("baten", "saldo")] or free
    said = {column.place: has_word(name, column.key, column.tokens) for column in free}
    best = min((WORDS[name].index(word) for word in said.values() if word), default=None)
    if best is None:
        return None
    found = [column for column in free if said[column.place] == WORDS[name][best]]
    if name not in _MONEY:
        return found[0]
    chosen = meant(draft, found)
    others = [column.header for column in free if said[column.place] and column is not chosen]
    if others and name in _REMARKED:
        draft.remarks[_REMARKED[name]] = f"of een van deze: {', '.join(others[:_MOST_NAMED])}"
    return chosen


def _side(column: Profile) -> str:
    return cost_or_revenue(folded(column.header))


def meant(draft: Draft, found: Sequence[Profile]) -> Profile:
    """Of several columns with the same word that of the costs and the year in the titles, or the newest.

    Of more than two years on end the first: those after it are an outlook. Of two years that are not ours
    the newest as well.
    """
    costs = [column for column in found if _side(column) == "lasten"] or list(found)
    titled = {int(year) for year in _YEAR.findall(draft.title())}
    if wanted := [column for column in costs if column.named_year in titled]:
        first = min(column.named_year for column in wanted)
        return [column for column in wanted if column.named_year == first][-1]
    ours = [column for column in costs if column.named_year in draft.programme.years]
    named = {column.named_year for column in costs} - {0}
    if not ours and len(named) <= _FEW_YEARS:
        ours = [column for column in costs if column.named_year == max(named, default=0)]
    if len({column.named_year for column in ours}) > _FEW_YEARS:
        first = min(column.named_year for column in ours)
        return [column for column in ours if column.named_year == first][-1]
    return (ours or costs)[-1]


def draft_layout(draft: Draft, parts: tuple[Part, ...]) -> Layout:
    """The layout to propose: what the columns prove of dots and dates is in it, what they do not is asked."""
    names = {name: place for place, name in draft.names().items()}
    places = {names[part.columns["date"]] for part in parts if part.columns.get("date") in names}
    found = [how_dated(draft.grid, draft.row, place, draft.programme.years) for place in sorted(places)]
    orders, asked = {order for order, _ in found}, {ask for _, ask in found}
    order = orders.pop() if len(orders) == 1 else ""
    is_point = draft.written.is_proven
    ask_point = ASK_POINT if draft.written.dotted and not is_point else ""
    remark = "\n".join(filter(None, (ask_point, *sorted(asked))))
    return Layout(draft.grid.name, draft.headers, draft.unit, parts, is_point, order, remark)


def try_part(draft: Draft, part: Part) -> Table | None:
    """The rows that a part would take, with their amounts; None when there are none."""
    grid = draft.grid
    year = str(draft.programme.years[0])
    counted = {
        name: {word: ours or year for word, ours in words.items()} if name in YEARS else words
        for name, words in part.words.items()
    }
    tried = replace(part, words=counted)
    layout = replace(draft_layout(draft, (tried,)), point=bool(draft.written.dotted))
    tables = map_grid(grid, draft.row, layout, Findings("", 1))
    return tables[0] if tables else None


def forget_tries(draft: Draft) -> None:
    """Take away the columns that trying a part added to the sheet."""
    if draft.grid.own_width:
        del draft.grid.columns[draft.grid.own_width :]
        draft.grid.origins.clear()
