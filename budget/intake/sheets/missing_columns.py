"""Our own sheets that lack one column which can be made: a year from a title, or debit less credit."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.findings import Findings
from budget.intake.grammar.text import fold
from budget.intake.grammar.units import find_unit
from budget.intake.places import shown
from budget.intake.sheets.derived_columns import add_column, check_minus, computed
from budget.intake.sheets.header import Header, header_key
from budget.intake.sheets.row_kinds import make_table
from budget.intake.sheets.table import Table, amounts_of
from budget.model import SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid
from budget.workbook.places import column_name

SIDES = (
    {"d", "c"}, {"debet", "credit"}, {"s", "h"}, {"soll", "haben"}, {"debit", "credit"}, {"af", "bij"},
    {"+", "-"}, {"d", "k"}, {"c"}, {"credit"},
)  # fmt: skip
"""What a column says that tells which bookings take off."""
CURRENCY = {"valuta", "valutacode", "munt", "muntsoort", "muntcode", "currency", "wahrung"}
EURO = {"", "eur", "euro", "\u20ac"}
DEBIT, CREDIT = ("debet", "debit", "bedragdebet"), ("credit", "bedragcredit")


def with_year(grid: Grid, header: Header, year: int) -> Header:
    """The header of a sheet without a column for the year, with that year for every row."""
    grid.own_width = grid.own_width or len(grid.columns)
    place = add_column(grid, header.last, lambda _: str(year), None)
    return replace(header, columns=header.columns | {"year": place}, missing=())


def check_currency(table: Table) -> None:
    """Amounts in another currency than the euro are never taken for euros."""
    for number in table.header.ignored:
        column = table.grid.columns[number]
        if header_key(table.header.texts[number]) not in CURRENCY:
            continue
        for row in table.rows:
            if row < len(column.codes) and fold(shown(column[row])) not in EURO:
                table.findings.add("column-currency", table.sheet, (row, number), value=column[row])


def check_sides(table: Table) -> None:
    """A column with the side of each booking that is not in its amount is never passed over."""
    amounts = amounts_of(table)
    own = table.grid.columns[: table.grid.own_width] if table.grid.own_width else table.grid.columns
    for number in sorted(set(range(len(own))) - set(table.header.columns.values())):
        column = own[number]
        signs: dict[str, set[bool]] = {}
        for row, cents in zip(table.rows, amounts, strict=True):
            if row < len(column.codes) and not is_blank(cell := column[row]) and cents:
                signs.setdefault(fold(shown(cell)), set()).add(cents < 0)
        is_told = (
            all(len(found) == 1 for found in signs.values()) and len(set(map(frozenset, signs.values()))) == 2
        )
        if set(signs) in SIDES and not is_told:
            table.findings.add(
                "column-sides",
                table.sheet,
                (table.header.last, number),
                header=table.header.texts.get(number, column_name(number)),
            )


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
