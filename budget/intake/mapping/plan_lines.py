"""Makes of the rows of a foreign sheet the lines of a plan: revenue left out, rows of one line added up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from budget import labels
from budget.intake.grammar.amounts import Exact
from budget.intake.mapping.layout import Part
from budget.intake.places import euros, row_names
from budget.intake.schema import amount_fields
from budget.intake.sheets.derived_columns import add_column, folded
from budget.intake.sheets.table import Table, amounts_in
from budget.model import SheetKind
from budget.workbook.cells import is_blank

IDENTITY = ("code", "source", "theme", "year")


def gather(table: Table, part: Part, places: dict[str, int], *, point: bool = False) -> None:
    """Leave out and add up what the mapping says, and say how many rows and how much money that is.

    `places` are the columns of the sheet by their header; `point` says that a dot is their decimal sign.
    """
    if not part.months:
        _leave_out_blank(table, part)
    if part.costs_only:
        _leave_out_below_zero(table, part, places, point)
    elif part.kind is SheetKind.PLAN:
        _say_below_zero(table)
    if part.adds_up:
        _add_up(table)


def _leave_out_blank(table: Table, part: Part) -> None:
    """A row without an amount is no line and no booking."""
    name = table.spec.total
    place = table.header.columns.get(name)
    blank = [row for row in table.rows if place is not None and is_blank(table.grid.columns[place][row])]
    _leave_out(table, blank, "mapping-blank", column=part.columns.get(name, table.spec.column(name).header))


def _say_below_zero(table: Table) -> None:
    """Tell what a mapping can say of budgets below zero, which are refused one by one."""
    name = table.spec.total
    amount = _amounts(table, name)
    below = [row for row in table.rows if isinstance(cents := amount(row), int) and cents < 0]
    if below:
        count, total = labels.count(len(below), "rij", "rijen"), euros(sum(map(amount, below)))
        table.findings.add("mapping-negative", table.sheet, count=count, total=total, rows=row_names(below))


def _leave_out_below_zero(table: Table, part: Part, places: dict[str, int], point: bool) -> None:
    name = table.spec.total
    amount, unit = _amounts(table, name), table.units.get(name, 1)
    first = table.header.last + 1
    told = lambda row: None  # noqa: E731 - what amounts_in gives, of no column
    if part.costs_by:
        told = amounts_in(table.grid, places[part.costs_by], first, unit, point=point)

    def is_below(row: int) -> bool:
        said, own = told(row), amount(row)
        side = said * part.sign if isinstance(said, int) else 0
        return isinstance(own, int) and (side or own) < 0

    below = [row for row in table.rows if is_below(row)]
    total = euros(sum(map(amount, below)))
    _leave_out(table, below, "mapping-below-zero", column=table.spec.column(name).header, total=total)


def _leave_out(table: Table, rows: list[int], code: str, **values: str) -> None:
    """Take rows away and say which."""
    if gone := set(rows):
        table.rows = [row for row in table.rows if row not in gone]
        count = labels.count(len(rows), "rij", "rijen")
        table.findings.add(code, table.sheet, count=count, rows=row_names(rows), **values)


def _add_up(table: Table) -> None:
    """Rows of one line become its first row, with the sums; rows with a cell in doubt stay as they are."""
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
    for name, amount in amounts.items():
        _put_sums(
            table,
            name,
            {rows[0]: sum(amount(r) or 0 for r in rows) for rows in repeated if amount(rows[0]) is not None},
        )
    gone = {row for rows in repeated for row in rows[1:]}
    count = labels.count(len(gone) + len(repeated), "rij", "rijen")
    table.rows = [row for row in table.rows if row not in gone]
    table.findings.add(
        "mapping-added-up", table.sheet, count=count, lines=labels.count(len(repeated), "regel", "regels")
    )


def _identity(table: Table, row: int) -> tuple[str, ...]:
    columns = table.header.columns
    return tuple(folded(table.grid.columns[columns[name]][row]) for name in IDENTITY if name in columns)


def _can_add(cells: list[Any]) -> bool:
    """Whether these are all amounts on one side of nothing, or all empty.

    Known and unknown together are no sum, and costs less revenue would look like a small budget.
    """
    if all(cell is None for cell in cells):
        return True
    return all(isinstance(cell, int) for cell in cells) and (min(cells) >= 0 or max(cells) <= 0)


def _put_sums(table: Table, name: str, sums: dict[int, int]) -> None:
    number = table.header.columns[name]
    source = table.grid.columns[number]

    def value(row: int) -> Any:
        return Exact(sums[row]) if row in sums else source[row]

    origin = table.grid.origins.get(number, number)
    table.header.columns[name] = add_column(table.grid, table.header.last, value, origin)


def _amounts(table: Table, name: str) -> Callable[[int], Any]:
    number = table.header.columns[name]
    return amounts_in(table.grid, number, table.header.last + 1, table.units.get(name, 1))
