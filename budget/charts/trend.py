"""The data of the small line beside a bar, from the shares at the meetings that it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from budget import labels

Shares = Mapping[date, float | None]
"""Depletion by reference date, as a fraction of the budget; None without a budget."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Depletion at reference dates, oldest first; the last one is the day shown."""

    points: tuple[tuple[date, float], ...]

    @classmethod
    def of(cls, shares: Shares, most: int) -> Trend:
        """The last `most` dates with a budget; may be empty."""
        known = [(day, share) for day, share in sorted(shares.items()) if share is not None]
        return cls(tuple(known[-most:]))

    @property
    def alt(self) -> str:
        """Every figure of the line in words; empty for fewer than two points."""
        if len(self.points) < 2:
            return ""
        points = [f"{labels.day_month(day)} {labels.percent(share)}" for day, share in self.points]
        return f"Besteed per overleg: {labels.join_words(points)}."
