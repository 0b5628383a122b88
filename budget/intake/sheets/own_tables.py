"""Makes the tables of a sheet in our own layout, and asks about everything in it that may be misread."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.findings import Findings
from budget.intake.sheets.currency import check_amount_headers
from budget.intake.sheets.derived_columns import check_minus
from budget.intake.sheets.doubtful_rows import ask_about_rows
from budget.intake.sheets.doubtful_sums import ask_about_sums
from budget.intake.sheets.missing_columns import find_both_sides, find_year, with_amount, with_year
from budget.intake.sheets.other_headers import (
    commitments_of,
    is_sure_of_commitments,
    with_commitments,
    with_kind,
    without_balance,
)
from budget.intake.sheets.row_kinds import make_table, report_columns
from budget.intake.sheets.second_table import check_one_table, check_one_year
from budget.intake.sheets.table import Header, Table, amounts_of
from budget.intake.sheets.table_units import ask_about_parts
from budget.intake.sheets.unread_classes import ask_about_amounts
from budget.intake.sheets.unread_columns import check_unread
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid


def own_tables(grid: Grid, header: Header, findings: Findings, years: tuple[int, ...]) -> list[Table]:
    """The tables of a sheet that is complete, or lacks one column that can be derived; else none.

    A ledger with a commitments column beside the amount gives two tables.
    """
    whole = with_kind(grid, without_balance(header))
    committed = commitments_of(grid, whole)
    is_sure = is_sure_of_commitments(grid, whole, committed)
    if is_sure:
        whole = replace(whole, ignored=tuple(number for number in whole.ignored if number not in committed))
    table = _table(grid, whole, findings, years)
    if table is None:
        return []
    _ask(table, years)
    if not is_sure:
        for number in committed:
            table.report("column-committed", table.header.last, number, table.header.texts[number])
        return [table]
    open_ones = make_table(grid, with_commitments(grid, table.header, committed[0]), findings)
    _drop_open_only(table, open_ones)
    both = {own_table.header.columns["amount"]: own_table.units["amount"] for own_table in (table, open_ones)}
    ask_about_parts(open_ones, both)
    amounts = zip(open_ones.rows, amounts_of(open_ones), strict=True)
    open_ones.rows = [row for row, cents in amounts if cents]
    if not open_ones.rows:
        return [table]
    ask_about_sums(open_ones)
    return [table, open_ones]


def _drop_open_only(table: Table, open_ones: Table) -> None:
    """A row with nothing but a commitment is no booking without an amount."""
    column = table.grid.columns[table.header.columns["amount"]]
    committed = {row for row, cents in zip(open_ones.rows, amounts_of(open_ones), strict=True) if cents}
    table.rows = [row for row in table.rows if row not in committed or not is_blank(column[row])]


def _table(grid: Grid, header: Header, findings: Findings, years: tuple[int, ...]) -> Table | None:
    if header.is_complete:
        return make_table(grid, header, findings)
    if year := find_year(grid, header, years):
        table = make_table(grid, with_year(grid, header, year[0]), findings)
        check_one_year(table, year[0])
        findings.add("year-from-name", grid.name, year=str(year[0]), where=year[1])
        return table
    if both := find_both_sides(header):
        whole, unit = with_amount(grid, header, *both)
        debit, credit = (header.texts[number] for number in both)
        table = make_table(grid, whole, findings, unit if unit > 1 else 0)
        check_minus(table, both[1], credit, unit)
        findings.add("debit-credit", grid.name, debit=debit, credit=credit)
        return table
    return None


def _ask(table: Table, years: tuple[int, ...]) -> None:
    header = table.header
    width = table.grid.own_width or len(table.grid.columns)
    nameless = set(range(width)) - header.texts.keys() - set(header.columns.values())
    report_columns(table)
    unread = sorted(nameless.union(header.ignored))
    check_amount_headers(table)
    check_unread(table, unread, years)
    ask_about_amounts(table, unread)
    ask_about_rows(table)
    check_one_table(table)
