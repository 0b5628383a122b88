"""Reads a statement above a table: a label with its value in the next cell or after a colon."""

from __future__ import annotations

from budget.intake.faults import Raw
from budget.intake.grammar.folding import fold
from budget.intake.sheets.table import Table


def title_values(table: Table, field: str) -> list[Raw]:
    """The values of a title of this kind of sheet; empty ones are left out."""
    label = next(title.header for title in table.spec.titles if title.field == field)
    rows = [row for row in table.titles() if row and isinstance(row[0], str)]
    pairs = [(str(row[0]).partition(":"), row[1:]) for row in rows]
    values = [
        behind.strip() or (beside[0] if beside else None)
        for (name, _, behind), beside in pairs
        if fold(name) == fold(label)
    ]
    return [value for value in values if value is not None]
