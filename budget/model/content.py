"""What a workbook says, what intake finds in it, and what is known once it is accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from budget.model.coverage import Coverage as Coverage
from budget.model.coverage import Movement as Movement
from budget.model.coverage import NamesCodes
from budget.model.decision_path import PathStep as PathStep
from budget.model.domain_records import Decision as Decision
from budget.model.domain_records import Promise as Promise
from budget.model.domain_records import Request as Request
from budget.model.periods import Period
from budget.model.questions import BoardQuestion, QuestionKey
from budget.model.row_amounts import RowAmounts
from budget.model.submission_details import Acceptance as Acceptance
from budget.model.submission_details import Amendment as Amendment
from budget.model.submission_details import ControlTotal as ControlTotal
from budget.model.submission_details import MoveDecision as MoveDecision
from budget.model.succession import Succession as Succession
from budget.model.transfers import Transfer as Transfer
from budget.model.words import (
    Cause,
    Cents,
    Kind,
    Level,
    LineKey,
    Nature,
    PartnerForm,
    ReleaseState,
    SheetKind,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of a spending plan; `domain`, `source`, `theme` and `budget_holder` are programme codes.

    `released` is None where not stated. `phasing` is None where not stated, else 12 amounts that add up to
    `budget`. The ledger may use `project_code` instead of `code` ('' for none). `nature` is None where the
    plan does not state it.
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
    nature: Nature | None = None

    @property
    def key(self) -> LineKey:
        """Identity within its year."""
        return LineKey(self.code, self.source, self.theme)


class Booking(NamedTuple):
    """One ledger row; costs are positive; `source` and `theme` are '' where not stated."""

    document: str
    sequence: str
    date: dt.date
    fiscal_year: int
    code: str
    source: str
    theme: str
    description: str
    supplier: str
    amount: Cents
    kind: Kind


class MovedBooking(NamedTuple):
    """A booking in a period that was closed when acceptance `seq` added or reversed it.

    Its `cents` (negative for a reversal) count in fiscal year `counts_year` on `counts_on`.
    """

    seq: int
    booking: Booking
    cents: Cents
    counts_year: int
    counts_on: dt.date

    @property
    def period(self) -> Period:
        """The closed period that the booking belongs to."""
        year, day = self.booking.fiscal_year, self.booking.date
        return Period(day.year, day.month) if year == self.counts_year else Period(year)


@dataclass(frozen=True, slots=True)
class StoredBooking:
    """A stored booking with its row id; suppliers are stored separately and not loaded."""

    id: int
    identity: str
    booking: Booking


@dataclass(frozen=True, slots=True)
class Statement(NamesCodes):
    """One ledger sheet: "these are all the bookings of these lines from `first` to `last`".

    `date` is the day it was drawn up. A sheet without commitments replaces those of earlier sheets only when
    it says that there are none (`states_commitments`); a sheet without bookings leaves earlier bookings
    alone. It covers every line of its `domains` and the codes in `listed`, named in a row or not. `domains`
    is None for files accepted before the scope was stored: there the lines it names decide which domain it
    covers. `cells` has (place in `rows`, cell of its date) of each row in a closed period.
    """

    sheet: str
    date: dt.date
    first: dt.date
    last: dt.date
    states_bookings: bool
    states_commitments: bool
    rows: tuple[Booking, ...]
    domains: tuple[str, ...] | None = None
    listed: tuple[str, ...] = ()
    cells: tuple[tuple[int, str], ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The line codes in its rows or its list."""
        try:
            return self._codes
        except AttributeError:
            object.__setattr__(self, "_codes", frozenset({row.code for row in self.rows}.union(self.listed)))
            return self._codes


