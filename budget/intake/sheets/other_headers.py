"""Ledger columns under other headers: kind, commitments, debit minus credit."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.faults import Fault
from budget.intake.grammar.amounts import read_amount
from budget.intake.grammar.debit_credit import find_debit_and_credit
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.kinds import COMMITTED, own_kind
from budget.intake.grammar.unread_words import is_committed_header
from budget.intake.sheets.derived_columns import add_column
from budget.intake.sheets.table import Header
from budget.model.words import SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid

_NUMBERS = 100_000
"""A column of only whole numbers from this size up may hold order numbers."""


def without_balance(header: Header) -> Header:
    """Drop a balance column as the amount if debit and credit columns exist: it may be a running balance."""
    number = header.columns.get("amount")
    if header.spec.kind is not SheetKind.LEDGER or number is None or header.missing:
        return header
    keys = {header_key(header.texts[number]): number for number in header.ignored}
    if "saldo" not in header_key(header.texts[number]) or find_debit_and_credit(keys) is None:
        return header
    columns = {name: number for name, number in header.columns.items() if name != "amount"}
    return replace(header, columns=columns, missing=(header.spec.column("amount"),))


def with_kind(grid: Grid, header: Header) -> Header:
    """The header of a ledger without Soort, using the only column that holds Soort values."""
    if header.spec.kind is not SheetKind.LEDGER or "kind" in header.columns:
        return header
    kind_columns = [number for number in header.ignored if _holds_kinds(grid, header, number)]
    if len(kind_columns) != 1:
        return header
    ignored = tuple(number for number in header.ignored if number != kind_columns[0])
    return replace(header, columns=header.columns | {"kind": kind_columns[0]}, ignored=ignored)


def _holds_kinds(grid: Grid, header: Header, number: int) -> bool:
    kinds = {own_kind(value) if isinstance(value, str) else "" for value in _below(grid, header, number)}
    return COMMITTED in kinds and "" not in kinds


def _below(grid: Grid, header: Header, number: int) -> list[object]:
    """The distinct filled cells of a column below the header."""
    column = grid.columns[number]
    values = column.values
    return [values[code] for code in set(column.codes[header.last + 1 :]) if not is_blank(values[code])]


def commitments_of(grid: Grid, header: Header) -> list[int]:
    """The non-empty commitments columns beside the amount of a ledger."""
    if header.spec.kind is not SheetKind.LEDGER:
        return []
    named = [number for number in header.ignored if is_committed_header(header.texts[number])]
    return [number for number in named if _has_amounts(grid, header, number)]


def _has_amounts(grid: Grid, header: Header, number: int) -> bool:
    amounts = [read_amount(value) for value in _below(grid, header, number)]
    return any(isinstance(amount, int) and amount for amount in amounts)


def is_sure_of_commitments(grid: Grid, header: Header, numbers: list[int]) -> bool:
    """Whether the only commitments column surely holds amounts and no other column gives the kind."""
    if len(numbers) != 1 or "kind" in header.columns:
        return False
    amounts = [read_amount(value) for value in _below(grid, header, numbers[0])]
    if any(isinstance(amount, Fault) for amount in amounts):
        return False
    cents = [amount for amount in amounts if isinstance(amount, int) and amount]
    return any(amount % 100 or amount < _NUMBERS * 100 for amount in cents)


def with_commitments(grid: Grid, header: Header, number: int) -> Header:
    """The header of the same sheet read for its commitments: that column is the amount of each row."""
    grid.own_width = grid.own_width or len(grid.columns)
    kind = add_column(grid, header.last, lambda _: COMMITTED, None)
    return replace(header, columns=header.columns | {"amount": number, "kind": kind}, ignored=())
