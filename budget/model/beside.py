"""What people report of a domain beside plan, ledger and partners: decisions, requests, promises."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Decision:
    """A spending decision in a domain, by two or more persons.

    `conflict` are the ids of persons with an interest of their own: then it is escalated along `route`, and
    open until `resolved_on`, by others (`resolved_by`, two or more). `escalation` is free text.
    """

    date: dt.date
    domain: str
    code: str
    decision: str
    amount: int | None
    criteria: str
    decided_by: tuple[str, ...]
    escalation: str = ""
    conflict: tuple[str, ...] = ()
    route: str = ""
    resolved_on: dt.date | None = None
    resolved_by: tuple[str, ...] = ()

    def is_open(self, on: dt.date) -> bool:
        """Whether a conflict of interest is escalated and not resolved on the day `on`."""
        return bool(self.conflict) and (self.resolved_on is None or self.resolved_on > on)

    @property
    def criteria_used(self) -> tuple[str, ...]:
        """Its criteria one by one: they stand with commas, semicolons or line ends between them."""
        found: dict[str, str] = {}
        for one in re.split(r"[,;\n]", self.criteria):
            if name := " ".join(one.split()):
                found.setdefault(name.casefold(), name)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class CriterionUse:
    """A criterion of the library that domains share, with the decisions that used it, newest first."""

    name: str
    decisions: tuple[Decision, ...]

    @property
    def domains(self) -> tuple[str, ...]:
        """The codes of the domains that used it."""
        return tuple(sorted({decision.domain for decision in self.decisions}))


class RequestState(StrEnum):
    """How far a request for money is."""

    OPEN = "open"
    COVERED = "gedekt"
    REFUSED = "afgewezen"


class PromiseState(StrEnum):
    """How far a promise is."""

    OPEN = "open"
    DONE = "klaar"
    LAPSED = "vervallen"


@dataclass(frozen=True, slots=True)
class Request:
    """A wish with an amount in cents and no source, for the P&C `moment` with its deadline; in no total.

    `code` is '' where it is of no line.
    """

    domain: str
    code: str
    request: str
    amount: int
    moment: str
    deadline: dt.date
    state: RequestState
    asked_by: str = ""

    @property
    def is_open(self) -> bool:
        """Neither covered nor refused."""
        return self.state is RequestState.OPEN


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised to the council or the board in the meeting of a day; `owner` is the id of a person.

    `outcome` says what came of it once it is open no more.
    """

    domain: str
    promise: str
    made_to: str
    owner: str
    due: dt.date
    meeting: dt.date
    state: PromiseState
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        """Neither done nor lapsed."""
        return self.state is PromiseState.OPEN

    def is_overdue(self, on: dt.date) -> bool:
        """Whether it is still open after its last day."""
        return self.is_open and self.due < on


Told = Decision | Request | Promise
