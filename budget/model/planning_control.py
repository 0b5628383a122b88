"""The planning and control table: one row per group, in the layout of VJN, NJN and annual accounts."""

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
class NatureSplit:
    """The incidental and structural cents of a group's budget, where the plan states them."""

    by: By
    key: str
    incidental: Cents
    structural: Cents


@dataclass(frozen=True, slots=True)
class PcRow:
    """One group with its amounts in cents; only rows with the same `by` may be added up.

    `original` is the first plan, `amended` the sum of all amendments, `budget` both together. `forecast` is
    the expected outturn (P50). `realised` and `committed` are None for a group that delivered nothing.
    `incidental` and `structural` are the parts of the budget that the plan marks as such; the rest is
    unknown.
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
        """V for voordeel, N for nadeel, '' for no variance."""
        return "V" if self.variance > 0 else "N" if self.variance < 0 else ""

    @property
    def nature(self) -> str:
        """I, S or I/S where the plan states it for all money; '' where some of it is not stated."""
        if not self.budget or self.incidental + self.structural != self.budget:
            return ""
        return "/".join(letter for letter, cents in (("I", self.incidental), ("S", self.structural)) if cents)
