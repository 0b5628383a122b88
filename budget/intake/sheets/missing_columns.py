"""Our own sheets that lack one column which can be made: a year from a title, or debit less credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.intake.findings import Findings
from budget.intake.grammar.currencies import CURRENCY_HEADERS, is_euro
from budget.intake.grammar.debit_credit import find_debit_and_credit, may_tell_sides, side_word
from budget.intake.grammar.folding import fold
from budget.intake.grammar.units import find_unit
from budget.intake.places import shown
from budget.intake.sheets.derived_columns import add_column, check_minus, computed
from budget.intake.sheets.header import Header, header_key
from budget.intake.sheets.row_kinds import make_table
from budget.intake.sheets.table import Table, amounts_of
from budget.model import Cents, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Column, Grid
from budget.workbook.places import column_name

MOST_WORDS = 12
"""Different words of a column from which on it tells no sides, in whatever notation."""


def with_year(grid: Grid, header: Header, year: int) -> Header:
    """The header of a sheet without a column for the year, with that year for every row."""
    grid.own_width = grid.own_width or len(grid.columns)
    place = add_column(grid, header.last, lambda _: str(year), None)
    return replace(header, columns=header.columns | {"year": place}, missing=())


def check_currency(table: Table) -> None:
    """Amounts in another currency than the euro are never taken for euros."""
    for number in table.header.ignored:
        column = table.grid.columns[number]
        if header_key(table.header.texts[number]) not in CURRENCY_HEADERS:
            continue
        for row in table.rows:
            if row < len(column.codes) and not is_euro(fold(shown(column[row]))):
                table.findings.add("column-currency", table.sheet, (row, number), value=column[row])


def check_sides(table: Table) -> None:
    """Refuse a column with the side of each booking where the amounts do not already have that sign."""
    amounts = amounts_of(table)
    own = table.grid.columns[: table.grid.own_width] if table.grid.own_width else table.grid.columns
    for number in sorted(set(range(len(own))) - set(table.header.columns.values())):
        header = table.header.texts.get(number, "")
        signs, rows = _signs_by_word(own[number], table.rows, amounts)
        if signs and may_tell_sides(signs, header, rows) and not _is_in_amounts(signs):
            at = (table.header.last, number)
            table.findings.add("column-sides", table.sheet, at, header=header or column_name(number))


def _signs_by_word(
    column: Column, rows: Sequence[int], amounts: Sequence[Cents]
) -> tuple[dict[str, set[bool]], int]:
    """Whether the amounts beside each word are below zero, and how many rows have one.

    Nothing for a column with more words than one of sides can have.
    """
    rows_of: dict[int, list[Cents]] = {}
    for row, cents in zip(rows, amounts, strict=True):
        if cents and row < len(column.codes):
            rows_of.setdefault(column.codes[row], []).append(cents)
            if len(rows_of) > MOST_WORDS:
                return {}, 0
    values = column.values
    filled = {code: found for code, found in rows_of.items() if not is_blank(values[code])}
    signs: dict[str, set[bool]] = {}
    for code, found in filled.items():
        signs.setdefault(side_word(shown(values[code])), set()).update(cents < 0 for cents in found)
    return signs, sum(map(len, filled.values()))


def _is_in_amounts(signs: dict[str, set[bool]]) -> bool:
    """Whether the amounts beside each word are all on one side of zero, and not the same for all words."""
    return all(len(found) == 1 for found in signs.values()) and len(set(map(frozenset, signs.values()))) > 1


def debit_credit(grid: Grid, header: Header) -> tuple[int, int] | None:
    """The columns debit and credit of a ledger that has them instead of an amount."""
    if header.spec.kind is not SheetKind.LEDGER or [c.field for c in header.missing] != ["amount"]:
        return None
    found = {header_key(header.texts[number]): number for number in header.ignored}
    return find_debit_and_credit(found)


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
