"""Finds the amounts that are the sum of the rows directly above or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budget.model.words import Cents

MOST_ROWS, MOST_SUMMED = 5_000, 60
"""Longest table in which sums are searched, and the most rows in one sum."""
_SMALL = {True: 300, False: 60}
"""For plans and bookings, the table length from which a sum of two others may be chance."""
_FEW, _ENOUGH = 2, 3
_THOUSANDS = 100_000
"""Cents: of a plan in whole thousands of euros, two lines are often the third by chance."""
_ROUND = 1_000
"""Cents: bookings in whole tens of euros are often the sum of others by chance."""


def sums_of_neighbours(amounts: Sequence[Cents], *, is_plan: bool) -> dict[int, list[int]]:
    """The place of each sum, with the places of its rows; a sum is never part of a further one.

    Two rows are enough in a short table, else three. For bookings only a sum that is no round amount.
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
        enough = least if own % _THOUSANDS else max(least, _ENOUGH)
        rows = _rows_of(own, amounts, lines, enough) if unit == 1 or own % unit else []
        if rows:
            yield at, rows
        elif own:
            lines.append(at)


def _rows_of(own: Cents, amounts: Sequence[Cents], lines: Sequence[int], least: int) -> list[int]:
    """The last lines that add up to this amount; empty without any."""
    total = 0
    for many, at in enumerate(reversed(lines[-MOST_SUMMED:]), 1):
        total += amounts[at]
        if own and many >= least and total == own != amounts[at]:
            return sorted(lines[-many:])
    return []
