"""Reads how a line's budget is spread over the year: in euros, or in shares that add up to 100 %."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from budget.intake.cell_text import display_text
from budget.intake.faults import Fault, Raw, fault
from budget.intake.outcome import ParsedColumn
from budget.intake.places import euros
from budget.intake.schema import MONTH_FIELDS, QUARTER_FIELDS
from budget.intake.sheets.columns import each, read_amount_column, read_column, rows_with_display_kind
from budget.intake.sheets.table import Table
from budget.model.shares import share_out
from budget.model.words import Cents
from budget.workbook.cells import SHARE, is_blank

FIELDS = (*MONTH_FIELDS, *QUARTER_FIELDS)
WHOLE = 1_000_000_000
"""100 %: shares are whole billionths."""
ROUNDING = WHOLE // 2_000
"""Largest deviation from 100 % of a line's shares: 0,05 %, as twelve rounded shares may add up to."""
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%")


def states_shares(table: Table) -> bool:
    """Whether every filled phasing cell is a percentage; a mix with amounts is not guessed at."""
    filled = 0
    for name in FIELDS:
        if (number := table.header.columns.get(name)) is None:
            continue
        column, looks = table.grid.columns[number], rows_with_display_kind(table, name, SHARE)
        for row in table.rows:
            value = column[row]
            if is_blank(value):
                continue
            if row not in looks and not (isinstance(value, str) and _SHARE.fullmatch(value.strip())):
                return False
            filled += 1
    return filled > 0


def read_phasing(table: Table, are_shares: bool) -> dict[str, ParsedColumn]:
    """The columns of the phasing: cents, or billionths of the budget."""
    if not are_shares:
        return {name: read_amount_column(table, name) for name in FIELDS}
    return {name: read_column(table, name, each(_read_share)) for name in FIELDS}


def _read_share(value: Raw) -> int | Fault:
    if isinstance(value, str):
        match = _SHARE.fullmatch(value.strip())
        share = Decimal(match[1].replace(",", ".")) / 100 if match else Decimal(-1)
    else:
        share = Decimal(str(value))
    return round(share * WHOLE) if 0 <= share <= 1 else fault("phasing-share", value=display_text(value))


def phasing_of(table: Table, row: int, values: dict[str, Any], are_shares: bool) -> tuple[Cents, ...] | None:
    """Twelve amounts; None if not stated, or after a finding."""
    months, quarters = (_all_or_none(table, row, values, names) for names in (MONTH_FIELDS, QUARTER_FIELDS))
    if are_shares:
        if months and quarters:
            table.add("phasing-shares-both", row, QUARTER_FIELDS[0])
            return None
        months, quarters = (_amounts(table, row, values["budget"], parts) for parts in (months, quarters))
    elif months and quarters:
        _compare(table, row, months, quarters)
    if months:
        return months
    return tuple(cents for quarter in quarters for cents in spread(quarter)) if quarters else None


def _amounts(table: Table, row: int, budget: Raw, parts: tuple[int, ...] | None) -> tuple[Cents, ...] | None:
    """The budget shared out; None after a finding that the shares are not 100 %."""
    if not parts or not isinstance(budget, int):
        return None
    if abs(sum(parts) - WHOLE) > ROUNDING:
        name = MONTH_FIELDS[0] if len(parts) == len(MONTH_FIELDS) else QUARTER_FIELDS[0]
        table.add(
            "phasing-shares-sum", row, name, value=f"{display_text(round(sum(parts) / WHOLE * 100, 2))} %"
        )
        return None
    return tuple(cents if budget >= 0 else -cents for cents in share_out(abs(budget), parts))


def spread(quarter: Cents) -> tuple[Cents, Cents, Cents]:
    """A quarter over its three months, the remainder cents in the last."""
    part = abs(quarter) // 3 * (1 if quarter >= 0 else -1)
    return part, part, quarter - 2 * part


def _all_or_none(
    table: Table, row: int, values: dict[str, Any], names: tuple[str, ...]
) -> tuple[int, ...] | None:
    amounts = [values[name] for name in names]
    if all(amount is None for amount in amounts) or any(isinstance(amount, Fault) for amount in amounts):
        return None
    empty = [name for name, amount in zip(names, amounts, strict=True) if amount is None]
    if empty:
        present = next(
            (name for name in empty if name in table.header.columns), next(iter(set(names) - set(empty)))
        )
        columns = ", ".join(table.spec.column(name).header for name in empty)
        table.add("plan-phasing-part", row, present, columns=columns)
        return None
    return tuple(amounts)


def _compare(table: Table, row: int, months: tuple[Cents, ...], quarters: tuple[Cents, ...]) -> None:
    for number, quarter in enumerate(quarters):
        total = sum(months[number * 3 : number * 3 + 3])
        if total != quarter:
            name = QUARTER_FIELDS[number]
            table.add(
                "plan-phasing-both",
                row,
                name,
                column=table.spec.column(name).header,
                value=euros(quarter),
                months=euros(total),
            )
