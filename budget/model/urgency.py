"""The order of domains on every screen and page, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable

from budget.model.figures import Row
from budget.model.words import Cents, Colour


def judged_rows(rows: Iterable[Row]) -> list[Row]:
    """The planned groups that have a colour: the total in "x of y domains need attention"."""
    return [row for row in rows if row.is_planned and row.signal.colour is not Colour.GREY]


def by_urgency(rows: Iterable[Row]) -> list[Row]:
    """Red first; then by cents short or used without a release, then by distance from the plan.

    Money in no plan comes after all others, so that nobody counts its colour as a domain's.
    """
    order = tuple(Colour)

    def urgency(row: Row) -> tuple[bool, int, Cents, Cents]:
        m = row.measures
        return (
            row.is_outside_plan,
            order.index(row.signal.colour),
            -(m.short + m.unreleased_use),
            -abs(m.ahead),
        )

    return sorted(rows, key=urgency)
