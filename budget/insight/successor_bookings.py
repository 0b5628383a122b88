"""Bookings and commitments row by row, on the lines that they count on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from budget.insight.successions import Shares, SuccessorShares, parts_of
from budget.model.content import Booking
from budget.model.words import LineKey


def split_bookings(
    heirs: SuccessorShares, rows: Iterable[Booking], as_of: date | None = None
) -> list[Booking]:
    """The rows, with those of a code with successors split so that they add up to the successors' figures.

    `as_of` is for commitments, which all count on that day; bookings are given oldest first.
    """
    groups: dict[tuple[LineKey, Shares], list[Booking]] = defaultdict(list)
    for row in rows:
        key = LineKey(row.code, row.source, row.theme)
        groups[key, heirs.shares(key, as_of or row.date)].append(row)
    split_rows: list[Booking] = []
    for (key, shares), group in groups.items():
        if shares[0][0] == key:
            split_rows += group
            continue
        for row, parts in zip(group, parts_of([row.amount for row in group], shares), strict=True):
            described = row._replace(description=f"Van regel {key.code}: {row.description}")
            split_rows += [
                described._replace(code=k.code, source=k.source, theme=k.theme, amount=c)
                for k, c in parts
                if c
            ]
    return split_rows
