"""What workbooks say: plan lines, bookings, progress, contributions, decisions, and findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from budget.model.words import Cause, Cents, Kind, Level, LineKey, PartnerForm, SheetKind


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of a spending plan. domain, source, theme and budget_holder are codes of the programme.

    `released` None: not stated. `phasing` None: not stated, else 12 amounts that add up to `budget`.
    `project_code` is the code the ledger may use instead of `code` ('' where there is none).
    """

    code: str
    domain: str
    action_line: str
    activity: str
    source: str
    theme: str
    budget_holder: str
    year: int
    budget: Cents
    released: Cents | None = None
    phasing: tuple[Cents, ...] | None = None
    project_code: str = ""
    note: str = ""

    @property
    def key(self) -> LineKey:
        return LineKey(self.code, self.source, self.theme)


class Booking(NamedTuple):
    """One ledger row. source and theme are '' where the row does not state them. Costs are positive."""

    document: str
    sequence: str
    date: date
    fiscal_year: int
    code: str
    source: str
    theme: str
    description: str
    supplier: str
    amount: Cents
    kind: Kind


@dataclass(frozen=True, slots=True)
class Statement:
    """One ledger sheet: "these are all the bookings of these lines from `first` to `last`".

    `date` is the day the sheet was drawn up. A sheet without a kind column says nothing about
    commitments (`states_commitments` False); one with only commitments nothing about bookings.
    """

    sheet: str
    date: date
    first: date
    last: date
    states_bookings: bool
    states_commitments: bool
    rows: tuple[Booking, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(row.code for row in self.rows)


@dataclass(frozen=True, slots=True)
class Progress:
    """The budget holder's own view of a line at `as_of`; `forecast` is his own outturn at year end."""

    code: str
    as_of: date
    forecast: Cents | None = None
    cause: Cause | None = None
    note: str = ""
    steering: str = ""
    result: str = ""
    indicator: str = ""
    value: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class PartnerContribution:
    """What a partner brings in, next to the plan and never added to it. `amount` None: not valued."""

    partner: str
    domain: str
    action_line: str
    year: int
    form: PartnerForm
    description: str
    amount: Cents | None = None
    quantity: str = ""
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A spending decision in a domain, by two or more persons."""

    date: date
    domain: str
    code: str
    decision: str
    amount: Cents | None
    criteria: str
    decided_by: tuple[str, ...]
    escalation: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that one workbook says, as typed values."""

    plan: tuple[PlanLine, ...] = ()
    statements: tuple[Statement, ...] = ()
    progress: tuple[Progress, ...] = ()
    partners: tuple[PartnerContribution, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a file. `code` is in the catalogue of intake/findings.py."""

    code: str
    level: Level
    sheet: str
    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was read from one recognised sheet: data rows, and the total in cents, also per domain code.

    `amounts` tells the cents per kind of money: budget and released of a plan, realised and committed of a
    ledger; nothing for the other kinds of sheet.
    """

    sheet: str
    kind: SheetKind
    rows: int
    total: Cents
    domains: dict[str, Cents]
    amounts: dict[str, Cents] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file after the intake: accepted (no error) with its content, or refused with content None."""

    file: str
    sha256: str
    sheets: tuple[SheetReport, ...]
    findings: tuple[Finding, ...]
    content: Content | None

    @property
    def accepted(self) -> bool:
        return self.content is not None
