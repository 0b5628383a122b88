"""From a file to an accepted version, with two persons: check, preview, submit, accept, send back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from budget.access import Action, may, require
from budget.insight.changes import Bridge, Change, Moment, bridge, list_changes
from budget.insight.facts import Resolver
from budget.insight.plan_diff import PlanChange, compare_plans
from budget.intake import check_file
from budget.intake.known import Known
from budget.model import (
    BudgetError,
    CheckedFile,
    CommitmentStatement,
    Content,
    Decision,
    Knowledge,
    LineKey,
    Movement,
    PartnerContribution,
    PlanVersion,
    Programme,
    Progress,
)
from budget.store.engine import Connection, Store
from budget.store.knowledge import latest_seq, load_knowledge
from budget.store.ledger import load_commitment_years, load_reported, month_end, open_amounts
from budget.store.plans import load_code_domains, load_plan
from budget.store.progress import load_decisions, load_partners, load_progress
from budget.store.statements import LedgerDiff, compare_ledger
from budget.store.submissions import (
    StaleError,
    Submission,
    accept_submission,
    load_content,
    load_file,
    load_submission,
    load_submissions,
    reject_submission,
    store_submission,
)

_EVER = date.max


@dataclass(frozen=True, slots=True)
class YearEffect:
    """What acceptance would do to one fiscal year: the free room before and after, and every change."""

    year: int
    bridge: Bridge
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change against what counts at `known_at`."""

    known_at: int
    plan: tuple[PlanChange, ...]
    ledger: LedgerDiff
    restates: bool
    progress: tuple[Progress, ...]
    partners: tuple[PartnerContribution, ...]
    decisions: tuple[Decision, ...]
    years: tuple[YearEffect, ...]

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would leave everything as it is."""
        ledger = self.ledger.fresh or self.ledger.gone or self.ledger.noted or self.restates
        moved = any(effect.changes for effect in self.years)
        return not (self.plan or ledger or moved or self.progress or self.partners or self.decisions)


def check(
    store: Store,
    programme: Programme,
    name: str,
    data: bytes,
    progress: Callable[[float, str], None] | None = None,
) -> CheckedFile:
    """Check a file against the plan in force; nothing is stored."""
    with store.read() as connection:
        known = Known(plan=load_plan(connection, programme.id))
    return check_file(name, data, programme, known, progress)


def preview(store: Store, programme: Programme, content: Content) -> Preview:
    """What this content would change if it were accepted now."""
    with store.read() as connection:
        return _preview(connection, programme, content)


def preview_submission(store: Store, programme: Programme, number: int) -> Preview:
    """What a submission would change if it were accepted now."""
    with store.read() as connection:
        return _preview(connection, programme, load_content(connection, programme.id, number))


def submit(
    store: Store, programme: Programme, checked: CheckedFile, data: bytes, person: str, now: datetime
) -> Submission:
    """Hand in a checked file. Raises BudgetError when it has errors, changes nothing or is not his."""
    if checked.content is None:
        raise BudgetError(f"{checked.file} bevat fouten. Er is niets ingediend.")
    with store.write(programme.id) as connection:
        require(programme, person, Action.SUBMIT, _domains(connection, programme, checked.content))
        if _preview(connection, programme, checked.content).is_empty:
            raise BudgetError(
                f"{checked.file} verandert niets aan wat al is vastgesteld. Er is niets ingediend."
            )
        return store_submission(connection, programme.id, checked, data, person, now)


def why_not_submit(store: Store, programme: Programme, checked: CheckedFile, person: str) -> str:
    """The sentence that says why this person cannot hand in this file now; empty when he can."""
    with store.read() as connection:
        try:
            require(programme, person, Action.SUBMIT, _domains(connection, programme, checked.content))
        except BudgetError as error:
            return str(error)
        waiting = [s.id for s in load_submissions(connection, programme.id) if s.is_pending]
        same = [n for n in waiting if load_submission(connection, programme.id, n).sha256 == checked.sha256]
    return f"Dit bestand wacht al op een tweede persoon: inzending {same[0]}." if same else ""


def accept(
    store: Store,
    programme: Programme,
    number: int,
    person: str,
    now: datetime,
    seen_at: int | None = None,
) -> Submission:
    """Accept as the second person.

    `seen_at` is the state of knowledge of the preview he saw; when something else was accepted since,
    BudgetError asks him to look again.
    """
    with store.write(programme.id) as connection:
        require(programme, person, Action.ACCEPT, _spoken_of(connection, programme, number, person))
        if seen_at is not None and latest_seq(connection, programme.id) != seen_at:
            raise BudgetError("Sinds u keek is er iets anders vastgesteld. Bekijk de wijzigingen opnieuw.")
        try:
            return accept_submission(connection, programme.id, number, person, now)
        except StaleError as error:
            raise StaleError([programme.domain(code).name for code in error.domains]) from error


def reject(
    store: Store, programme: Programme, number: int, person: str, reason: str, now: datetime
) -> Submission:
    """Send back with a reason; the submitter may withdraw his own."""
    with store.write(programme.id) as connection:
        if load_submission(connection, programme.id, number).submitted_by != programme.person(person).id:
            domains = _spoken_of(connection, programme, number, person)
            require(programme, person, Action.ACCEPT, domains)
        return reject_submission(connection, programme.id, number, person, reason, now)


def submissions(store: Store, programme: Programme) -> list[Submission]:
    """All submissions, oldest first."""
    with store.read() as connection:
        return load_submissions(connection, programme.id)


def state(store: Store, programme: Programme) -> int:
    """Number of the last acceptance: what a check or a preview was made against."""
    with store.read() as connection:
        return latest_seq(connection, programme.id)


def may_see_file(programme: Programme, submission: Submission, person: str) -> bool:
    """Whether he may have the file itself, with its suppliers: who handed it in, and who may accept it."""
    return submission.submitted_by == person or may(programme.person(person), Action.ACCEPT)


def submitted_file(store: Store, programme: Programme, number: int, person: str) -> tuple[str, bytes]:
    """Name and bytes of a submission as it was handed in; for those who may see them."""
    with store.read() as connection:
        if not may_see_file(programme, load_submission(connection, programme.id, number), person):
            require(programme, person, Action.ACCEPT)
        return load_file(connection, programme.id, number)


def plan_in_force(store: Store, programme: Programme, domain: str) -> Content:
    """The plan of one domain as content that can be written to a workbook and handed in again."""
    with store.read() as connection:
        lines = load_plan(connection, programme.id)
    return Content(plan=tuple(line for line in lines if line.domain == domain))


def _preview(connection: Connection, programme: Programme, content: Content) -> Preview:
    known_at = latest_seq(connection, programme.id)
    diff = compare_ledger(connection, programme.id, content.statements)
    plan = compare_plans(load_plan(connection, programme.id), content.plan)
    told = {note for _, note in load_progress(connection, programme.id, known_at)}
    return Preview(
        known_at=known_at,
        plan=plan,
        ledger=diff,
        restates=_restates(connection, programme, content, known_at),
        progress=tuple(note for note in content.progress if note not in told),
        partners=_replaced(load_partners(connection, programme.id, known_at), content.partners),
        decisions=_replaced(load_decisions(connection, programme.id, known_at), content.decisions),
        years=tuple(_effects(connection, programme, content, plan, diff)),
    )


def _restates(connection: Connection, programme: Programme, content: Content, known_at: int) -> bool:
    """Whether a ledger sheet reaches further than any accepted one, even if no amount moves."""
    reached = dict(load_reported(connection, programme.id, known_at))
    return any(
        statement.date > reached.get(code, date.min)
        for statement in content.statements
        for code in statement.codes
    )


def _replaced(in_force: tuple, new: tuple) -> tuple:
    """The new list of a domain where it differs from the one in force."""
    domains = {fact.domain for fact in new}
    old = Counter(fact for fact in in_force if fact.domain in domains)
    return () if old == Counter(new) else new


def _effects(
    connection: Connection,
    programme: Programme,
    content: Content,
    plan: tuple[PlanChange, ...],
    diff: LedgerDiff,
) -> Iterator[YearEffect]:
    """The years that the file speaks of, and those in which it ends commitments by not naming them."""
    booked = {row.fiscal_year for row, _ in diff.deltas()}
    stated = {row.fiscal_year for statement in content.statements for row in statement.rows}
    spoken = {change.line.year for change in plan} | booked | stated
    states = any(statement.states_commitments for statement in content.statements)
    open_years = load_commitment_years(connection, programme.id) if states else set()
    for year in sorted(spoken | open_years):
        effect = _effect(connection, programme, content, diff, year)
        if year in spoken or effect.changes:
            yield effect


def _effect(
    connection: Connection, programme: Programme, content: Content, diff: LedgerDiff, year: int
) -> YearEffect:
    now = load_knowledge(connection, programme.id, year)
    then = _knowledge_after(now, content, diff)
    changes = list_changes(then, programme, Moment(_EVER, now.known_at), Moment(_EVER, then.known_at))
    return YearEffect(year, bridge(_free(now, programme), changes), changes)


def _free(knowledge: Knowledge, programme: Programme) -> int:
    resolver = Resolver(knowledge, programme)
    budget = sum(line.budget for version in resolver.in_force.values() for line in version.lines)
    realised = sum(movement.cents for movement in resolver.movements(_EVER))
    return budget - realised - sum(cents for _, cents in resolver.commitments(_EVER).values())


def _knowledge_after(now: Knowledge, content: Content, diff: LedgerDiff) -> Knowledge:
    """What would be known if `content` were accepted next."""
    seq = now.known_at + 1
    domains = sorted({line.domain for line in content.plan})
    versions = [
        PlanVersion(seq, d, tuple(x for x in content.plan if x.domain == d and x.year == now.year))
        for d in domains
    ]
    codes = sorted({(line.code, line.domain) for line in content.plan})
    movements: Counter[tuple] = Counter()
    for row, cents in diff.deltas():
        if row.fiscal_year == now.year:
            movements[row.code, row.source, row.theme, month_end(row.date)] += cents
    return replace(
        now,
        known_at=seq,
        versions=(*now.versions, *versions),
        code_domains=(*now.code_domains, *((seq, code, domain) for code, domain in codes)),
        movements=(*now.movements, *(Movement(seq, *key, cents) for key, cents in movements.items())),
        commitments=(*now.commitments, *_stated(content, now.year, seq)),
    )


def _stated(content: Content, year: int, seq: int) -> list[CommitmentStatement]:
    stating = [statement for statement in content.statements if statement.states_commitments]
    amounts: dict[date, dict[LineKey, int]] = {statement.date: {} for statement in stating}
    for (fiscal_year, day, *key), cents in open_amounts(stating).items():
        if fiscal_year == year:
            amounts[day][LineKey(*key)] = cents
    codes = {
        day: frozenset(code for statement in stating if statement.date == day for code in statement.codes)
        for day in amounts
    }
    return [CommitmentStatement(seq, day, codes[day], amounts[day]) for day in sorted(amounts)]


def _spoken_of(connection: Connection, programme: Programme, number: int, person: str) -> list[str]:
    """The domains of a submission; not looked up for someone who has them all."""
    if not programme.person(person).domains:
        return []
    return _domains(connection, programme, load_content(connection, programme.id, number))


def _domains(connection: Connection, programme: Programme, content: Content) -> list[str]:
    """Every domain that the content touches, also those whose bookings it changes or takes away."""
    named = {fact.domain for fact in (*content.plan, *content.partners, *content.decisions)}
    now = latest_seq(connection, programme.id)
    own = {line.code: line.domain for line in content.plan}
    known = Knowledge(0, now, code_domains=load_code_domains(connection, programme.id, now))
    resolver = Resolver(known, programme)
    codes = {code for s in content.statements for code in s.codes} | {n.code for n in content.progress}
    gone = compare_ledger(connection, programme.id, content.statements).gone
    codes |= {stored.booking.code for stored in gone}
    named |= {own.get(code) or resolver.domain_of(code) for code in codes}
    return sorted(named - {""})
