"""Derived columns, added behind those of the user, so that every finding still names the user's cells."""

from __future__ import annotations

from budget.intake.faults import Fault, Raw
from budget.intake.grammar.amounts import Exact
from budget.intake.grammar.booking_periods import PERIOD, period_end
from budget.intake.grammar.dates import read_ordered
from budget.intake.grammar.folding import fold
from budget.intake.grammar.text import read_text, text_key
from budget.intake.sheets.table import Table, amounts_in
from budget.workbook.cells import Broken, is_blank
from budget.workbook.grid import Grid, add_column


def add_computed_column(
    grid: Grid, row: int, plus: int, minus: int | None, sign: int, unit: int, *, point: bool = False
) -> int:
    """A column with sign * (plus - minus), exact; faulty cells stay, to be refused."""
    first = amounts_in(grid, plus, row + 1, unit, point=point)
    second = amounts_in(grid, minus, row + 1, unit, point=point) if minus is not None else lambda _: None

    def value(at: int) -> Raw:
        own, less = first(at), second(at)
        if isinstance(own, Fault):
            return own
        if own is None and less is None:
            return ""
        # A fault in the subtracted cell is reported in that cell.
        return Exact(sign * ((own or 0) - (0 if less is None or isinstance(less, Fault) else less)))

    return add_column(grid, row, value, plus)


def check_minus(table: Table, place: int, header: str, unit: int, *, point: bool = False) -> None:
    """Report faults in the subtracted column in its own cells.

    If all its amounts are below zero, subtracting would add them: that is refused.
    """
    amount = amounts_in(table.grid, place, table.header.last + 1, unit, point=point)
    cents_by_row = {row: amount(row) for row in table.rows}
    for row, cents in cents_by_row.items():
        if isinstance(cents, Fault):
            table.report_fault(cents, row, place, header)
    moving = [cents for cents in cents_by_row.values() if isinstance(cents, int) and cents]
    if moving and max(moving) < 0:
        table.report("credit-below-zero", table.header.last, place, header)


def add_joined_column(grid: Grid, row: int, places: list[int]) -> int:
    """A column with the texts of several, joined by hyphens; broken or empty cells are not joined."""
    sources = [grid.columns[place] for place in places]

    def value(at: int) -> Raw:
        cells = [source[at] for source in sources]
        odd = next((cell for cell in cells if isinstance(cell, Broken) or is_blank(cell)), None)
        if odd is not None:
            return odd
        texts = [text for cell in cells if isinstance(text := read_text(cell), str)]
        return "-".join(texts) if len(texts) == len(cells) else cells[0]

    return add_column(grid, row, value, places[0])


def add_translated_column(
    grid: Grid, row: int, number: int, words: dict[str, str], *, keeps: bool = True
) -> int:
    """A column with the user's words translated into ours; unknown words stay, or are left empty."""
    known = {fold(theirs): ours for theirs, ours in words.items() if ours}
    source = grid.columns[number]

    def value(at: int) -> Raw:
        own = source[at]
        return own if isinstance(own, Broken) else known.get(text_key(own), own if keeps else "")

    return add_column(grid, row, value, number)


def add_date_column(grid: Grid, row: int, number: int, order: str, year: int = 0) -> int:
    """Parse the dates of the user's column in `order`; empty and broken cells stay.

    `year` is for booking periods without one.
    """
    source = grid.columns[number]

    def read(value: Raw) -> Raw:
        if isinstance(value, Broken) or is_blank(value):
            return value
        return period_end(value, year) if order == PERIOD else read_ordered(value, order)

    known = [read(value) for value in source.values]
    return add_column(grid, row, lambda at: known[source.codes[at]], number)


def add_constant_column(grid: Grid, row: int, value: str) -> int:
    """A column with the same value in every row."""
    return add_column(grid, row, lambda _: value, None)


def add_year_end_column(grid: Grid, row: int, number: int) -> int:
    """A column with the last day of the year in another column; other values stay, to be refused."""
    source = grid.columns[number]

    def value(at: int) -> Raw:
        year = text_key(source[at]).removesuffix(".0")
        return f"{year}-12-31" if year.isdigit() else source[at]

    return add_column(grid, row, value, grid.origins.get(number, number))


def add_filled_down_column(grid: Grid, row: int, number: int) -> int:
    """A column in which an empty cell repeats the cell above."""
    source = grid.columns[number]
    above: list[Raw] = [""] * grid.height
    for at in range(row + 1, grid.height):
        above[at] = above[at - 1] if is_blank(source[at]) else source[at]
    return add_column(grid, row, above.__getitem__, number)


def add_fallback_column(grid: Grid, row: int, number: int, instead: int) -> int:
    """A display column: an empty cell is filled from another column of the row."""
    source, instead_column = grid.columns[number], grid.columns[instead]
    if not any(is_blank(source[at]) for at in range(row + 1, grid.height)):
        return number
    return add_column(
        grid, row, lambda at: instead_column[at] if is_blank(source[at]) else source[at], number
    )
