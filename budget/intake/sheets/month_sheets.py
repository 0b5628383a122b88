"""Merges the month columns of a sheet into one statement."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from budget.intake.outcome import LedgerSheet, ParsedColumn
from budget.intake.sheets.table import Table


def join_months(sheets: Iterable[tuple[Table, LedgerSheet]]) -> list[LedgerSheet]:
    """The ledgers, with the months of one sheet merged: bookings that a month no longer names are gone."""
    groups: dict[int, list[LedgerSheet]] = {}
    for table, sheet in sheets:
        groups.setdefault(id(table.months or table), []).append(sheet)
    return [_joined(group) for group in groups.values()]


def _joined(sheets: Sequence[LedgerSheet]) -> LedgerSheet:
    if len(sheets) == 1:
        return sheets[0]
    starts = list(accumulate((sheet.rows for sheet in sheets), initial=0))
    cells = [(at + n, cell) for at, sheet in zip(starts, sheets, strict=False) for n, cell in sheet.cells]
    names = dict.fromkeys(name for sheet in sheets for name in sheet.totals)
    return replace(
        sheets[-1],
        rows=starts[-1],
        columns={name: _chained([x.columns[name] for x in sheets]) for name in sheets[0].columns},
        states_bookings=any(sheet.states_bookings for sheet in sheets),
        states_commitments=any(sheet.states_commitments for sheet in sheets),
        totals={name: sum(sheet.totals.get(name, 0) for sheet in sheets) for name in names},
        cells=tuple(cells),
    )


def _chained(columns: Sequence[ParsedColumn]) -> ParsedColumn:
    whole, bad = ParsedColumn(array("I"), []), set[int]()
    for column in columns:
        first = len(whole.values)
        whole.codes.extend(first + code for code in column.codes)
        whole.values.extend(column.values)
        bad.update(first + code for code in column.bad)
    whole.bad = frozenset(bad)
    return whole
