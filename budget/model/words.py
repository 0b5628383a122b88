"""Money, the key of a line, the closed lists of words, and the two kinds of mistake that are safe to show."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Cents = int
"""Money: a whole number of euro cents. Never a float."""

MONTHS = 12


class BudgetError(Exception):
    """Something the user can mend. The message is Dutch, safe to show, and says where, what, what to do."""


class UnknownNameError(BudgetError):
    """A person, meeting or number that does not exist: a slip of whoever asks, not of a file."""


class LineKey(NamedTuple):
    """Identity of a plan line within a year: code, source code, theme code ('' where it has none)."""

    code: str
    source: str
    theme: str


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


class Level(StrEnum):
    """Weight of a finding; one error and nothing of the file is stored."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Role(StrEnum):
    """What a person does in the programme; access.py says what each may do."""

    BUDGET_HOLDER = "budgethouder"
    MANAGER = "programmamanager"
    CONTROLLER = "controller"
    SECRETARY = "secretaris"
    BOARD = "bestuur"


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


class PartnerForm(StrEnum):
    """Form of a partner's contribution."""

    MONEY = "financieel"
    IN_KIND = "in kind"
    SOCIAL = "maatschappelijk"


class ChangeKind(StrEnum):
    """The three things that move the free room."""

    PLAN = "plan"
    BOOKINGS = "bookings"
    COMMITMENTS = "commitments"


class Ground(StrEnum):
    """Why a domain asks for a place on the agenda, the heaviest first."""

    SIGNAL = "signal"
    CHANGED = "changed"
    OVERDUE = "overdue"
    MISSING = "missing"
