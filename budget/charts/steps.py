"""The steps of a waterfall: the earlier amount, the changes, and the present amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from budget import labels
from budget.model.words import Cents

Cell = str | Cents | float | date | None
MOST_PARTS = 3
REST = "overige"


class StepKind(StrEnum):
    """The kind of a step in a waterfall."""

    BEFORE = "before"
    PLAN = "plan"
    OWN = "own"
    BOOKINGS = "bookings"
    COMMITMENTS = "commitments"
    AFTER = "after"


class Step(NamedTuple):
    """One bar, from `start` to `end` cents of free room; a part is a piece of the step before it."""

    kind: StepKind
    name: str
    start: Cents
    end: Cents
    is_part: bool = False

    @property
    def effect(self) -> Cents:
        """The effect on free room; for the first and last bar, the free room itself."""
        return self.end - self.start

    @property
    def is_endpoint(self) -> bool:
        """True for the first and the last bar."""
        return self.kind in (StepKind.BEFORE, StepKind.AFTER)


@dataclass(frozen=True, slots=True)
class Stepped:
    """A chart that goes in steps from the earlier amount, at `since`, to the present one, at `as_of`."""

    name: str
    since: date
    as_of: date
    steps: tuple[Step, ...]

    step_names: ClassVar[dict[StepKind, str]]

    @property
    def before(self) -> Cents:
        """The earlier amount, in cents."""
        return self.steps[0].end

    @property
    def after(self) -> Cents:
        """The present amount, in cents."""
        return self.steps[-1].end

    @property
    def moves(self) -> list[Step]:
        """The steps between the first and the last bar."""
        return [step for step in self.steps if not step.is_endpoint and not step.is_part]

    def cells(self) -> list[tuple[Cell, ...]]:
        """The rows of the table."""
        return [self._cells(step) for step in self.steps]

    def _cells(self, step: Step) -> tuple[Cell, ...]:
        if step.is_endpoint:
            return step.name, "", None, step.end
        return self.step_names[step.kind], step.name if step.is_part else "", step.effect, step.end


def split_step(kind: StepKind, start: Cents, split: list[tuple[str, Cents]]) -> Iterator[Step]:
    """The largest parts of a step from its start, the remainder last; none for a single part."""
    moved = sorted(((name, effect) for name, effect in split if effect), key=lambda part: -abs(part[1]))
    if len(moved) < 2:
        return
    if len(moved) > MOST_PARTS + 1:
        smallest = moved[MOST_PARTS:]
        moved = [*moved[:MOST_PARTS], (f"{REST} ({len(smallest)})", sum(effect for _, effect in smallest))]
    for name, effect in moved:
        yield Step(kind, name, start, start + effect, is_part=True)
        start += effect


def is_rest(part: Step) -> bool:
    """Whether this part is the sum of the smaller ones."""
    return part.name.startswith(f"{REST} (")


def endpoint_name(words: str, day: date, other_day: date) -> str:
    """The name of the first or last bar: `Vrije ruimte toen (31 augustus)`."""
    return f"{words} ({day_of(day, other_day)})"


def day_of(day: date, other_day: date) -> str:
    """The day, with its year only if the two moments are in different years."""
    return labels.day_month(day) if day.year == other_day.year else labels.day(day)
