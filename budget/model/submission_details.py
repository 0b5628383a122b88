"""What accompanies a submission: totals, decisions, the origin of a plan change, the money it plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Money(StrEnum):
    """A kind of money that a file totals."""

    BUDGET = "begroot"
    REALISED = "gerealiseerd"
    COMMITTED = "verplicht"


class Origin(StrEnum):
    """Where a plan change comes from."""

    DISTRICT = "stadsdeel"
    SPRING = "VJN"
    AUTUMN = "NJN"
    SHIFT = "verschuiving binnen het domein"
    NEW = "nieuw geld"
    CARRIED = "overheveling van vorig jaar"
    TRANSFER = "overheveling tussen regels"


@dataclass(frozen=True, slots=True)
class MoveDecision:
    """The decision that allows money to move to another source or theme: its document and date."""

    text: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Amendment:
    """Why a plan in force changes: its origin, the reason, and the document that says so."""

    origin: Origin
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted submission; `seq` numbers the acceptances of a programme from 1.

    `allowed_by` are the decisions in its plan that allow money to move to another source or theme.
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

    `is_decided`: the file names a decision that lets money move. `is_carried`: it states that it carries
    money over from the year before.
    """

    submission: int
    domain: str
    totals: dict[tuple[int, tuple[str, str]], int]
    is_decided: bool
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """The total of one kind of money in the sender's system and as read here, both in cents.

    `explained` names the rows of the file that make up the difference; '' where there are none.
    """

    money: Money
    stated: int
    counted: int
    explained: str = ""

    @property
    def difference(self) -> int:
        """Cents in the sender's system minus cents read."""
        return self.stated - self.counted
