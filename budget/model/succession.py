"""What becomes of a line code that is no longer used: which codes take over its money, and from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WHOLE = 10_000
"""100 %: a share is a whole number of hundredths of a percent."""


Money = tuple[int, int]
"""Cents realised and committed."""


class SuccessionKind(StrEnum):
    """What happens to a line code; STAYS revokes what was stated before."""

    RENAMED = "hernoemd"
    MERGED = "samengevoegd"
    SPLIT = "gesplitst"
    CLOSED = "vervallen"
    STAYS = "blijft"


@dataclass(frozen=True, slots=True)
class Succession:
    """From `since`, `share` of the money on line `code` of `domain` goes to line `successor`.

    A code that is split has a row for each successor; `successor` is '' and `share` 0 for a code that is
    closed or stays. `decision`, taken on `decided_on`, allows a successor in another pot.
    """

    code: str
    domain: str
    fate: SuccessionKind
    successor: str
    share: int
    since: dt.date
    reason: str
    decision: str = ""
    decided_on: dt.date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class RedirectedMoney:
    """Money on `code` that would count on other lines of `year`: their codes, in order."""

    year: int
    code: str
    to: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True)
class OrphanedMoney:
    """Money on `code` that would leave the plan of `year`; negative where it returns to the plan."""

    year: int
    code: str
    money: Money


def successions_in_force(
    numbered: Iterable[tuple[int, Succession]], known_at: int
) -> dict[str, tuple[Succession, ...]]:
    """For each old code, the rows of the last acceptance up to `known_at` that mentions it."""
    newest: dict[str, tuple[int, tuple[Succession, ...]]] = {}
    for seq, row in numbered:
        if seq <= known_at:
            at, rows = newest.get(row.code, (0, ()))
            newest[row.code] = (seq, (*rows, row) if at == seq else (row,))
    return {code: rows for code, (_, rows) in newest.items()}


def with_successors(codes: Iterable[str], successions: Iterable[Succession]) -> frozenset[str]:
    """The codes plus every direct and indirect successor of their money."""
    heirs: dict[str, list[str]] = {}
    for row in successions:
        heirs.setdefault(row.code, []).append(row.successor)
    all_codes = list(codes)
    for code in all_codes:
        all_codes += [heir for heir in heirs.get(code, ()) if heir and heir not in all_codes]
    return frozenset(all_codes)
