"""Where the colours of a snapshot come from, and its bookings of closed periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from budget.model.words import By, Cents, Colour


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
    """Which signed snapshot a correction replaces, why, and every amount that differs."""

    meeting: date
    as_of: date
    sha256: str
    reason: str
    differences: tuple[Difference, ...]
