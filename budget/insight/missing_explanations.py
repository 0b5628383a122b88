"""Deviating lines without a cause or text from the budget holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from budget.model.content import Progress
from budget.model.figures import Row
from budget.model.words import Colour

DEVIATING = (Colour.RED, Colour.ORANGE)


@dataclass(frozen=True, slots=True)
class MissingExplanation:
    """A line that deviates; `has_cause` and `has_note` say which parts of its explanation exist."""

    row: Row
    has_cause: bool
    has_note: bool


def list_missing_explanations(
    rows: Iterable[Row], notes: Iterable[Progress], not_before: date
) -> list[MissingExplanation]:
    """Planned lines with a red or orange signal and no cause or no text on or after `not_before`."""
    causes, texts = set(), set()
    for note in notes:
        if note.as_of >= not_before:
            causes |= {note.code} if note.cause else set()
            texts |= {note.code} if note.note.strip() else set()
    owed = [
        MissingExplanation(row, row.key in causes, row.key in texts)
        for row in rows
        if row.key and row.signal.colour in DEVIATING
    ]
    return [item for item in owed if not (item.has_cause and item.has_note)]
