"""The programme at a reference date: loads accepted data and computes the figures of any group."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from budget.batch import collector_paused
from budget.insight.amendments import follow_amendments
from budget.insight.decision_path import follow_decisions
from budget.insight.diff.free_room import Bridge, Change, Moment, bridge, list_changes
from budget.insight.facts import Resolver, resolve
from budget.insight.forecast.changes import ForecastChange, list_forecast_changes
from budget.insight.forecast.drivers import LineDriver, drivers
from budget.insight.groups import group_key
from budget.insight.measures import LineTable, group
from budget.insight.missing_bookings import list_missing_bookings
from budget.insight.old_commitments import list_old_commitments
from budget.insight.pace import pace_of
from budget.insight.releases import follow_releases
from budget.model.amended_plan import AmendedPlan
from budget.model.content import (
    Acceptance,
    Decision,
    Knowledge,
    MovedBooking,
    PartnerContribution,
    Progress,
)
from budget.model.decision_path import PlanDecisionState
from budget.model.domain_records import Promise, Request
from budget.model.figures import Facts, LineFacts, MissingBookings, OldCommitments, Pace, Row
from budget.model.programme import Meeting, Programme
from budget.model.releases import ReleasePath
from budget.model.words import By, Cents
from budget.standing.own_record import with_own_margins
from budget.store.acceptances import latest_seq, load_acceptances
from budget.store.audit import last_act
from budget.store.engine import Store
from budget.store.knowledge import load_knowledge, load_other_year, load_year_beside
from budget.store.progress import load_decisions, load_partners, load_promises, load_requests
from budget.store.snapshots import Snapshot, load_snapshots

Made = TypeVar("Made")


@dataclass(frozen=True)
class Standing:
    """The programme for one year at one reference date and one state of knowledge; a plain value."""

    programme: Programme
    knowledge: Knowledge
    facts: Facts
    partners: tuple[PartnerContribution, ...]
    decisions: tuple[Decision, ...]
    snapshots: tuple[Snapshot, ...]
    requests: tuple[Request, ...] = ()
    promises: tuple[Promise, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been accepted for this year."""
        return not self.facts.lines

    @cached_property
    def table(self) -> LineTable:
        """The lines with their outlooks, which every figure sums."""
        return LineTable(self.facts)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.knowledge, self.programme)

    @cached_property
    def _known(self) -> dict[tuple[Hashable, ...], Any]:
        return {}

    def _once(self, make: Callable[[], Made], *of: Hashable) -> Made:
        """The cached result of `make` for this key: a standing never changes."""
        if of not in self._known:
            with collector_paused():
                self._known[of] = make()
        value: Made = self._known[of]
        return value

    def total(self) -> Row:
        """The whole programme as one row."""
        return self.rows(By.PROGRAMME)[0]

    def rows(self, by: By, domain: str | None = None) -> tuple[Row, ...]:
        """One row per group, of the whole programme or of one domain; computed once."""
        return self._once(lambda: self.table.rows(by, self.programme, domain), "rows", by, domain)

    def rows_within(self, by: By, key: str, domain: str | None = None) -> tuple[Row, ...]:
        """The planned lines with money in one group, each with only its money in that group."""
        lines = tuple(line for line in self.lines(domain) if line.planned and group_key(line, by) == key)
        return group(replace(self.facts, lines=lines), By.LINE, self.programme)

    def domain_row(self, code: str) -> Row:
        """The row of one domain. Raises StopIteration for an unknown code."""
        return next(row for row in self.rows(By.DOMAIN) if row.key == code)

    def lines(self, domain: str | None = None) -> list[LineFacts]:
        """The facts of every line, of the whole programme or of one domain."""
        return [line for line in self.facts.lines if domain is None or line.domain == domain]

    def driven(self, domain: str) -> tuple[tuple[LineFacts, LineDriver, Cents], ...]:
        """The lines of a domain, with what drives the forecast of each and its P50; computed once."""
        return self._once(lambda: self._driven(domain), "driven", domain)

    def _driven(self, domain: str) -> tuple[tuple[LineFacts, LineDriver, Cents], ...]:
        places = [n for n, line in enumerate(self.facts.lines) if line.domain == domain]
        lines = [self.facts.lines[n] for n in places]
        middles: list[Cents] = self.table.prospects.middle[places].tolist() if places else []
        return tuple(zip(lines, drivers(lines, self.facts.year, self.facts.as_of), middles, strict=True))

    def pace(self, domain: str | None = None) -> Pace:
        """The pace of the programme, or of one domain; computed once."""
        return self._once(lambda: self._pace(domain), "pace", domain)

    def _pace(self, domain: str | None) -> Pace:
        row = self.total() if domain is None else self.domain_row(domain)
        lines = self.lines(domain)
        outlook = self.table.forecast(domain)
        return pace_of(row, lines, outlook, self.facts.year, self.facts.as_of, self.reaches_until(domain))

    def releases(self, domain: str) -> ReleasePath | None:
        """Released money of a domain through the year; None if it has no releases."""
        return follow_releases(self.knowledge, self.programme, domain, self.facts.as_of)

    def amended(self, domain: str) -> AmendedPlan | None:
        """First plan, amendments and plan in force of a domain; None without a plan."""
        return self._once(
            lambda: follow_amendments(self.knowledge, self.programme, domain), "amended", domain
        )

    def decided(self, domain: str | None = None) -> tuple[PlanDecisionState, ...]:
        """How far plans in force are decided, of all domains or one; empty in a programme without steps."""
        codes = [each.code for each in self.programme.domains if domain in (None, each.code)]
        return tuple(plan for plan in map(self._decided, codes) if plan)

    def _decided(self, domain: str) -> PlanDecisionState | None:
        as_of = self.facts.as_of
        return self._once(
            lambda: follow_decisions(self.knowledge, self.programme, domain, as_of), "decided", domain
        )

    def missing_bookings(self) -> tuple[MissingBookings, ...]:
        """The domains whose bookings end more than 31 days before the reference date."""
        as_of = self.facts.as_of
        return self._once(lambda: list_missing_bookings(self.programme, self.knowledge, as_of), "unreached")

    def corrections(self, domain: str | None = None) -> tuple[MovedBooking, ...]:
        """The bookings of closed periods that count in this year at the reference date."""
        resolver, facts = self._resolver, self.facts
        return tuple(
            booking
            for booking in self.knowledge.moved
            if booking.counts_year == facts.year
            and booking.counts_on <= facts.as_of
            and domain in (None, resolver.domain_of(booking.booking.code))
        )

    def old_commitments(self) -> tuple[OldCommitments, ...]:
        """Open commitments from an earlier statement than the newest one of their domain."""
        as_of = self.facts.as_of
        return self._once(lambda: list_old_commitments(self.programme, self.knowledge, as_of), "old")

    def reaches_until(self, domain: str | None = None) -> date | None:
        """The last booked day of a domain (or the earliest of all) if it lags far behind; else None."""
        dates = [gap.known_until for gap in self.missing_bookings() if domain in (None, gap.domain)]
        return min((day for day in dates if day), default=None)

    def progress(self, domain: str | None = None) -> list[Progress]:
        """The budget holder's latest view per line and indicator at the reference date."""
        latest: dict[tuple[str, str], tuple[date, int, Progress]] = {}
        for seq, note in self.knowledge.progress:
            counts = note.as_of <= self.facts.as_of and note.as_of.year == self.facts.year
            if not counts or (domain is not None and self._resolver.subject_of(note.code) != domain):
                continue
            earlier = latest.get((note.code, note.indicator))
            if earlier is None or earlier[:2] <= (note.as_of, seq):
                latest[note.code, note.indicator] = (note.as_of, seq, note)
        return [note for _, (_, _, note) in sorted(latest.items())]

    def domain_of(self, code: str) -> str:
        """The domain of a line code or domain code; '' if unknown."""
        return self._resolver.subject_of(code)

    def acceptance(self, seq: int) -> Acceptance:
        """The acceptance with this number."""
        return next(acceptance for acceptance in self.knowledge.acceptances if acceptance.seq == seq)

    def decided_plans(self, domain: str | None = None) -> list[tuple[Acceptance, list[str]]]:
        """The plans whose file names a decision, oldest first, with their domains."""
        versions = self.knowledge.versions
        of = {version.seq: [v.domain for v in versions if v.seq == version.seq] for version in versions}
        return [
            (version, of[version.seq])
            for version in self.knowledge.acceptances
            if version.allowed_by and domain in (None, *of.get(version.seq, ()))
        ]

    def previous(self) -> Snapshot | None:
        """The last signed snapshot of this year before the reference date."""
        earlier = [
            s
            for s in self.snapshots
            if s.is_signed and s.as_of < self.facts.as_of and s.as_of.year == self.facts.year
        ]
        return max(earlier, key=lambda s: (s.as_of, s.id), default=None)

    def changes_since(self, moment: Moment) -> tuple[Change, ...]:
        """Every change of free room between `moment` and now."""
        now = Moment(self.facts.as_of, self.facts.known_at)
        return self._once(
            lambda: list_changes(self.knowledge, self.programme, moment, now), "changes", moment
        )

    def forecast_changes_since(self, earlier: Standing) -> tuple[ForecastChange, ...]:
        """The steps from the forecast of `earlier` to the current one; computed once for each."""
        # Stored with `earlier`: its id cannot be reused while it lives
        _, changes = self._once(
            lambda: (
                earlier,
                list_forecast_changes(earlier.facts, self.facts, self.knowledge, self.programme),
            ),
            *("forecast changes", id(earlier)),
        )
        return changes

    def bridge_since(self, moment: Moment, domain: str | None = None) -> Bridge:
        """Free room then and now, of the programme or one domain, with the changes in between."""
        then = self._once(
            lambda: resolve(moment.known(self.knowledge), self.programme, moment.as_of, moment.known_at),
            *("facts", moment),
        )
        lines = [line for line in then.lines if domain is None or line.domain == domain]
        before = sum(line.budget - sum(line.realised) - line.committed for line in lines)
        return bridge(
            before, self.changes_since(moment), lambda change: domain is None or change.domain == domain
        )

    def booked_until(self, domain: str | None = None) -> date | None:
        """The day that the ledger of `domain` reaches, or else that of the domain furthest behind.

        None when a domain with a plan never had a ledger, or when nothing was planned.
        """
        reached = self._once(self._resolver.reached, "reached")
        planned = [domain] if domain else list(self._resolver.in_force)
        days = [reached[code] for code in planned if code in reached]
        return min(days, default=None) if len(days) == len(planned) else None

    def known_until(self, domain: str) -> date | None:
        """The pace date of a domain: how far statements drawn up by the reference date reach."""
        return dict(self.facts.known_until).get(domain)

    def next_meeting(self) -> Meeting | None:
        """The first meeting on or after the reference date that has no signed snapshot yet."""
        signed = {snapshot.meeting for snapshot in self.snapshots if snapshot.is_signed}
        return next(
            (m for m in self.programme.meetings if m.date >= self.facts.as_of and m.date not in signed), None
        )


