"""What a snapshot records about an accepted file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from budget.model.submission_details import MoveDecision
from budget.model.words import SheetKind


@dataclass(frozen=True, slots=True)
class Version:
    """An accepted file; `..._as` is a role in words. Early snapshots have one kind of sheet and no roles.

    `allowed_by` are the decisions that its plan names; left out of the frozen text when empty.
    """

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
    allowed_by: tuple[MoveDecision, ...] = ()

    @property
    def kinds(self) -> tuple[SheetKind, ...]:
        """The kinds of sheet in the file."""
        return (self.kind,) if isinstance(self.kind, SheetKind) else self.kind
