"""Selects the rows of a foreign sheet for a part: by a word in a column, or the year of its date."""

from __future__ import annotations

from collections.abc import Iterable

from budget.intake.grammar.booking_periods import year_in
from budget.intake.grammar.folding import fold
from budget.intake.grammar.text import text_key
from budget.intake.sheets.table import Table

Condition = tuple[int, tuple[str, ...], bool]
"""A column, words, and whether a row must have one of them or none. '' is an empty cell."""


def filter_rows(table: Table, conditions: Iterable[Condition], order: str) -> list[int]:
    """The data rows that meet all conditions; `order` is that of the sheet's dates."""
    rows = table.rows
    for place, words, is_wanted in conditions:
        column, known = table.grid.columns[place], {fold(word) for word in words}
        matches = (bool(_words(value, order) & known) for value in column.values)
        right = {code for code, is_said in enumerate(matches) if is_said is is_wanted}
        rows = [row for row in rows if column.codes[row] in right]
    return rows


def _words(value: object, order: str) -> set[str]:
    year = year_in(value, order)
    return {text_key(value), str(year)} if year else {text_key(value)}
