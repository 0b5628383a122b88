"""The table of the planning and control cycle: one row per group, as VJN, NJN and annual accounts ask it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from budget.model.words import By, Cents


class PcDocument(StrEnum):
    """The document that the table is for."""

    SPRING = "vjn"
    AUTUMN = "njn"
    ACCOUNTS = "jaarrekening"


@dataclass(frozen=True, slots=True)
class Natured:
    """What the plan says of the budget of a group: so many cents incidental, so many structural."""

    by: By
    key: str
    incidental: Cents
    structural: Cents


@dataclass(frozen=True, slots=True)
class PcRow:
    """One group with its amounts in cents; `by` tells of which kind, so only rows of one kind add up.

    `original` is the first plan, `amended` what all amendments did to it, `budget` both together. `forecast`
    is the expected outturn (P50). `realised` and `committed` are None of who delivered nothing. `incidental`
    and `structural` are the parts of the budget of which the plan says it; the rest is not said.
    """

    by: By
    key: str
    name: str
    domain: str
    original: Cents
    amended: Cents
    budget: Cents
    released: Cents | None
    released_unknown: int
    realised: Cents | None
    committed: Cents | None
    forecast: Cents
    incidental: Cents
    structural: Cents

    @property
    def variance(self) -> Cents:
        """Budget minus forecast: positive is favourable."""
        return self.budget - self.forecast

    @property
    def direction(self) -> str:
        """V for voordeel, N for nadeel, '' where there is neither."""
        return "V" if self.variance > 0 else "N" if self.variance < 0 else ""

    @property
    def nature(self) -> str:
        """I, S or I/S where the plan says it of all money; '' where some of it is not said."""
        if not self.budget or self.incidental + self.structural != self.budget:
            return ""
        return "/".join(letter for letter, cents in (("I", self.incidental), ("S", self.structural)) if cents)
