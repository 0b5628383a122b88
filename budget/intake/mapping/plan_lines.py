"""Turns the rows of a foreign sheet into lines: revenue dropped, rows of one line added up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from budget import labels
from budget.intake.faults import Fault
from budget.intake.grammar.amounts import Exact
from budget.intake.grammar.text import text_key
from budget.intake.places import euros, row_names
from budget.intake.schema import amount_fields
from budget.intake.sheets.table import Table, amounts_in
from budget.intake.sheets.totals import NOTE
from budget.model.words import Cents
from budget.workbook.cells import is_blank
from budget.workbook.grid import add_column

Amount = Cents | Fault | None
"""An amount cell: nothing, cents, or a fault."""
IDENTITY = ("code", "source", "theme", "year")


def drop_blank_rows(table: Table, column: str) -> None:
    """Drop rows without an amount: they are no line and no booking. `column` is the user's header.

    A row with only a text is a heading, even if that text is one word in the column of codes.
    """
    place = table.header.columns.get(table.spec.total)
    blank = [row for row in table.rows if place is not None and is_blank(table.grid.columns[place][row])]
    own = table.grid.own_width
    for row in blank:
        cells = [cell for cell in table.grid.row(row)[:own] if not is_blank(cell)]
        if len(cells) == 1 and isinstance(cells[0], str) and cells[0].strip().isalpha():
            table.kinds[row] = NOTE
    _leave_out(table, blank, "mapping-blank", column=column)


def report_below_zero(table: Table) -> None:
    """Report what a mapping can do about budgets below zero, which are refused one by one."""
    amount = _amounts(table, table.spec.total)
    below = {row: cents for row in table.rows if isinstance(cents := amount(row), int) and cents < 0}
    if below:
        count, total = labels.count(len(below), "rij", "rijen"), euros(sum(below.values()))
        rows = row_names(list(below))
        table.findings.add("mapping-negative", table.sheet, count=count, total=total, rows=rows)


def drop_below_zero(table: Table, sign: int, judge: int | None, *, point: bool = False) -> None:
    """Drop rows below zero, and report how many rows and how much money that is.

    `judge` is the column that decides, before applying `sign`; if it is None, empty or zero, the row's own
    amount decides.
    """
    name = table.spec.total
    amount, unit = _amounts(table, name), table.units.get(name, 1)
    first = table.header.last + 1
    judged_amount = None if judge is None else amounts_in(table.grid, judge, first, unit, point=point)

    def is_below(row: int) -> bool:
        judged, own = judged_amount(row) if judged_amount else None, amount(row)
        side = judged * sign if isinstance(judged, int) else 0
        return isinstance(own, int) and (side or own) < 0

    below = [row for row in table.rows if is_below(row)]
    total = euros(sum(cents for row in below if isinstance(cents := amount(row), int)))
    _leave_out(table, below, "mapping-below-zero", column=table.spec.column(name).header, total=total)


def _leave_out(table: Table, rows: list[int], code: str, **values: str) -> None:
    """Drop rows and report them."""
    if gone := set(rows):
        table.rows = [row for row in table.rows if row not in gone]
        count = labels.count(len(rows), "rij", "rijen")
        table.findings.add(code, table.sheet, None, count=count, rows=row_names(rows), **values)


def add_up(table: Table) -> None:
    """Merge the rows of one line into the first, with the sums; rows with a doubtful cell stay."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in table.rows:
        groups.setdefault(_identity(table, row), []).append(row)
    names = [name for name in amount_fields(table.spec) if name in table.header.columns]
    amounts = {name: _amounts(table, name) for name in names}
    repeated = [
        rows
        for rows in groups.values()
        if len(rows) > 1 and all(_can_add(list(map(amount, rows))) for amount in amounts.values())
    ]
    if not repeated:
        return
    columns = dict(table.header.columns)
    table.apart = replace(table, header=replace(table.header, columns=columns), amounts={})
    for name, amount in amounts.items():
        sums = {
            rows[0]: sum(cents for row in rows if isinstance(cents := amount(row), int))
            for rows in repeated
            if amount(rows[0]) is not None
        }
        _put_sums(table, name, sums)
    gone = {row for rows in repeated for row in rows[1:]}
    count = labels.count(len(gone) + len(repeated), "rij", "rijen")
    table.rows = [row for row in table.rows if row not in gone]
    table.findings.add(
        "mapping-added-up", table.sheet, count=count, lines=labels.count(len(repeated), "regel", "regels")
    )


def _identity(table: Table, row: int) -> tuple[str, ...]:
    columns = table.header.columns
    return tuple(text_key(table.grid.columns[columns[name]][row]) for name in IDENTITY if name in columns)


def _can_add(cells: list[Amount]) -> bool:
    """Whether these are all amounts of one sign, or all empty.

    Known and unknown make no sum, and costs minus revenue would look like a small budget.
    """
    if all(cell is None for cell in cells):
        return True
    amounts = [cell for cell in cells if isinstance(cell, int)]
    return len(amounts) == len(cells) and (min(amounts) >= 0 or max(amounts) <= 0)


def _put_sums(table: Table, name: str, sums: dict[int, int]) -> None:
    number = table.header.columns[name]
    source = table.grid.columns[number]

    def value(row: int) -> object:
        return Exact(sums[row]) if row in sums else source[row]

    origin = table.grid.origins.get(number, number)
    table.header.columns[name] = add_column(table.grid, table.header.last, value, origin)


def _amounts(table: Table, name: str) -> Callable[[int], Amount]:
    number = table.header.columns[name]
    return amounts_in(table.grid, number, table.header.last + 1, table.units.get(name, 1))
