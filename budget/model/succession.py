"""What becomes of a line code that is no longer used: which codes its money follows into, and from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WHOLE = 10_000
"""100 %: a share is a whole number of hundredths of a percent."""


Money = tuple[int, int]
"""Cents that are booked, and that are committed."""


class Fate(StrEnum):
    """What happens to a line code; STAYS takes back what was said of it before."""

    RENAMED = "hernoemd"
    MERGED = "samengevoegd"
    SPLIT = "gesplitst"
    CLOSED = "vervallen"
    STAYS = "blijft"


@dataclass(frozen=True, slots=True)
class Succession:
    """That `share` of the money on the line `code` of `domain` follows into `successor` from `since`.

    A code that is split has one for each successor; `successor` is '' and `share` 0 for a code that is
    closed or stays. `decision`, taken on `decided_on`, allows a successor in another pot.
    """

    code: str
    domain: str
    fate: Fate
    successor: str
    share: int
    since: dt.date
    reason: str
    decision: str = ""
    decided_on: dt.date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """Money on `code` that would stand on other lines of `year`: by their codes, in order."""

    year: int
    code: str
    to: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """Money on `code` that would be 'niet in bestedingsplan' in `year`; negative where it comes back."""

    year: int
    code: str
    money: Money


def successions_in_force(
    known: Iterable[tuple[int, Succession]], known_at: int
) -> dict[str, tuple[Succession, ...]]:
    """By old code the rows of the acceptance that spoke of it last."""
    newest: dict[str, tuple[int, tuple[Succession, ...]]] = {}
    for seq, row in known:
        if seq <= known_at:
            at, rows = newest.get(row.code, (0, ()))
            newest[row.code] = (seq, (*rows, row) if at == seq else (row,))
    return {code: rows for code, (_, rows) in newest.items()}


def with_heirs(codes: Iterable[str], said: Iterable[Succession]) -> frozenset[str]:
    """The codes with every code that their money follows into, by what holds of codes."""
    heirs: dict[str, list[str]] = {}
    for row in said:
        heirs.setdefault(row.code, []).append(row.successor)
    found = list(codes)
    for code in found:
        found += [heir for heir in heirs.get(code, ()) if heir and heir not in found]
    return frozenset(found)
