"""A plan as it was first accepted, what each amendment changed, and as it is in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budget.model.content import Amendment
from budget.model.words import Cents, LineKey


@dataclass(frozen=True, slots=True)
class AmendmentStep:
    """A version of a plan after the first, accepted on `on`; None where no origin was stated yet."""

    seq: int
    on: dt.date
    amendment: Amendment | None

    @property
    def origin(self) -> str:
        """Where it comes from, in words."""
        return self.amendment.origin if self.amendment else "niet opgegeven"


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """A line with what each step changed, in cents and in the order of the steps.

    `original` is None for a line that the first plan did not have, `current` for one that is gone.
    """

    key: LineKey
    activity: str
    original: Cents | None
    changes: tuple[Cents, ...]
    current: Cents | None


@dataclass(frozen=True, slots=True)
class AmendedPlan:
    """The plan of one domain in one year: the first version of that year, the steps, every line."""

    domain: str
    year: int
    first: AmendmentStep
    steps: tuple[AmendmentStep, ...]
    lines: tuple[AmendedLine, ...]

    @property
    def total(self) -> AmendedLine:
        """The whole domain as one line."""
        return AmendedLine(
            LineKey("", "", ""),
            "",
            sum(line.original or 0 for line in self.lines),
            tuple(sum(line.changes[n] for line in self.lines) for n in range(len(self.steps))),
            sum(line.current or 0 for line in self.lines),
        )
