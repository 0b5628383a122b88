"""Finds a second table on a sheet: another header above or below the one that is read."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import compress, count

from budget.intake.grammar.headers import header_key
from budget.intake.schema import SPECS
from budget.intake.sheets.header import headers_of_row
from budget.intake.sheets.table import Header, Table
from budget.intake.sheets.totals import NOTE
from budget.workbook.grid import Grid, shape_of

_LEAST, _LONGEST, _START = 3, 60, 3
"""Fewest words of a header row; maximum length of a word; letters compared first."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@cache
def _keys() -> tuple[frozenset[str], frozenset[str]]:
    """The keys of all known headers, and the shapes of their first letters."""
    names = {name for spec in SPECS for column in spec.columns for name in (column.header, *column.synonyms)}
    return frozenset(map(header_key, names)), frozenset(shape_of(name[:_START].casefold()) for name in names)


def check_one_table(table: Table) -> None:
    """Report the header of each further table on the sheet; a repeated header is not one."""
    header = table.header
    for row in _rows_of_words(table.grid):
        if header.first <= row <= header.last:
            continue
        for next_header in headers_of_row(table.grid, row):
            if (next_header.is_complete or next_header.is_near) and not _repeats(header, next_header):
                first = min(next_header.columns.values())
                table.report(
                    "sheet-two-tables", row, first, next_header.texts[first], value=next_header.texts[first]
                )
                break


def check_one_year(table: Table, year: int) -> None:
    """Report a heading among the rows with another year than that of the whole sheet."""
    for row in sorted(row for row, kind in table.kinds.items() if kind == NOTE):
        for number, cell in enumerate(table.grid.row(row)):
            if isinstance(cell, str) and set(map(int, _YEAR.findall(cell))) - {year}:
                table.report("sheet-two-tables", row, number, value=cell)


def _rows_of_words(grid: Grid) -> list[int]:
    """The rows with enough cells that are known headers."""
    keys, starts = _keys()
    row_counts: Counter[int] = Counter()
    for column in grid.columns[: grid.own_width] if grid.own_width else grid.columns:
        may = column.texts_like(lambda shape: len(shape) <= _LONGEST and _begin(shape) in starts)
        words = {code for code, text in may if header_key(text) in keys}
        if words:
            row_counts.update(compress(count(), map(words.__contains__, column.codes)))
    return sorted(row for row, times in row_counts.items() if times >= _LEAST)


def _begin(text: str) -> str:
    return text.lstrip()[:_START].casefold()


def _repeats(header: Header, next_header: Header) -> bool:
    is_same = header.spec.kind is next_header.spec.kind and next_header.first > header.last
    return is_same and all(header.columns.get(name) == number for name, number in next_header.columns.items())
