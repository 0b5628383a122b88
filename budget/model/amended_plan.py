"""A plan as first accepted, what each amendment changed, and the plan in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from budget.model.content import Amendment
from budget.model.words import Cents, LineKey


@dataclass(frozen=True, slots=True)
class AmendmentStep:
    """A later version of a plan, accepted on `on`; `amendment` is None where no origin was stated."""

    seq: int
    on: dt.date
    amendment: Amendment | None

    @property
    def origin(self) -> str:
        """The origin of the change, in Dutch."""
        return self.amendment.origin if self.amendment else "niet opgegeven"


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """A line with the change of each step, in cents and in the order of the steps.

    `original` is None for a line that the first plan did not have, `current` for a line that was removed.
    """

    key: LineKey
    activity: str
    original: Cents | None
    changes: tuple[Cents, ...]
    current: Cents | None


@dataclass(frozen=True, slots=True)
class AmendedPlan:
    """The plan of one domain in one year: its first version, the amendments and every line."""

    domain: str
    year: int
    first: AmendmentStep
    steps: tuple[AmendmentStep, ...]
    lines: tuple[AmendedLine, ...]

    @property
    def total(self) -> AmendedLine:
        """The domain total, in the shape of a line."""
        return AmendedLine(
            LineKey("", "", ""),
            "",
            sum(line.original or 0 for line in self.lines),
            tuple(sum(line.changes[n] for line in self.lines) for n in range(len(self.steps))),
            sum(line.current or 0 for line in self.lines),
        )