def load_standing(
    store: Store,
    programme: Programme,
    as_of: date,
    year: int | None = None,
    known_at: int | None = None,
    besides: Iterable[date] = (),
    upto: int | None = None,
) -> Standing:
    """Fiscal `year` (default: of `as_of`) at `as_of`, as known at acceptance `known_at` (default: now).

    `besides` are other days that it may be compared with, next to those of the snapshots. Only snapshots with
    a number up to `upto` (default: all) are used to scale the intervals of the forecast.
    """
    with collector_paused(), store.read() as connection:
        snapshots = tuple(load_snapshots(connection, programme.id))
        days = [as_of, *besides, *(snapshot.as_of for snapshot in snapshots)]
        knowledge = load_knowledge(
            connection, programme.id, as_of.year if year is None else year, known_at, days
        )
        facts = resolve(knowledge, programme, as_of)
        teaching = (snapshot for snapshot in snapshots if upto is None or snapshot.id <= upto)
        return Standing(
            programme,
            knowledge,
            with_own_margins(
                *(programme, facts, teaching),
                lambda before: load_other_year(connection, programme.id, knowledge, before, as_of),
            ),
            load_partners(connection, programme.id, knowledge.known_at),
            load_decisions(connection, programme.id, knowledge.known_at),
            snapshots,
            load_requests(connection, programme.id, knowledge.known_at),
            load_promises(connection, programme.id, knowledge.known_at),
        )


