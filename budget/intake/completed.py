"""Our own sheets that lack one column which can be made: a year from a title, or debit less credit."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.book import Grid
from budget.intake.findings import Findings
from budget.intake.made import add_column, check_minus, computed
from budget.intake.recognise import Header, find_unit, header_key
from budget.intake.rows import make_table
from budget.intake.table import Table
from budget.model import SheetKind

DEBIT, CREDIT = ("debet", "debit", "bedragdebet"), ("credit", "bedragcredit")


def with_year(grid: Grid, header: Header, year: int) -> Header:
    """The header of a sheet without a column for the year, with that year for every row."""
    grid.own_width = grid.own_width or len(grid.columns)
    place = add_column(grid, header.last, lambda _: str(year), None)
    return replace(header, columns=header.columns | {"year": place}, missing=())


def debit_credit(grid: Grid, header: Header) -> tuple[int, int] | None:
    """The columns debit and credit of a ledger that has them instead of an amount."""
    if header.spec.kind is not SheetKind.LEDGER or [c.field for c in header.missing] != ["amount"]:
        return None
    found = {header_key(header.texts[number]): number for number in header.ignored}
    debit = next((found[word] for word in DEBIT if word in found), None)
    credit = next((found[word] for word in CREDIT if word in found), None)
    return None if debit is None or credit is None else (debit, credit)


def table_of_both(grid: Grid, header: Header, both: tuple[int, int], findings: Findings) -> Table:
    """The table of such a ledger: debit less credit, exact."""
    grid.own_width = grid.own_width or len(grid.columns)
    debit, credit = both
    above = [grid.name, *(cell for row in range(header.last + 1) for cell in grid.row(row))]
    unit = max(map(find_unit, above))
    amount = computed(grid, header.last, debit, credit, 1, unit)
    ignored = tuple(number for number in header.ignored if number not in both)
    whole = replace(header, columns=header.columns | {"amount": amount}, missing=(), ignored=ignored)
    table = make_table(grid, whole, findings, unit if unit > 1 else 0)
    check_minus(table, credit, header.texts[credit], unit)
    findings.add("debit-credit", grid.name, debit=header.texts[debit], credit=header.texts[credit])
    return table
