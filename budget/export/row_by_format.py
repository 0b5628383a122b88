"""A snapshot row as its format shows it."""

from __future__ import annotations

from dataclasses import replace

from budget.model.figures import Row
from budget.snapshot.content import SILENT_APART, Content


def row_in_format(content: Content, row: Row) -> Row:
    """The row as the format of this content shows it; before format 7 room is net of shortage."""
    if content.format >= SILENT_APART:
        return row
    return replace(row, measures=replace(row.measures, short=0))
