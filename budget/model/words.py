"""Money, the key of a line, the enumerations, and the errors that are safe to show."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Cents = int
"""Money: a whole number of euro cents. Never a float."""

MONTHS = 12


class LineKey(NamedTuple):
    """Identity of a plan line within a year: line code, source code, theme code ('' for none)."""

    code: str
    source: str
    theme: str


class BudgetError(Exception):
    """A user error, not a bug. The Dutch message is safe to show: where, what, what to do."""


class UnavailableError(BudgetError):
    """The database cannot be used now: not the caller's fault; a retry may work."""


class UnreachableError(UnavailableError):
    """The database does not answer; the message may name its address."""


class UnknownNameError(BudgetError):
    """The caller named a person, meeting or number that does not exist."""


class Kind(StrEnum):
    """Kind of a ledger row."""

    REALISED = "realisatie"
    COMMITTED = "verplichting"


class SheetKind(StrEnum):
    """The kinds of sheet a workbook can hold."""

    PLAN = "plan"
    LEDGER = "ledger"
    PROGRESS = "progress"
    PARTNERS = "partners"
    DECISIONS = "decisions"
    RELEASES = "releases"
    PATH = "path"
    SUCCESSION = "succession"
    REQUESTS = "requests"
    PROMISES = "promises"
    TRANSFER = "transfer"


class Level(StrEnum):
    """Severity of a finding; one ERROR refuses the whole file."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Role(StrEnum):
    """Role of a person in the programme; `rights.RIGHTS` says what each may do."""

    BUDGET_HOLDER = "budgethouder"
    MANAGER = "programmamanager"
    CONTROLLER = "controller"
    SECRETARY = "secretaris"
    BOARD = "bestuur"
    READER = "lezer"
    ADMINISTRATOR = "beheer"


class Colour(StrEnum):
    """Colour of a signal (stoplicht)."""

    RED = "rood"
    ORANGE = "oranje"
    GREEN = "groen"
    GREY = "grijs"


class By(StrEnum):
    """The ways plan lines are grouped."""

    PROGRAMME = "programme"
    DOMAIN = "domain"
    ACTION_LINE = "action_line"
    LINE = "line"
    SOURCE = "source"
    THEME = "theme"
    BUDGET_HOLDER = "budget_holder"
    POT = "pot"


class RolledBy(StrEnum):
    """The groupings of the roll-up over all areas."""

    AREA = "area"
    SOURCE = "source"
    THEME = "theme"


class Cause(StrEnum):
    """Closed list of causes of a deviation (measures: signal)."""

    NOT_DONE = "niet (tijdig) uitgevoerd"
    CHEAPER = "goedkoper"
    TOO_WIDE = "te ruim begroot"
    INVOICE = "factuur volgt nog"
    BACKLOG = "achterstand administratie"
    AMENDED = "wijziging van plan"
    PRICES = "prijs/loon"
    OTHER = "overig"


class ReleaseState(StrEnum):
    """The state of a release; only released money may be used."""

    PLANNED = "gepland"
    REQUESTED = "aangevraagd"
    RELEASED = "vrijgegeven"
    LAPSED = "vervallen"


class Nature(StrEnum):
    """Whether the money of a plan line is temporary or recurs every year (I/S)."""

    INCIDENTAL = "incidenteel"
    STRUCTURAL = "structureel"


class PartnerForm(StrEnum):
    """Form of a partner's contribution."""

    MONEY = "financieel"
    IN_KIND = "in kind"
    SOCIAL = "maatschappelijk"


class FundingKind(StrEnum):
    """What a funding row is: plan money, a form of contribution, or not stated yet."""

    PLAN = "bestedingsplan"
    MONEY = "financieel"
    IN_KIND = "in kind"
    SOCIAL = "maatschappelijk"
    NOT_STATED = "nog niet opgegeven"


class ChangeKind(StrEnum):
    """The three things that move the free room."""

    PLAN = "plan"
    BOOKINGS = "bookings"
    COMMITMENTS = "commitments"


class AgendaGround(StrEnum):
    """Why a domain is proposed for the agenda, most serious first."""

    QUESTION = "question"
    SIGNAL = "signal"
    CHANGED = "changed"
    OVERDUE = "overdue"
    MISSING = "missing"
