"""What the store knows: accepted versions and totals, each with the moment from which it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from budget.model.content import PlanLine, Progress
from budget.model.words import Cents, LineKey


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted submission; `seq` counts the acceptances of a programme: 1, 2, ... in order."""

    seq: int
    submission: int
    file: str
    submitted_by: str
    submitted_at: datetime
    accepted_by: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The lines of one domain in one accepted plan, for one fiscal year."""

    seq: int
    domain: str
    lines: tuple[PlanLine, ...]


class Movement(NamedTuple):
    """What one acceptance added to (or took from) the bookings up to `on`: a day, or a month's last day."""

    seq: int
    code: str
    source: str
    theme: str
    on: date
    cents: Cents


@dataclass(frozen=True, slots=True)
class CommitmentStatement:
    """Open commitments at `date` by (code, stated source, stated theme), in the sheets of one file.

    `sheets` holds the codes that each of those sheets names, also those without a commitment.
    """

    seq: int
    date: date
    sheets: tuple[frozenset[str], ...]
    open: dict[LineKey, Cents]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset().union(*self.sheets)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that was accepted up to `known_at` about fiscal year `year`; the whole input of insight.

    `versions` holds every version of every domain (also those without lines for this year), in order.
    `code_domains` tells for every code of any accepted plan: (seq, code, domain), in order of seq.
    `reported` tells for every code in the ledger up to which day a statement spoke of it.
    """

    year: int
    known_at: int
    acceptances: tuple[Acceptance, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    code_domains: tuple[tuple[int, str, str], ...] = ()
    movements: tuple[Movement, ...] = ()
    commitments: tuple[CommitmentStatement, ...] = ()
    progress: tuple[tuple[int, Progress], ...] = ()
    reported: tuple[tuple[str, date], ...] = ()