def load_standing_beside(store: Store, standing: Standing, year: int) -> Standing:
    """Another fiscal `year` at the date and state of knowledge of `standing`, as load_standing() gives it.

    What all years share is not read again.
    """
    programme, as_of = standing.programme, standing.facts.as_of
    days = [as_of, *(snapshot.as_of for snapshot in standing.snapshots)]
    with collector_paused(), store.read() as connection:
        knowledge = load_year_beside(connection, programme.id, standing.knowledge, year, days)
        facts = with_own_margins(
            *(programme, resolve(knowledge, programme, as_of), standing.snapshots),
            lambda before: load_other_year(connection, programme.id, knowledge, before, as_of),
        )
    return replace(standing, knowledge=knowledge, facts=facts)


def last_change(store: Store, programme: Programme) -> str:
    """A token that changes with every change: while it is the same, so are all figures and snapshots.

    Not a count: a restored backup could have as many changes, but other ones.
    """
    with store.read() as connection:
        return last_act(connection, programme.id)


def state_at(store: Store, programme: Programme, moment: datetime) -> int:
    """Number of the last acceptance on or before `moment`."""
    with store.read() as connection:
        acceptances = load_acceptances(connection, programme.id, latest_seq(connection, programme.id))
    return max((a.seq for a in acceptances if a.accepted_at <= moment), default=0)
