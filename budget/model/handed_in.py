"""What goes with a file that is handed in: totals, decisions, why a plan changes, the money it plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Money(StrEnum):
    """A kind of money that a file adds up."""

    BUDGET = "begroot"
    REALISED = "gerealiseerd"
    COMMITTED = "verplicht"


class Origin(StrEnum):
    """Where a change of a plan comes from."""

    DISTRICT = "stadsdeel"
    SPRING = "VJN"
    AUTUMN = "NJN"
    SHIFT = "verschuiving binnen het domein"
    NEW = "nieuw geld"
    CARRIED = "overheveling van vorig jaar"
    TRANSFER = "overheveling tussen regels"


@dataclass(frozen=True, slots=True)
class MoveDecision:
    """The decision that lets money move to another source or theme: which document, of which day."""

    text: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Amendment:
    """Why a plan in force is changed: where the change comes from, the reason, the document that says it."""

    origin: Origin
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted submission; `seq` numbers the acceptances of a programme from 1.

    `allowed_by` are the decisions that its plan names, for money that gets another source or theme.
    """

    seq: int
    submission: int
    file: str
    submitted_by: str
    submitted_at: dt.datetime
    accepted_by: str
    accepted_at: dt.datetime
    allowed_by: tuple[MoveDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanMoney:
    """What the accepted plan of a domain in `submission` budgets: cents by year and (source, theme).

    `is_decided` is whether the file names a decision that lets money move, `is_carried` whether it says that
    it carries money over from the year before.
    """

    submission: int
    domain: str
    totals: dict[tuple[int, tuple[str, str]], int]
    is_decided: bool
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """What a kind of money comes to in the system of who hands it in, beside what was read; both in cents.

    `explained` names the rows of the file that make the difference; '' where there is none.
    """

    money: Money
    stated: int
    counted: int
    explained: str = ""

    @property
    def difference(self) -> int:
        """What their system has more than was read."""
        return self.stated - self.counted
