"""Reports bookings that are there twice: one document with a repeated sequence number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from budget.intake.faults import Fault
from budget.intake.outcome import LedgerSheet
from budget.intake.sheets.table import Table
from budget.workbook.places import cell_name


def _has_doubles(sheet: LedgerSheet) -> bool:
    """Whether any two rows have the same document, number and kind."""
    numbers = []
    for column in (sheet.columns[name] for name in ("document", "sequence", "kind")):
        places: dict[Any, int] = {}
        same = [places.setdefault(value, code) for code, value in enumerate(column.values)]
        numbers.append(column.codes if len(places) == len(same) else map(same.__getitem__, column.codes))
    return len(set(zip(*numbers, strict=True))) < sheet.rows


def check_doubles(sheets: Iterable[tuple[Table, LedgerSheet]]) -> None:
    """Report documents with a repeated sequence number, per kind; without one a row may repeat."""
    first_places: dict[tuple[Any, ...], tuple[Table, int]] = {}
    numbered = [(table, sheet) for table, sheet in sheets if "sequence" in table.header.columns]
    if len(numbered) == 1 and not _has_doubles(numbered[0][1]):
        return
    for table, sheet in numbered:
        columns = sheet.columns
        keys = zip(columns["document"].all(), columns["sequence"].all(), columns["kind"].all(), strict=True)
        for row, key in zip(table.rows, keys, strict=True):
            if not key[1] or isinstance(key[0], Fault) or isinstance(key[1], Fault):
                continue
            first = first_places.setdefault(key, (table, row))
            if first != (table, row):
                first_place = f"{first[0].sheet}!{cell_name(first[1], first[0].header.columns['document'])}"
                table.add("ledger-double", row, "document", value=key[0], sequence=key[1], other=first_place)
