"""The budget holders' own latest forecasts of the year; whether one counts is judged with the outlook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from budget.model.words import Cents


class StatedForecast(Protocol):
    """A budget holder's forecast for a code on a day; without an amount his earlier one stays."""

    @property
    def code(self) -> str:
        """Line or domain code."""

    @property
    def as_of(self) -> date:
        """The day of the forecast."""

    @property
    def forecast(self) -> Cents | None:
        """Expected outturn in cents, if stated."""

    @property
    def withdrawn(self) -> bool:
        """Whether he withdraws his earlier forecast."""


def latest_forecasts(
    notes: Iterable[tuple[int, StatedForecast]], year: int, as_of: date, renamed: Callable[[str], str]
) -> dict[str, Cents]:
    """The latest forecast in `year` of each code, up to `as_of`; `notes` are (seq, note).

    On equal days the one accepted last counts; a file has at most one per line and day. `renamed` gives the
    present code of a line; the forecast for a line that was split or merged goes to no other line.
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
