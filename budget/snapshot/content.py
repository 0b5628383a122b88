"""What a snapshot holds, by names that never change; fields missing in older formats have a default."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from budget.labels import UNPLANNED, day, join_words, plan_decision_sentence
from budget.model.content import PartnerContribution, Progress, Release
from budget.model.domain_records import Request
from budget.model.figures import NO_RECORD, MissingBookings, OwnMargins, Pace, Row
from budget.model.periods import Period
from budget.model.planning_control import NatureSplit
from budget.model.questions import Question
from budget.model.results import ResultRow
from budget.model.steering import Agenda, Ask
from budget.model.succession import Succession
from budget.model.words import By, Cents, ChangeKind, Colour
from budget.model.years import RollRow, YearRow
from budget.snapshot.accepted_files import Version as Version
from budget.snapshot.agreed_actions import Action as Action
from budget.snapshot.domain_records import FrozenDecision as Taken
from budget.snapshot.domain_records import FrozenPromise as Promised
from budget.snapshot.identity import FundingSource as FundingSource
from budget.snapshot.identity import MeetingIdentity as MeetingIdentity
from budget.snapshot.identity import ProgrammeIdentity as ProgrammeIdentity
from budget.snapshot.plans import PlanHistory
from budget.snapshot.provenance import Correction as Correction
from budget.snapshot.provenance import Difference as Difference
from budget.snapshot.provenance import Replacement as Replacement
from budget.snapshot.provenance import Rule as Rule

FORMAT = TELLS_SILENT = SHOWS_LISTS = EXPLAINS_WORDS = 8
NEWEST_FIRST = SILENT_APART = 7
NAMES_LATE = 6
SHORT_REPORT = KEEPS_LATE = 5
"""What each format lacks. 1: forecast, signals and actions. 2: pots. 3: pace dates.

4: that an action had been late, once it ended. 5: history of plans, late bookings. 6: decisions in domains,
closed periods and roll-forward; it lists the oldest first. 7: successions, incidental and structural money;
its lists are only in workbooks, money in no plan has no colour, domains that delivered nothing have amounts,
and words are explained only on the last page.
"""
PACED = WITH_QUESTIONS = 4
WITH_POTS = 3
_COUNTS_PERIOD_ENDS = (0, 9, 0)
_TELLS_ONCE = _IS_FITTED = (0, 10, 0)
_ANSWERS_FIRST = (0, 11, 0)
_IS_EDITED = (0, 12, 0)


def counts_period_ends(software: str) -> bool:
    """Whether this release counted commitments at the end of the period they were drawn up for."""
    return _release(software) >= _COUNTS_PERIOD_ENDS


def shows_ended_actions_once(software: str) -> bool:
    """Whether this release showed an ended action in one snapshot only."""
    return _release(software) >= _TELLS_ONCE


def _release(software: str) -> tuple[int, ...]:
    return tuple(int(n) for n in software.split(".") if n.isdecimal())


@dataclass(frozen=True, slots=True)
class Note(Progress):
    """The budget holder's view of a line, with the name of the line."""

    domain: str = ""
    activity: str = ""

    @property
    def line(self) -> str:
        """The display name of the line."""
        return self.activity or self.code


@dataclass(frozen=True, slots=True)
class Steps:
    """before + regrouped + plan - bookings - commitments = after, in cents of free room.

    `regrouped` is what another programme file counts in another domain.
    """

    before: Cents
    plan: Cents
    bookings: Cents
    commitments: Cents
    after: Cents
    regrouped: Cents = 0

    @property
    def effects(self) -> tuple[Cents, Cents, Cents]:
        """Effects on free room of the plan (including `regrouped`), bookings and commitments."""
        return self.plan + self.regrouped, -self.bookings, -self.commitments

    @property
    def own_effects(self) -> tuple[Cents, Cents, Cents]:
        """The effects without `regrouped`."""
        return self.plan, -self.bookings, -self.commitments

    @property
    def has_money(self) -> bool:
        """Whether anything changed."""
        return any((self.before, self.plan, self.bookings, self.commitments, self.after, self.regrouped))


