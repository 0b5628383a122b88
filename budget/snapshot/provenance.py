"""The signal rules behind a snapshot's colours, its bookings of closed periods, and what it corrects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.words import By, Cents, Colour


@dataclass(frozen=True, slots=True)
class Rule:
    """A signal rule in force; `share` and `over_share` are fractions, `amount` is cents."""

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


@dataclass(frozen=True, slots=True)
class Difference:
    """An amount that a correction changed; the measure by its name in the code."""

    by: By
    domain: str
    name: str
    measure: str
    was: Cents | None
    now: Cents | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """The signed snapshot that a correction replaces, the reason, and every amount that differs."""

    meeting: date
    as_of: date
    sha256: str
    reason: str
    differences: tuple[Difference, ...]
