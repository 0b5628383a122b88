"""Refuses a sheet of ours where a column that is not read changes what its amounts mean."""

from __future__ import annotations

from collections.abc import Sequence

from budget.intake.cell_text import shown
from budget.intake.grammar.currencies import CURRENCY_HEADERS, is_currency_header, is_euro
from budget.intake.grammar.debit_credit import may_tell_sides, side_word
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.sheets.table import Table, amounts_of
from budget.model.words import Cents
from budget.workbook.cells import is_blank
from budget.workbook.grid import Column
from budget.workbook.places import column_name

MOST_WORDS = 12
"""Number of different words from which a column is no sign column."""


def check_currency(table: Table) -> None:
    """Amounts in another currency than the euro are never taken for euros."""
    for number in table.header.ignored:
        column = table.grid.columns[number]
        header = table.header.texts[number]
        is_sure = header_key(header) in CURRENCY_HEADERS
        if not is_sure and not is_currency_header(header_key(header)):
            continue
        for row in table.rows:
            if row >= len(column.codes) or (not is_sure and any(c.isdigit() for c in shown(column[row]))):
                continue
            if not is_euro(fold(shown(column[row]))):
                table.report("column-currency", row, number, value=column[row])


def check_sides(table: Table) -> None:
    """Refuse a column with the side of each booking where the amounts do not already have that sign."""
    amounts = amounts_of(table)
    own = table.grid.columns[: table.grid.own_width] if table.grid.own_width else table.grid.columns
    for number in sorted(set(range(len(own))) - set(table.header.columns.values())):
        header = table.header.texts.get(number, "")
        signs, rows = _signs_by_word(own[number], table.rows, amounts)
        if signs and may_tell_sides(signs, header, rows) and not _is_in_amounts(signs):
            table.report("column-sides", table.header.last, number, header or column_name(number))


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