@dataclass(frozen=True, slots=True)
class Since:
    """The snapshot compared with."""

    meeting: date
    as_of: date
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """What one acceptance changed in one line; `cents` of plan, bookings or commitments.

    `late` is the part of new bookings dated up to the earlier reference date; not in formats before 6.
    """

    kind: ChangeKind
    code: str
    source: str
    theme: str
    domain: str
    activity: str
    cents: Cents
    submission: int
    file: str
    submitted_by: str
    accepted_by: str
    late: Cents = 0

    @property
    def effect(self) -> Cents:
        """The effect on free room: more plan is more room, more bookings or commitments is less."""
        return self.cents if self.kind is ChangeKind.PLAN else -self.cents


@dataclass(frozen=True, slots=True)
class ThenNow:
    """P50 outturn then and now; None where the group did not exist."""

    then: Cents | None
    now: Cents


@dataclass(frozen=True, slots=True)
class ForecastChanges:
    """The forecast then and now, of the programme and by domain code."""

    total: ThenNow
    domains: dict[str, ThenNow]


@dataclass(frozen=True, slots=True)
class SignalChange:
    """A domain whose colour changed, with both reasons."""

    domain: str
    name: str
    before: Colour
    after: Colour
    reason_before: str
    reason_after: str


@dataclass(frozen=True, slots=True)
class ActionChanges:
    """Indexes in the list of actions: done since, still open, new, and open but overdue."""

    done: tuple[int, ...]
    open: tuple[int, ...]
    new: tuple[int, ...]
    overdue: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference with an earlier snapshot; fields with a default are missing in the first format."""

    since: Since
    total: Steps
    domains: dict[str, Steps]
    items: tuple[ChangeItem, ...]
    forecast: ForecastChanges | None = None
    signals: tuple[SignalChange, ...] | None = None
    actions: ActionChanges | None = None
    sentences: tuple[str, ...] = ()
    domain_sentences: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """One moment of one programme. `previous` is the hash this snapshot is chained to.

    `pace` is by domain code, '' is the programme; `terms` is the meaning of each word; `missing` are the
    domains whose bookings end long before the reference date, as both persons confirmed; `results` are by
    domain code; `roles` are those of the people of the programme, by name; `own_margins` is in the text only
    where the forecasts learnt from earlier years.
    """

    format: int
    software: str
    programme: ProgrammeIdentity
    meeting: MeetingIdentity
    year: int
    as_of: date
    known_at: int
    proposed_by: str
    proposed_at: datetime
    total: Row
    rows: dict[By, tuple[Row, ...]]
    pace: dict[str, Pace]
    sentences: tuple[str, ...]
    asks: tuple[Ask, ...]
    actions: tuple[Action, ...]
    notes: tuple[Note, ...]
    partners: tuple[PartnerContribution, ...]
    changes: Changes | None
    versions: tuple[Version, ...]
    terms: dict[str, str]
    rules: tuple[Rule, ...]
    previous: str | None
    sources: tuple[FundingSource, ...] = ()
    agenda: Agenda | None = None
    replaces: Replacement | None = None
    missing: tuple[MissingBookings, ...] = ()
    questions: tuple[Question, ...] = ()
    results: dict[str, str] = field(default_factory=dict)
    plans: tuple[PlanHistory, ...] = ()
    releases: tuple[Release, ...] = ()
    corrections: tuple[Correction, ...] = ()
    years: tuple[YearRow, ...] = ()
    rolled: tuple[RollRow, ...] = ()
    closed: tuple[Period, ...] = ()
    decisions: tuple[Taken, ...] = ()
    measured: tuple[ResultRow, ...] = ()
    requests: tuple[Request, ...] = ()
    promises: tuple[Promised, ...] = ()
    roles: dict[str, str] = field(default_factory=dict)
    successions: tuple[Succession, ...] = ()
    natures: tuple[NatureSplit, ...] = ()
    own_margins: OwnMargins = NO_RECORD

    @property
    def has_short_report(self) -> bool:
        """Whether the report has six pages and ten sheets; older formats keep their layout."""
        return self.format >= SHORT_REPORT

    @property
    def is_fitted(self) -> bool:
        """Whether texts on slides are fitted to their box, and money in no plan is set apart on page 1."""
        return _release(self.software) >= _IS_FITTED

    @property
    def answers_first(self) -> bool:
        """Whether page 1 has questions, state and reasons first, and web pages embed their font."""
        return _release(self.software) >= _ANSWERS_FIRST

    @property
    def is_edited(self) -> bool:
        """Whether measured numbers have points, sentences a capital, and long parts of a web page unfold."""
        return _release(self.software) >= _IS_EDITED

    @property
    def names_late(self) -> bool:
        """Whether late bookings were recorded separately."""
        return self.format >= NAMES_LATE

    @property
    def hides_silent(self) -> bool:
        """Whether the report leaves out amounts and shares of domains that delivered nothing."""
        return self.format >= TELLS_SILENT

    @property
    def has_pots(self) -> bool:
        """Whether shortage, room and unreleased use were measured."""
        return self.format >= WITH_POTS

    @property
    def domains(self) -> tuple[Row, ...]:
        """Every domain in the programme's order, money in no plan last."""
        return self.rows[By.DOMAIN]

    @property
    def domain_names(self) -> dict[str, str]:
        """Name by code; '' is money in no plan."""
        return {row.key: row.name for row in self.domains} | {"": UNPLANNED}

    @property
    def domain_colours(self) -> dict[str, Colour]:
        """Colour of the signal by domain code."""
        return {row.key: row.signal.colour for row in self.domains}

    def with_money(self, by: By) -> tuple[Row, ...]:
        """All planned rows, and money in no plan only if there is any."""
        return tuple(
            row for row in self.rows[by] if row.is_planned or row.measures.realised or row.measures.committed
        )

    @property
    def change_sentences(self) -> tuple[str, ...]:
        """Changes in the forecast, the signals and the actions, and the decisions that let money move."""
        return (*self.changes.sentences[1:], *self.decision_sentences) if self.changes else ()

    @property
    def decision_sentences(self) -> tuple[str, ...]:
        """The decisions named by plans that changed something since the snapshot compared with."""
        items = self.changes.items if self.changes else ()
        changed = {item.submission for item in items if item.kind is ChangeKind.PLAN}
        names = self.domain_names
        return tuple(
            plan_decision_sentence(join_words([names.get(code, code) for code in version.domains]), named)
            for version in self.versions
            if version.submission in changed
            for named in version.allowed_by
        )

    @property
    def agenda_sentence(self) -> str:
        """The domains proposed for the agenda, in a sentence; empty in the first format."""
        return self.agenda.sentence if self.agenda else ""

    @property
    def agenda_reasons(self) -> tuple[tuple[str, str], ...]:
        """The name of each domain proposed for the agenda, with its reasons in one text."""
        items = self.agenda.items if self.agenda else ()
        return tuple((item.name, " ".join(reason.text for reason in item.reasons)) for item in items)

    @property
    def summary_and_rest(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a board reads first (state, requests, forecast, missing bookings), and the rest."""
        first, more = self.sentences[:3], self.sentences[3:]
        return ((*first, more[-1]), more[:-1]) if self.missing and more else (first, more)

    @property
    def correction(self) -> str:
        """Which earlier snapshot this one replaces and why; empty when it replaces none."""
        if self.replaces is None:
            return ""
        mark = self.replaces.sha256
        return (
            f"Correctie. Dit vervangt de momentopname op {day(self.replaces.as_of)} met kenmerk "
            f"{mark[:8]}…{mark[-4:]}. Reden: {self.replaces.reason.rstrip('.')}."
        )
