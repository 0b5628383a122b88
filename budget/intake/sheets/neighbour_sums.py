"""Finds the amounts that are the sum of the rows right above or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budget.model.words import Cents

MOST_ROWS, MOST_SUMMED = 5_000, 60
"""Rows from which on nobody puts sums between them, and of how many rows a sum is at most."""
_SMALL = {True: 300, False: 60}
"""Rows of a plan, and of bookings, from which on an amount is the sum of two others by chance."""
_FEW, _ENOUGH = 2, 3
_ROUND = 1_000
"""Cents: bookings of whole tens of euros are often the sum of others by chance."""


def sums_of_neighbours(amounts: Sequence[Cents], *, is_plan: bool) -> dict[int, list[int]]:
    """By the place of each sum the places of its rows; a sum is no part of a further one.

    Two rows are enough in a short table, else it takes three. Of bookings only a sum that is no round amount.
    """
    if len(amounts) > MOST_ROWS:
        return {}
    least, unit = _FEW if len(amounts) <= _SMALL[is_plan] else _ENOUGH, 1 if is_plan else _ROUND
    found, last = dict(_sums_above(amounts, least, unit)), len(amounts) - 1
    for at, rows in _sums_above(amounts[::-1], least, unit):
        found.setdefault(last - at, [last - n for n in reversed(rows)])
    return dict(sorted(found.items()))


def _sums_above(amounts: Sequence[Cents], least: int, unit: Cents) -> Iterator[tuple[int, list[int]]]:
    lines: list[int] = []
    for at, own in enumerate(amounts):
        rows = _rows_of(own, amounts, lines, least) if unit == 1 or own % unit else []
        if rows:
            yield at, rows
        elif own:
            lines.append(at)


def _rows_of(own: Cents, amounts: Sequence[Cents], lines: Sequence[int], least: int) -> list[int]:
    """The last lines that come to this amount together; nothing where there are none."""
    total = 0
    for many, at in enumerate(reversed(lines[-MOST_SUMMED:]), 1):
        total += amounts[at]
        if own and many >= least and total == own:
            return sorted(lines[-many:])
    return []
