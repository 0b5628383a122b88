"""The order of domains on every screen and page: what needs the board most stands first."""

from __future__ import annotations

from collections.abc import Iterable

from budget.model.figures import Row
from budget.model.words import Cents, Colour


def judged(rows: Iterable[Row]) -> list[Row]:
    """The planned groups that have a colour: of how many a headline counts those that ask for something."""
    return [row for row in rows if row.is_planned and row.signal.colour is not Colour.GREY]


def by_urgency(rows: Iterable[Row]) -> list[Row]:
    """Red first; then the most that is short or used without release, then the farthest from its plan.

    Money in no plan stands apart, behind all others, so that nobody counts its colour as that of a domain.
    """
    order = tuple(Colour)

    def urgency(row: Row) -> tuple[bool, int, Cents, Cents]:
        m = row.measures
        return row.is_apart, order.index(row.signal.colour), -(m.short + m.unreleased_use), -abs(m.ahead)

    return sorted(rows, key=urgency)
