"""What is reported about a domain outside plan, ledger and partners: decisions, requests, promises."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Decision:
    """A spending decision in a domain, taken by two or more persons.

    `conflict` has the ids of persons with a conflict of interest. Such a decision is escalated along `route`
    and stays open until others (`resolved_by`, two or more) resolve it on `resolved_on`. `escalation` is free
    text.
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
        """Whether an escalated conflict of interest is still unresolved on the day `on`."""
        return bool(self.conflict) and (self.resolved_on is None or self.resolved_on > on)

    @property
    def criteria_used(self) -> tuple[str, ...]:
        """The criteria one by one; the text separates them with commas, semicolons or line ends."""
        names: dict[str, str] = {}
        for part in re.split(r"[,;\n]", self.criteria):
            if name := " ".join(part.split()):
                names.setdefault(name.casefold(), name)
        return tuple(names.values())


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
    """The state of a request for money."""

    OPEN = "open"
    COVERED = "gedekt"
    REFUSED = "afgewezen"


class PromiseState(StrEnum):
    """The state of a promise."""

    OPEN = "open"
    DONE = "klaar"
    LAPSED = "vervallen"


@dataclass(frozen=True, slots=True)
class Request:
    """A request for `amount` cents that has no source yet; counted in no total.

    `moment` is the P&C document it is meant for. `code` is '' when it concerns no line.
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
        """Whether it is neither covered nor refused."""
        return self.state is RequestState.OPEN


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise made to the council or the board in a meeting; `owner` is the id of a person.

    `outcome` is the result, once it is closed.
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
        """Whether it is neither done nor lapsed."""
        return self.state is PromiseState.OPEN

    def is_overdue(self, on: dt.date) -> bool:
        """Whether it is still open after its deadline."""
        return self.is_open and self.due < on


Told = Decision | Request | Promise
