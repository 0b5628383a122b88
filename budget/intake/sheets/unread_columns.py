"""Decides which unread columns change the meaning of a sheet's amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budget.intake.cell_text import display_text
from budget.intake.grammar.debit_credit import find_debit_and_credit, may_give_sign, side_word
from budget.intake.grammar.headers import header_key
from budget.intake.sheets.currency import check_currency
from budget.intake.sheets.table import Table, amounts_in, amounts_of
from budget.intake.sheets.unread_classes import ask_about_classes
from budget.intake.sheets.unread_meaning import check_meaning
from budget.model.words import Cents, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Column
from budget.workbook.places import column_name

MOST_WORDS = 12
"""A column with more different words than this is no sign column."""


def check_unread(
    table: Table, unread: Sequence[int], years: tuple[int, ...], *, has_classes: bool = True
) -> None:
    """Refuse or ask about every column of `unread` that may change the meaning of an amount.

    The only place that decides this, for our own sheets and for mapped ones. Without `has_classes` columns
    that only classify the rows are skipped: each month of a sheet has them.
    """
    if table.spec.kind not in (SheetKind.PLAN, SheetKind.LEDGER):
        return
    check_currency(table, unread)
    if table.spec.kind is SheetKind.LEDGER:
        _check_sides(table, unread)
        _check_both_sides(table, unread)
    check_meaning(table, unread, years)
    if has_classes:
        ask_about_classes(table, unread, years)


def _check_sides(table: Table, unread: Iterable[int]) -> None:
    """Refuse a column with the side of each booking if the amounts do not already have that sign."""
    amounts = amounts_of(table)
    for number in unread:
        header = table.header.texts.get(number, "")
        signs, rows = _signs_by_word(table.grid.columns[number], table.rows, amounts)
        if signs and may_give_sign(signs, header, rows) and not _is_in_amounts(signs):
            table.report("column-sides", table.header.last, number, header or column_name(number))


def _are_accounts(sides: Sequence[Cents], cents: Cents) -> bool:
    """Whether the values on both sides of a row can be accounts: whole numbers, none equal to its amount."""
    return all(side and side % 100 == 0 and abs(side) != abs(cents) for side in sides)


def _check_both_sides(table: Table, unread: Iterable[int]) -> None:
    """Refuse an amount other than debit minus credit (or the reverse) where both stand beside it.

    Columns without numbers are skipped, and so are columns with the accounts of both sides in most rows.
    """
    texts = table.header.texts
    both = find_debit_and_credit({header_key(texts[number]): number for number in unread if number in texts})
    if both is None:
        return
    first, unit = table.header.last + 1, table.units.get(table.spec.total, 1)
    debit, credit = (amounts_in(table.grid, number, first, unit) for number in both)
    wrong, filled, accounts = {1: False, -1: False}, 0, 0
    for row, cents in zip(table.rows, amounts_of(table), strict=True):
        sides = [amount if isinstance(amount := side(row), int) else 0 for side in (debit, credit)]
        filled, accounts = filled + any(sides), accounts + _are_accounts(sides, cents)
        for sign in wrong:
            wrong[sign] = wrong[sign] or cents * sign != sides[0] - sides[1]
    if all(wrong.values()) and filled and 2 * accounts <= filled:
        table.report("column-sides", table.header.last, both[1], texts[both[1]])


def _signs_by_word(
    column: Column, rows: Sequence[int], amounts: Sequence[Cents]
) -> tuple[dict[str, set[bool]], int]:
    """Whether the amounts beside each word are below zero, and how many rows have a word.

    Empty for a column with more words than a sign column can have.
    """
    rows_of: dict[int, list[Cents]] = {}
    for row, cents in zip(rows, amounts, strict=True):
        if cents and row < len(column.codes):
            rows_of.setdefault(column.codes[row], []).append(cents)
            if len(rows_of) > MOST_WORDS:
                return {}, 0
    values = column.values
    filled = {code: code_amounts for code, code_amounts in rows_of.items() if not is_blank(values[code])}
    signs: dict[str, set[bool]] = {}
    for code, code_amounts in filled.items():
        signs.setdefault(side_word(display_text(values[code])), set()).update(
            cents < 0 for cents in code_amounts
        )
    return signs, sum(map(len, filled.values()))


def _is_in_amounts(signs: dict[str, set[bool]]) -> bool:
    """Whether each word goes with one sign, and at least two words with different signs."""
    return (
        all(len(word_signs) == 1 for word_signs in signs.values())
        and len(set(map(frozenset, signs.values()))) > 1
    )
