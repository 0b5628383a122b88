"""What a snapshot says of a row, by the format in which it was frozen."""

from __future__ import annotations

from dataclasses import replace

from budget.model.figures import Row
from budget.snapshot.content import SILENT_APART, Content


def as_told(content: Content, row: Row) -> Row:
    """The row as the format of this content tells it: before format 7 as room less shortage."""
    if content.format >= SILENT_APART:
        return row
    return replace(row, measures=replace(row.measures, short=0))
