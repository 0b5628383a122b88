"""Finds the amounts that are the sum of the rows directly above or below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from budget.model.words import Cents

MOST_ROWS, MOST_SUMMED = 5_000, 60
"""Longest table in which sums are searched, and the most rows in one sum."""
_PAIR, _MOST_APART = 2, 30
"""The fewest rows in a sum, and how far pairs are moved to see how often they are a sum by chance."""
_OFTEN, _MORE = 1, 2
"""From how many sums of two in a table chance may explain them, and up to how many times that number."""
_SHORT_LEDGER = 60
"""In more bookings than this, two of the same matter may be the amount of a third: they are not searched."""
_ROUND = 1_000
"""Cents: bookings in whole tens of euros are often the sum of others by chance."""
Sums = dict[int, list[int]]


def sums_of_neighbours(
    amounts: Sequence[Cents], *, is_plan: bool, is_group: Callable[[int, list[int]], bool]
) -> Sums:
    """The place of each sum, with the places of its rows; a sum is never part of a further one.

    A sum of two rows counts unless pairs that are not beside a row are its amount as often: in a plan in
    whole thousands they are. `is_group` tells whether a sum and its rows are a group of their own, which
    chance does not explain. For bookings only a sum that is no round amount.
    """
    if len(amounts) > MOST_ROWS:
        return {}
    unit = 1 if is_plan else _ROUND
    least = _PAIR if is_plan or len(amounts) <= _SHORT_LEDGER else _PAIR + 1
    found = _sums(amounts, least, unit)
    pairs = {at: rows for at, rows in found.items() if len(rows) == _PAIR}
    if pairs and _is_chance(len(pairs), [own for own in amounts if own], unit):
        sure = {at: rows for at, rows in pairs.items() if is_group(at, rows)}
        found = _sums(amounts, _PAIR + 1, unit) | sure
    return dict(sorted(found.items()))


def _is_chance(many: int, amounts: Sequence[Cents], unit: Cents) -> bool:
    """Whether as many amounts are the sum of two others that stand together, but not beside them."""
    size = len(amounts)
    apart = range(_PAIR, min(size - _PAIR, _MOST_APART))
    wanted = [own if unit == 1 or own % unit else None for own in amounts]
    pairs = [amounts[at] + amounts[at - 1] for at in range(size)]
    hits = sum(wanted[at] == pairs[at - far] for far in apart for at in range(size))
    expected = 2 * hits / len(apart) if apart else 0.0
    return expected >= _OFTEN and many <= _MORE * expected + 1


def _sums(amounts: Sequence[Cents], least: int, unit: Cents) -> Sums:
    found, last = dict(_sums_above(amounts, least, unit)), len(amounts) - 1
    for at, rows in _sums_above(amounts[::-1], least, unit):
        found.setdefault(last - at, [last - n for n in reversed(rows)])
    return found


def _sums_above(amounts: Sequence[Cents], least: int, unit: Cents) -> Iterator[tuple[int, list[int]]]:
    lines: list[int] = []
    for at, own in enumerate(amounts):
        rows = _rows_of(own, amounts, lines, least) if unit == 1 or own % unit else []
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