@dataclass(frozen=True, slots=True)
class Progress:
    """The budget holder's own view at `as_of` of a line, or of a whole domain (`code` is a domain code).

    `forecast` is his expected outturn at year end; None keeps his earlier forecast, unless `withdrawn`. A
    forecast for a domain is shown beside the computed one and does not change it.
    """

    code: str
    as_of: dt.date
    forecast: Cents | None = None
    cause: Cause | None = None
    note: str = ""
    steering: str = ""
    result: str = ""
    indicator: str = ""
    value: str = ""
    target: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class PartnerContribution:
    """What a partner contributes, beside the plan and never added to it; `amount` is None if not valued."""

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
class Release:
    """Money that the council releases, or is to release, for a line or for a source in a domain.

    `code` is '' for all lines of `source` (and `theme`, if stated) in the domain. With a code, `source` and
    `theme` are '' unless they are needed to identify the line.
    """

    domain: str
    code: str
    source: str
    theme: str
    year: int
    amount: Cents
    state: ReleaseState
    date: dt.date
    decision: str
    body: str = ""
    document: str = ""

    def is_of(self, line: PlanLine) -> bool:
        """Whether it covers this line, alone or with others."""
        return (
            (self.domain, self.year) == (line.domain, line.year)
            and self.code in ("", line.code)
            and self.source in ("", line.source)
            and self.theme in ("", line.theme)
        )


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Content:
    """Everything one workbook says; `allowed_by` are the decisions that its plan names.

    `asks` are sentences about the file that both persons confirm, `control` the totals of its source system,
    `plan_cells` (place in `plan`, sheet and cell) of lines that may hold money of an earlier year, and
    `release_cells` (place in `releases`, sheet and cell), filled once any period is closed.
    """

    plan: tuple[PlanLine, ...] = ()
    statements: tuple[Statement, ...] = ()
    progress: tuple[Progress, ...] = ()
    partners: tuple[PartnerContribution, ...] = ()
    decisions: tuple[Decision, ...] = ()
    questions: tuple[BoardQuestion, ...] = ()
    releases: tuple[Release, ...] = ()
    allowed_by: tuple[MoveDecision, ...] = ()
    asks: tuple[str, ...] = ()
    control: tuple[ControlTotal, ...] = ()
    amendment: Amendment | None = None
    path: tuple[PathStep, ...] = ()
    plan_cells: tuple[tuple[int, str], ...] = ()
    successions: tuple[Succession, ...] = ()
    requests: tuple[Request, ...] = ()
    promises: tuple[Promise, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    release_cells: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One message about a file, as fields; `budget.intake.findings` renders the text.

    `sheet` is '' for the whole file. `row` and `column` count from 0, None when it is not about one cell.
    `header` is that of its column. `values` fill the text of the catalogue entry `code`, by name, as shown.
    `more` counts the findings of this kind that are not listed one by one.
    """

    code: str
    level: Level
    file: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    header: str = ""
    values: tuple[tuple[str, str], ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class SheetReport:
    """A sheet as read: rows and cents; `left_out` a mapping does not count, `stated` is the last total."""

    sheet: str
    kind: SheetKind
    rows: int
    total: Cents
    domains: dict[str, Cents]
    amounts: dict[str, Cents] = field(default_factory=dict)
    stated: Cents | None = None
    by_row: dict[str, RowAmounts] = field(default_factory=dict)
    left_out: dict[int, Cents] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file after intake, with its own `mappings` (TOML); content None: refused for an error."""

    file: str
    sha256: str
    sheets: tuple[SheetReport, ...]
    findings: tuple[Finding, ...]
    content: Content | None
    mappings: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the file has no errors."""
        return self.content is not None


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The lines of one domain in one accepted plan, for one fiscal year."""

    seq: int
    domain: str
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentStatement:
    """Open commitments at `date` by (code, stated source, stated theme), from the sheets of one file.

    `sheets` has per sheet the codes it names, including those without a commitment. It gives all commitments
    of `domains`; None when the lines it names decide that. Its period ends on `last`, if known.
    """

    seq: int
    date: dt.date
    sheets: tuple[frozenset[str], ...]
    open: dict[LineKey, Cents]
    domains: frozenset[str] | None = None
    last: dt.date | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The line codes on any of its sheets."""
        return frozenset().union(*self.sheets)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything accepted up to `known_at` about fiscal `year`: the whole input of insight.

    `versions` has every version of every domain in order, including those without lines for this year.
    `code_domains` has (seq, code, domain) for every code of any accepted plan, by seq. `coverage` has every
    statement of bookings, `questions` every question with its acceptance and place. `releases` has (seq,
    release) of every release list of all years; `amendments` (seq, amendment); `path` (seq, decision step) of
    every list. `moved` are the bookings of closed periods that count in an open one, of all years.
    `successions` has (seq, succession), including those replaced later.
    """

    year: int
    known_at: int
    acceptances: tuple[Acceptance, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    code_domains: tuple[tuple[int, str, str], ...] = ()
    movements: tuple[Movement, ...] = ()
    commitments: tuple[CommitmentStatement, ...] = ()
    progress: tuple[tuple[int, Progress], ...] = ()
    coverage: tuple[Coverage, ...] = ()
    questions: tuple[tuple[QuestionKey, BoardQuestion], ...] = ()
    releases: tuple[tuple[int, Release], ...] = ()
    amendments: tuple[tuple[int, Amendment], ...] = ()
    path: tuple[tuple[int, PathStep], ...] = ()
    moved: tuple[MovedBooking, ...] = ()
    successions: tuple[tuple[int, Succession], ...] = ()
