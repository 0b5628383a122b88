"""Which rows of a foreign sheet belong to a part: by a word in a column, or the year of its date."""

from __future__ import annotations

from typing import Any

from budget.intake.cells import fold
from budget.intake.dates import year_of
from budget.intake.made import folded
from budget.intake.mapping import Part
from budget.intake.table import Table

_YEARS = ("year", "fiscal_year")


def chosen_rows(table: Table, part: Part, places: dict[str, int], order: str) -> list[int]:
    """The data rows of a part; `places` are the columns by their header, `order` that of the dates.

    A year of the file for which no year of ours is filled in does not count.
    """
    wanted = [(places[name], words, True) for name, words in part.only.items()]
    unwanted = [(places[name], words, False) for name, words in part.without.items()]
    for name in _YEARS:
        words = tuple(year for year, ours in part.words.get(name, {}).items() if not ours)
        if words and name in part.columns:
            unwanted.append((places[part.columns[name]], words, False))
    rows = table.rows
    for place, words, is_wanted in (*wanted, *unwanted):
        column, known = table.grid.columns[place], {fold(word) for word in words}
        said = (bool(_words(value, order) & known) for value in column.values)
        right = {code for code, is_said in enumerate(said) if is_said is is_wanted}
        rows = [row for row in rows if column.codes[row] in right]
    return rows


def _words(value: Any, order: str) -> set[str]:
    year = year_of(value, order)
    return {folded(value), str(year)} if year else {folded(value)}
