"""Changes by a new plan, line by line and field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from budget.model.content import PlanLine
from budget.model.words import Cents


class PlanChangeKind(StrEnum):
    """What happens to a line in the new plan."""

    ADDED = "nieuw"
    REMOVED = "vervalt"
    CHANGED = "gewijzigd"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One line that differs; `fields` has the changed fields of a line that stays."""

    kind: PlanChangeKind
    before: PlanLine | None
    after: PlanLine | None
    fields: tuple[str, ...] = ()

    @property
    def line(self) -> PlanLine:
        """The new line, or the old one if it was removed."""
        present = self.after or self.before
        assert present is not None, "a change has a line before or after it"
        return present

    @property
    def budget_change(self) -> Cents:
        """New budget minus old budget, in cents."""
        return (self.after.budget if self.after else 0) - (self.before.budget if self.before else 0)


_FIELDS = tuple(field.name for field in fields(PlanLine))


def compare_plans(in_force: Sequence[PlanLine], new: Sequence[PlanLine]) -> tuple[PlanChange, ...]:
    """The changed lines of the domains in `new`; row order is irrelevant."""
    domains = {line.domain for line in new}
    old = {(line.key, line.year): line for line in in_force if line.domain in domains}
    fresh = {(line.key, line.year): line for line in new}
    changes = [_compare(old.get(key), fresh.get(key)) for key in sorted(old.keys() | fresh.keys())]
    return tuple(change for change in changes if change)


def _compare(before: PlanLine | None, after: PlanLine | None) -> PlanChange | None:
    if before is None:
        return PlanChange(PlanChangeKind.ADDED, None, after)
    if after is None:
        return PlanChange(PlanChangeKind.REMOVED, before, None)
    changed = tuple(name for name in _FIELDS if getattr(before, name) != getattr(after, name))
    return PlanChange(PlanChangeKind.CHANGED, before, after, changed) if changed else None
