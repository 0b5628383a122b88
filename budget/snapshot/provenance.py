"""Where what a snapshot holds comes from: files, sources, rules, and bookings of closed periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from budget.model.words import Cents, Colour, SheetKind


@dataclass(frozen=True, slots=True)
class Version:
    """An accepted file; `..._as` is a role in words. Early snapshots name one kind of sheet and no roles."""

    kind: SheetKind | tuple[SheetKind, ...]
    domains: tuple[str, ...]
    file: str
    sha256: str
    submission: int
    submitted_by: str
    submitted_at: datetime
    accepted_by: str
    accepted_at: datetime
    submitted_as: str = ""
    accepted_as: str = ""

    @property
    def kinds(self) -> tuple[SheetKind, ...]:
        """What is in the file."""
        return (self.kind,) if isinstance(self.kind, SheetKind) else self.kind


@dataclass(frozen=True, slots=True)
class FundingSource:
    """A source with its colour (#RRGGBB) and what happens to money that is left."""

    code: str
    colour: str
    unspent: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the signals as it held; `share` and `over_share` are fractions, `amount` is cents."""

    id: str
    condition: str
    source: str
    share: float
    amount: Cents
    colour: Colour
    valid_from: date
    over_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Correction:
    """A booking of a closed period (`of`, in words) that counts in the year of the snapshot."""

    of: str
    domain: str
    code: str
    document: str
    booked_on: date
    counts_on: date
    description: str
    cents: Cents
