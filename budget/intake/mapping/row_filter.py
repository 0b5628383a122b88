"""Which rows of a foreign sheet belong to a part: by a word in a column, or the year of its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from budget.intake.grammar.dates import year_of
from budget.intake.grammar.folding import fold
from budget.intake.mapping.layout import Part
from budget.intake.sheets.derived_columns import folded
from budget.intake.sheets.table import Table

YEARS = ("year", "fiscal_year")
"""The fields that hold a year."""


def chosen_rows(table: Table, part: Part, places: dict[str, int], order: str) -> list[int]:
    """The data rows of a part; `places` are the columns by their header, `order` that of the dates.

    A year of the file for which no year of ours is filled in does not count.
    """
    wanted = [(places[name], words, True) for name, words in part.only.items()]
    unwanted = [(places[name], words, False) for name, words in part.without.items()]
    for name in YEARS:
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


def filled_years(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, where a year of the file that is filled in in one of them is filled in in all."""
    words = [part.words.get(name, {}) for part in parts for name in YEARS]
    told = {year: ours for one in words for year, ours in one.items() if ours}

    def filled(part: Part) -> Part:
        years = {
            name: {year: ours or told.get(year, "") for year, ours in part.words[name].items()}
            for name in YEARS
            if name in part.words
        }
        return replace(part, words=part.words | years)

    return tuple(map(filled, parts))


def open_years(part: Part) -> list[str]:
    """The years of the file of a part in which no year was filled in at all."""
    words = {year: ours for name in YEARS for year, ours in part.words.get(name, {}).items()}
    return [] if any(words.values()) else sorted(words)
