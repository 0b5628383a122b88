"""Finds the amounts that are the sum of the rows directly above or below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from math import gcd

from budget.model.words import Cents

MOST_ROWS, MOST_SUMMED = 5_000, 60
"""Longest table in which sums are searched, and the most rows in one sum."""
_PAIR, _SHORT_LEDGER = 2, 60
"""The fewest rows in a sum; in more bookings than this, two of one matter may be the amount of a third."""
_ROUND = 1_000
"""Cents: in such a long list, amounts in whole tens of euros are no sums."""
_SELDOM, _MORE = 0.15, 3
"""Every sum is reported below this many expected by chance, or above this multiple of them."""
_SELDOM_BOOKED = 0.03
"""_SELDOM for a list of bookings, in which totals are rare."""
Sums = dict[int, list[int]]


def sums_of_neighbours(
    amounts: Sequence[Cents], *, is_plan: bool, is_group: Callable[[int, list[int]], bool]
) -> Sums:
    """The place of each sum, with the places of its rows; a sum is never part of a further one.

    Where unrelated rows match as many amounts, the sums may be chance, as in a long plan in whole thousands.
    Then only those are reported for which `is_group` confirms that the sum and its rows form a group.
    """
    if len(amounts) > MOST_ROWS:
        return {}
    is_long = not is_plan and len(amounts) > _SHORT_LEDGER
    least = _PAIR + is_long
    sums, last = dict(_sums_above(amounts, least)), len(amounts) - 1
    for at, rows in _sums_above(amounts[::-1], least):
        sums.setdefault(last - at, [last - n for n in reversed(rows)])
    if is_long:
        sums = {at: rows for at, rows in sums.items() if amounts[at] % _ROUND}
    reported_lengths = _reported_lengths(
        Counter(map(len, sums.values())), [own for own in amounts if own], is_plan=is_plan
    )
    return {
        at: rows for at, rows in sorted(sums.items()) if len(rows) in reported_lengths or is_group(at, rows)
    }


def _reported_lengths(counts: Counter[int], amounts: Sequence[Cents], *, is_plan: bool) -> set[int]:
    """The block lengths whose sums are reported, longest first, as long as few can be chance.

    `counts` are the sums found for each number of rows.
    """
    lengths, by_chance, seldom = set(), 0.0, _SELDOM if is_plan else _SELDOM_BOOKED
    for length in range(MOST_SUMMED, min(counts, default=MOST_SUMMED) - 1, -1):
        expected = _by_chance(amounts, length, counts[length])
        expected = expected if is_plan else max(expected, _by_steps(amounts, length))
        by_chance += expected
        if by_chance < seldom or counts[length] > _MORE * expected + _MORE:
            lengths.add(length)
    return lengths


def _by_chance(amounts: Sequence[Cents], length: int, sums_found: int) -> float:
    """How many amounts would equal the sum of any other adjacent rows: the expected number of chance matches.

    `sums_found` are the sums of this length; they do not count as chance.
    """
    size, sums = len(amounts), list(accumulate(amounts, initial=0))
    windows = Counter(sums[end] - sums[end - length] for end in range(length, size + 1))
    hits = sum(windows[own] for own in amounts) - sums_found
    tried = size * (size + 1 - length) - 2 * size
    return 2 * size * hits / tried if hits > 0 and tried > 0 else 0.0


def _by_steps(amounts: Sequence[Cents], length: int) -> float:
    """The expected number of chance sums of this many rows, for amounts in equal steps such as tens of euros.

    For short lists, where random rows elsewhere in the list are too few to estimate it.
    """
    low, high = min(amounts, default=0), max(amounts, default=0)
    sums = list(accumulate(amounts, initial=0))
    inside = sum(low <= sums[end] - sums[end - length] <= high for end in range(length, len(sums)))
    return 2 * inside * gcd(*amounts) / (high - low) if high > low else 0.0


def _sums_above(amounts: Sequence[Cents], least: int) -> Iterator[tuple[int, list[int]]]:
    lines: list[int] = []
    for at, own in enumerate(amounts):
        if rows := _rows_of(own, amounts, lines, least):
            yield at, rows
        elif own:
            lines.append(at)


def _rows_of(own: Cents, amounts: Sequence[Cents], lines: Sequence[int], least: int) -> list[int]:
    """The last rows that add up to this amount; empty without any."""
    total = 0
    for many, at in enumerate(reversed(lines[-MOST_SUMMED:]), 1):
        total += amounts[at]
        if own and many >= least and total == own != amounts[at]:
            return sorted(lines[-many:])
    return []
