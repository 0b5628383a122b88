"""What the catalogue says of one kind of finding."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.words import Level


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of finding. `text` says what is wrong and what to do; the place is put before it."""

    code: str
    level: Level
    title: str
    help: str
    text: str
