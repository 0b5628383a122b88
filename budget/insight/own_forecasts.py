"""What budget holders themselves said last of what they expect at year end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from budget.model.words import Cents


class Said(Protocol):
    """What a budget holder said of a code on a day; no forecast leaves what he said before."""

    @property
    def code(self) -> str:
        """The code."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def forecast(self) -> Cents | None:
        """What he expects."""

    @property
    def withdrawn(self) -> bool:
        """Whether he takes back what he said before."""


def latest_forecasts(
    notes: Iterable[tuple[int, Said]], year: int, as_of: date, renamed: Callable[[str], str]
) -> dict[str, Cents]:
    """The latest forecast in `year` of each code, up to `as_of`; `notes` are (seq, note).

    Of one day the one accepted last counts; a file never holds two for one line and day. `renamed` gives the
    code that a line has now: what was expected of a line that is split or merged is said of no other.
    """
    latest: dict[str, tuple[date, int, Cents | None]] = {}
    for seq, note in notes:
        counts = note.as_of <= as_of and note.as_of.year == year
        if not counts or (note.forecast is None and not note.withdrawn):
            continue
        code = renamed(note.code)
        if latest.get(code, (date.min, 0))[:2] <= (note.as_of, seq):
            latest[code] = (note.as_of, seq, note.forecast)
    return {code: cents for code, (_, _, cents) in latest.items() if cents is not None}
