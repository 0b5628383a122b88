"""From a file to an accepted version, by two persons: check, preview, submit, accept, reject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from budget.access import Action, FirstAct, Who, actor_of, may_act, require, require_second, requires
from budget.batch import collector_paused
from budget.intake.mapping.layout_text import read_layouts
from budget.labels import count
from budget.model.capacities import capacities
from budget.model.content import Amendment, CheckedFile, Content, ControlTotal, MoveDecision
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.sandbox.annotate import mark_file
from budget.sandbox.annotate import marked_name as marked_name
from budget.sandbox.check import check_file
from budget.store import Connection, Store
from budget.store.acceptances import latest_seq
from budget.store.ledger import propose_ledger
from budget.store.mappings import SavedMapping, record_file_mappings
from budget.store.plans import load_plan
from budget.store.submissions import (
    StaleError,
    Submission,
    accept_submission,
    load_acceptable,
    load_confirmed,
    load_content,
    load_file,
    load_submission,
    load_submissions,
    record_confirmed,
    reject_submission,
    store_submission,
)
from budget.usecases.affected_domains import all_domains
from budget.usecases.amend import require_amendment, require_even, with_amendment
from budget.usecases.carry import require_carry, with_carry_decision
from budget.usecases.check_context import current_check_context
from budget.usecases.closed_rows import ClosedError
from budget.usecases.control_totals import require_reconciled
from budget.usecases.gaps import MISSED_TOTAL, closes_gap
from budget.usecases.map_layouts import accept_within
from budget.usecases.moves import MovesError, require_decision, with_decision
from budget.usecases.preview import (
    Preview,
    domains_of,
    list_corrections,
    preview_once,
)
from budget.usecases.tokens import require_unrevoked


class CorrectionsError(BudgetError):
    """The file corrects what counts now, and this person did not confirm those corrections."""

    def __init__(self, file: str, preview: Preview, programme: Programme) -> None:
        """`preview` is the preview of `file`."""
        n = preview.corrections
        says = f"{file} bevat {count(n, 'correctie', 'correcties')} op wat al is vastgesteld:"
        if preview.doubts or preview.late:
            says = f"{file} bevat {count(n, 'punt', 'punten')} om te bevestigen:"
        lines = (f"- {line}" for line in list_corrections(preview, programme))
        asks = f"Klopt dat? Bevestig het op het scherm, of hier met --corrections {preview.mark}."
        only = "Dat kenmerk hoort bij precies deze lijst. Er is nu niets veranderd."
        super().__init__("\n".join([says, *lines, asks, only]))


@requires(Action.CHECK)
def check(
    store: Store,
    programme: Programme,
    actor: Who,
    name: str,
    data: bytes,
    progress: Callable[[float, str], None] | None = None,
    mappings: tuple[str, ...] = (),
) -> CheckedFile:
    """Check a file against the plan in force; nothing is stored.

    `mappings` (TOML) describe foreign layouts and take precedence over saved ones. Raises BudgetError for a
    wrong mapping, and, before the file is opened, for someone who may not submit. `progress` is called with
    the fraction done (0..1) and a Dutch text.
    """
    for text in mappings:
        read_layouts(text)
    context = current_check_context(store, programme.id, mappings)
    return replace(check_file(name, data, programme, context, progress), mappings=mappings)


@requires(Action.CHECK)
def mark(
    store: Store,
    programme: Programme,
    actor: Who,
    checked: CheckedFile,
    data: bytes,
    mappings: tuple[str, ...] = (),
) -> tuple[str, bytes]:
    """Name and bytes of a copy of the file with every finding marked in its cell."""
    context = current_check_context(store, programme.id, mappings)
    return mark_file(checked, data, programme, context)


@requires(Action.CHECK)
def preview(store: Store, programme: Programme, actor: Who, content: Content) -> Preview:
    """What this content would change if accepted now."""
    with collector_paused(), store.read() as connection:
        return preview_once(connection, programme, content)


@requires(Action.REVIEW)
def preview_submission(store: Store, programme: Programme, actor: Who, number: int) -> Preview:
    """What a submission would change if accepted now."""
    with collector_paused(), store.read() as connection:
        return preview_once(connection, programme, load_content(connection, programme.id, number))


@requires(Action.SUBMIT)
def submit(
    store: Store,
    programme: Programme,
    checked: CheckedFile,
    data: bytes,
    actor: Who,
    now: datetime,
    corrections: str = "",
    decision: MoveDecision | None = None,
    control: tuple[ControlTotal, ...] = (),
    amendment: Amendment | None = None,
) -> Submission:
    """Submit a checked file; `corrections` is the mark of the corrections that this person confirms.

    `decision` is for its plan, if that changes the money of a source or theme and the file names none.
    `control` are the totals of his own system: required for a foreign layout. `amendment` says why its plan
    changes one in force, if the file does not. Raises BudgetError when the file has errors, changes nothing,
    is not his to submit, has other corrections, or does not reconcile; MovesError when it moves
    money without a decision; CarryError when it carries money over against its rule; AmendmentError when a
    plan changes without a reason or a shift does not net to zero.
    """
    person = actor_of(actor).id
    if (content := checked.content) is None:
        raise BudgetError(f"{checked.file} bevat fouten. Er is niets ingediend.")
    with collector_paused(), store.write(programme.id) as connection:
        require_unrevoked(connection, programme, actor, now)
        preview = preview_once(connection, programme, content)
        require(programme, actor, Action.SUBMIT, _known_domains(connection, programme, content, preview))
        if _is_idle(connection, preview, control):
            message = f"{checked.file} verandert niets aan wat al is vastgesteld. Er is niets ingediend."
            raise BudgetError(f"{message} {MISSED_TOTAL}" if content.statements and not control else message)
        if preview.refused:
            raise ClosedError(checked.file, preview.refused)
        if corrections != preview.mark and preview.corrections:
            raise CorrectionsError(checked.file, preview, programme)
        if preview.moves or preview.one_sided:
            content = with_decision(content, decision, local_day(now))
            require_decision(preview.moves, content.allowed_by, programme, local_day(now))
        content = with_amendment(content, preview, amendment, decision, local_day(now))
        content = with_carry_decision(content, preview, decision, local_day(now))
        require_reconciled(checked, control)
        if control != content.control:
            content = replace(content, control=control)
        checked = replace(checked, content=content)
        submission = store_submission(connection, programme.id, checked, data, person, now)
        record_file_mappings(connection, programme.id, submission.id, checked.mappings, person, now)
        _record_confirmed(connection, programme, submission.id, person, now, preview)
        return submission


def _is_idle(connection: Connection, view: Preview, control: Sequence[ControlTotal]) -> bool:
    """Whether acceptance would change nothing, nor make a domain reconcile up to a later day."""
    return view.is_empty and not closes_gap(connection, view.programme, domains_of, view.content, control)


def why_not_submit(
    store: Store, programme: Programme, sha256: str, content: Content, preview: Preview, actor: Who
) -> str:
    """Why this actor cannot submit this file now, in Dutch; '' when he can.

    `sha256` and `content` are of the file, `preview` is its preview.
    """
    with store.read() as connection:
        domains = _known_domains(connection, programme, content, preview)
        try:
            require(programme, actor, Action.SUBMIT, domains)
        except BudgetError as error:
            return str(error)
        earlier = load_submissions(connection, programme.id)
    if preview.refused:
        return str(ClosedError("Dit bestand", preview.refused))
    same = [s.id for s in earlier if s.is_pending and s.sha256 == sha256]
    return f"Dit bestand wacht al op een tweede persoon: inzending {same[0]}." if same else ""


@requires(Action.ACCEPT)
def accept(
    store: Store,
    programme: Programme,
    number: int,
    actor: Who,
    now: datetime,
    seen_at: int | None = None,
    corrections: str = "",
    layouts: Sequence[SavedMapping] = (),
) -> Submission:
    """Accept as the second person.

    `seen_at` is the acceptance number of the preview he saw, `corrections` the mark he confirms, `layouts`
    the waiting mappings he agrees with, as he saw them: all or nothing. Raises BudgetError when any of these
    changed, when nothing is left to change, or (with the list) for other corrections.
    """
    person = actor_of(actor).id
    with collector_paused(), store.write(programme.id) as connection:
        handed_in = load_submission(connection, programme.id, number)
        first = FirstAct(handed_in.submitted_by, handed_in.submitted_at, Action.SUBMIT)
        domains = _touched_domains(connection, programme, number, actor)
        require_second(programme, actor, Action.ACCEPT, first, domains)
        if seen_at is not None and latest_seq(connection, programme.id) != seen_at:
            raise BudgetError("Sinds u keek is er iets anders vastgesteld. Bekijk de wijzigingen opnieuw.")
        try:
            submission, content = load_acceptable(connection, programme.id, number, person, now)
        except StaleError as error:
            raise StaleError([programme.domain(code).name for code in error.domains]) from error
        preview = preview_once(connection, programme, content)
        if _is_idle(connection, preview, content.control):
            raise BudgetError(
                f"Inzending {number} verandert niets meer: wat erin staat, is intussen al vastgesteld. "
                "Stuur de inzending terug."
            )
        if preview.refused:
            raise ClosedError(submission.file, preview.refused)
        if preview.moves and not preview.allowed_by:
            raise MovesError(preview.moves, programme)
        require_amendment(preview, preview.amendment)
        require_even(preview, preview.amendment, preview.allowed_by, local_day(now))
        require_carry(preview, preview.amendment, preview.allowed_by, local_day(now))
        _require_confirmed(connection, programme, submission, preview, corrections)
        _record_confirmed(connection, programme, number, person, now, preview)
        for layout in layouts:
            accept_within(connection, programme, layout, actor, now)
        return accept_submission(connection, programme.id, number, person, now, (content, preview.ledger))


def reject(
    store: Store, programme: Programme, number: int, actor: Who, reason: str, now: datetime
) -> Submission:
    """Reject with a reason; the submitter may withdraw his own."""
    with store.write(programme.id) as connection:
        person = _require_party(connection, programme, number, actor)
        return reject_submission(connection, programme.id, number, person, reason, now)


@requires(Action.REVIEW)
def submissions(store: Store, programme: Programme, actor: Who) -> list[Submission]:
    """All submissions, oldest first."""
    with store.read() as connection:
        return load_submissions(connection, programme.id)


def state(store: Store, programme: Programme) -> int:
    """Number of the last acceptance, against which checks and previews are made."""
    with store.read() as connection:
        return latest_seq(connection, programme.id)


def may_see_file(store: Store, programme: Programme, submission: Submission, actor: Who) -> bool:
    """Whether this actor may see the file with its suppliers: the submitter, and whoever may accept it."""
    if submission.submitted_by == actor_of(actor).id:
        return may_act(programme, actor, Action.SUBMIT)
    if not may_act(programme, actor, Action.ACCEPT):
        return False
    with store.read() as connection:
        domains = _touched_domains(connection, programme, submission.id, actor)
    return may_act(programme, actor, Action.ACCEPT, domains)


@requires(Action.REVIEW)
def submitted_file(store: Store, programme: Programme, number: int, actor: Who) -> tuple[str, bytes]:
    """Name and bytes of a submitted file. Raises BudgetError when this actor may not see it."""
    with store.read() as connection:
        _require_party(connection, programme, number, actor)
        name, data = load_file(connection, programme.id, number)
    if not data:
        raise BudgetError("De leveranciers van dit bestand zijn verwijderd. Het is niet meer te openen.")
    return name, data


@requires(Action.VIEW)
def plan_in_force(store: Store, programme: Programme, actor: Who, domain: str) -> Content:
    """The plan in force of one domain, as content for a workbook."""
    with store.read() as connection:
        lines = load_plan(connection, programme.id)
    return Content(plan=tuple(line for line in lines if line.domain == domain))


def _require_party(connection: Connection, programme: Programme, number: int, actor: Who) -> str:
    """The id of the submitter, or of someone who may accept all of it. Raises BudgetError for others."""
    if load_submission(connection, programme.id, number).submitted_by == actor_of(actor).id:
        return require(programme, actor, Action.SUBMIT)
    require(programme, actor, Action.ACCEPT)
    return require(programme, actor, Action.ACCEPT, _touched_domains(connection, programme, number, actor))


def _require_confirmed(
    connection: Connection, programme: Programme, submission: Submission, preview: Preview, confirmed: str
) -> None:
    """Raises BudgetError unless both persons confirmed exactly the corrections that would be made now."""
    if not preview.corrections:
        return
    seen_marks = load_confirmed(connection, programme.id, submission.id, submission.submitted_by)
    if seen_marks != preview.mark:
        raise BudgetError(
            f"Na het indienen is er iets anders vastgesteld. {submission.file} geeft nu "
            f"{count(preview.corrections, 'correctie', 'correcties')} die de indiener niet heeft gezien. "
            "Stuur de inzending terug en laat het bestand opnieuw indienen."
        )
    if confirmed != preview.mark:
        raise CorrectionsError(submission.file, preview, programme)


def _record_confirmed(
    connection: Connection, programme: Programme, number: int, person: str, now: datetime, preview: Preview
) -> None:
    if preview.corrections:
        detail = {"corrections": preview.corrections, "mark": preview.mark}
        record_confirmed(connection, programme.id, number, person, now, detail)


def _touched_domains(connection: Connection, programme: Programme, number: int, who: Who) -> list[str]:
    """The domains of a submission; not computed, so [], if every right of this person covers all domains."""
    actor = actor_of(who)
    if not any(capacity.domains for capacity in capacities(programme, actor.id, actor.on)):
        return []
    content = load_content(connection, programme.id, number)
    domain_of = domains_of(connection, programme, content)
    proposed = propose_ledger(connection, programme.id, content.statements, domain_of)
    return all_domains(programme, content, proposed.diff, domain_of)


def _known_domains(
    connection: Connection, programme: Programme, content: Content, preview: Preview
) -> list[str]:
    """The domains for the submitter's right: rows of unknown domain are left to the person who accepts."""
    domain_of = domains_of(connection, programme, content)
    return [code for code in all_domains(programme, content, preview.ledger, domain_of) if code]
