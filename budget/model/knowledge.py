"""What the store knows: accepted versions and totals, each with the acceptance that brought it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from budget.model.content import PlanLine, Progress
from budget.model.words import Cents, LineKey


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted submission; `seq` numbers the acceptances of a programme from 1."""

    seq: int
    submission: int
    file: str
    submitted_by: str
    submitted_at: dt.datetime
    accepted_by: str
    accepted_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The lines of one domain in one accepted plan, for one fiscal year."""

    seq: int
    domain: str
    lines: tuple[PlanLine, ...]


class Movement(NamedTuple):
    """What one acceptance added to the bookings of a day or month; `on` is that day or the month's last."""

    seq: int
    code: str
    source: str
    theme: str
    on: dt.date
    cents: Cents


@dataclass(frozen=True, slots=True)
class CommitmentStatement:
    """Open commitments at `date` by (code, stated source, stated theme), from the sheets of one file.

    `sheets` has per sheet the codes it names, including those without a commitment.
    """

    seq: int
    date: dt.date
    sheets: tuple[frozenset[str], ...]
    open: dict[LineKey, Cents]

    @property
    def codes(self) -> frozenset[str]:
        """The line codes that any of its sheets names."""
        return frozenset().union(*self.sheets)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything accepted up to `known_at` about fiscal `year`: the whole input of insight.

    `versions` has every version of every domain in order, including those without lines for this year.
    `code_domains` has (seq, code, domain) for every code of any accepted plan, by seq.
    `reported` has for every code in the ledger the day up to which statements cover it.
    """

    year: int
    known_at: int
    acceptances: tuple[Acceptance, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    code_domains: tuple[tuple[int, str, str], ...] = ()
    movements: tuple[Movement, ...] = ()
    commitments: tuple[CommitmentStatement, ...] = ()
    progress: tuple[tuple[int, Progress], ...] = ()
    reported: tuple[tuple[str, dt.date], ...] = ()
