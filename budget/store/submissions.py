"""Submissions: handed in by one person, accepted or rejected by a second."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, func, insert, select

from budget.model.content import (
    CheckedFile,
    Content,
)
from budget.model.months import local_day
from budget.model.persons import person_key
from budget.model.words import BudgetError, SheetKind, UnknownNameError
from budget.store import audit_entries as entries
from budget.store.acceptances import latest_seq
from budget.store.audit import find_detail, record
from budget.store.audit_entries import Entry
from budget.store.bulk import next_id
from budget.store.content import content_domains, pack_in_use, unpack_content, unpack_in_use
from budget.store.escalations import require_no_conflict
from budget.store.ledger import store_ledger
from budget.store.plans import store_amendment, store_plan, versions_in_force
from budget.store.progress import store_reports
from budget.store.questions import store_questions
from budget.store.schema import AnyRow, AnySelect, acceptances, rejections, submissions
from budget.store.seal import seal_acceptance
from budget.store.statements import LedgerDiff

CONFIRM = "confirm"
_LARGEST_ID = 2**63 - 1


class StaleError(BudgetError):
    """Another plan of the same domains was accepted after this submission was made."""

    def __init__(self, domains: list[str]) -> None:
        """`domains` are codes or names, as they should be shown."""
        self.domains = domains
        super().__init__(
            f"Na deze inzending is een ander plan vastgesteld voor {', '.join(domains)}. "
            "Stuur de inzending terug en laat een nieuw bestand indienen op basis van het geldende plan."
        )


class State(StrEnum):
    """State of a submission, in words for the screen."""

    PENDING = "wacht op tweede persoon"
    ACCEPTED = "vastgesteld"
    REJECTED = "teruggestuurd"


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission without its bytes; `base` has the plan in force (seq) per domain when it was made."""

    id: int
    file: str
    sha256: str
    kinds: tuple[SheetKind, ...]
    domains: tuple[str, ...]
    base: dict[str, int]
    submitted_by: str
    submitted_at: datetime
    state: State
    seq: int | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it awaits a second person."""
        return self.state is State.PENDING


def store_submission(
    connection: Connection, programme: str, checked: CheckedFile, data: bytes, person: str, now: datetime
) -> Submission:
    """Store a checked file with its bytes. Raises BudgetError when the same file is already pending."""
    content = checked.content
    if content is None:
        raise ValueError(f"{checked.file} was refused by intake")
    for known in load_submissions(connection, programme):
        if known.sha256 == checked.sha256 and known.is_pending:
            raise BudgetError(
                f"Dit bestand wacht al op een tweede persoon: inzending {known.id}. U hoeft niets te doen."
            )
    domains = content_domains(content)
    in_force = versions_in_force(connection, programme)
    number = next_id(connection, submissions, programme)
    row = {
        "id": number,
        "programme": programme,
        "file": checked.file,
        "sha256": checked.sha256,
        "data": data,
        "content": pack_in_use(content),
        "kinds": json.dumps([kind.value for kind in content_kinds(content)]),
        "domains": json.dumps(domains),
        "base": json.dumps({domain: in_force.get(domain, 0) for domain in _plan_domains(content)}),
        "submitted_by": person,
        "submitted_at": now,
    }
    connection.execute(insert(submissions), row)
    record(connection, programme, entries.submitted(row))
    return load_submission(connection, programme, number)


def accept_submission(
    connection: Connection,
    programme: str,
    number: int,
    person: str,
    now: datetime,
    known: tuple[Content, LedgerDiff] | None = None,
) -> Submission:
    """Accept a pending submission: its content is in force from this transaction on.

    `known` is its content with its ledger difference, if already computed in this transaction. Raises
    BudgetError when it is unknown, already decided, submitted by the same person, when this person has an
    open conflict of interest in it, or when another plan of one of its domains was accepted since.
    """
    submission = require_acceptable(connection, programme, number, person)
    seq = latest_seq(connection, programme) + 1
    row = {
        "programme": programme,
        "seq": seq,
        "submission": number,
        "submitted_by": submission.submitted_by,
        "accepted_by": person,
        "accepted_at": now,
    }
    connection.execute(insert(acceptances), row)
    content, diff = known or (load_content(connection, programme, number), None)
    require_no_conflict(connection, programme, content, person, local_day(now))
    store_plan(connection, programme, seq, content.plan)
    store_amendment(connection, programme, seq, content.amendment)
    sealed = store_ledger(connection, programme, seq, content.statements, diff)
    store_reports(connection, programme, seq, content)
    store_questions(connection, programme, seq, content.questions)
    stored = seal_acceptance(connection, programme, seq, sealed)
    record(connection, programme, entries.accepted(row, submission.sha256, stored))
    return load_submission(connection, programme, number)


def require_acceptable(connection: Connection, programme: str, number: int, person: str) -> Submission:
    """The submission, if this person can accept it now. Raises as accept_submission() does."""
    submission = load_submission(connection, programme, number)
    _refuse_decided(submission)
    if person_key(submission.submitted_by) == person_key(person):
        raise BudgetError("U hebt dit zelf ingediend. Een tweede persoon moet het vaststellen.")
    _refuse_stale(connection, programme, submission)
    return submission


def load_acceptable(
    connection: Connection, programme: str, number: int, person: str, now: datetime
) -> tuple[Submission, Content]:
    """The submission with its content, if this person can accept it now. Raises as accept_submission()."""
    submission = require_acceptable(connection, programme, number, person)
    content = load_content(connection, programme, number)
    require_no_conflict(connection, programme, content, person, local_day(now))
    return submission, content


def record_confirmed(
    connection: Connection, programme: str, number: int, person: str, now: datetime, detail: dict[str, Any]
) -> None:
    """Record that this person confirmed the corrections of a submission.

    `detail` has their number (`corrections`) and their hash (`mark`).
    """
    record(connection, programme, Entry(now, person, CONFIRM, f"submission {number}", detail))


def load_confirmed(connection: Connection, programme: str, number: int, person: str) -> str:
    """The hash of the corrections that this person confirmed; empty if none."""
    mark: str = find_detail(connection, programme, person, CONFIRM, f"submission {number}").get("mark", "")
    return mark


def reject_submission(
    connection: Connection, programme: str, number: int, person: str, reason: str, now: datetime
) -> Submission:
    """Reject a pending submission with a reason; the submitter may withdraw his own this way."""
    if not reason.strip():
        raise BudgetError("Geef een reden. De indiener moet weten wat er moet veranderen.")
    submission = load_submission(connection, programme, number)
    _refuse_decided(submission)
    row = {
        "programme": programme, "submission": number, "rejected_by": person, "rejected_at": now,
        "reason": reason.strip(),
    }  # fmt: skip
    connection.execute(insert(rejections), row)
    record(connection, programme, entries.rejected(row))
    return load_submission(connection, programme, number)


def load_submission(connection: Connection, programme: str, number: int) -> Submission:
    """The submission with this number. Raises UnknownNameError when there is none."""
    if abs(number) <= _LARGEST_ID:
        for row in connection.execute(_query(programme).where(submissions.c.id == number)):
            return _submission(row)
    raise UnknownNameError(f"Er is geen inzending {number}. Bekijk de lijst met inzendingen.")


def load_submissions(connection: Connection, programme: str) -> list[Submission]:
    """All submissions, oldest first."""
    return [_submission(row) for row in connection.execute(_query(programme).order_by(submissions.c.id))]


def load_first(connection: Connection, programme: str) -> datetime | None:
    """When the first submission was handed in; None without any."""
    first = select(func.min(submissions.c.submitted_at)).where(submissions.c.programme == programme)
    moment: datetime | None = connection.execute(first).scalar()
    return moment


def load_content(connection: Connection, programme: str, number: int) -> Content:
    """The content of a submission. Raises UnknownNameError for an unknown number."""
    load_submission(connection, programme, number)
    query = select(submissions.c.content).where(
        submissions.c.programme == programme, submissions.c.id == number
    )
    return unpack_in_use(connection.execute(query).scalar_one())


def load_contents(connection: Connection, programme: str, numbers: Sequence[int]) -> dict[int, Content]:
    """The contents of these submissions by number."""
    query = select(submissions.c.id, submissions.c.content).where(
        submissions.c.programme == programme, submissions.c.id.in_(numbers)
    )
    return {row.id: unpack_content(row.content) for row in connection.execute(query)}


def load_file(connection: Connection, programme: str, number: int) -> tuple[str, bytes]:
    """Name and bytes of the file as submitted. Raises UnknownNameError for an unknown number."""
    load_submission(connection, programme, number)
    query = select(submissions.c.file, submissions.c.data).where(
        submissions.c.programme == programme, submissions.c.id == number
    )
    name, data = connection.execute(query).one()
    return name, data


def content_kinds(content: Content) -> tuple[SheetKind, ...]:
    """The kinds of sheet that the content has."""
    parts = {
        SheetKind.PLAN: content.plan,
        SheetKind.LEDGER: content.statements,
        SheetKind.PROGRESS: (*content.progress, *content.questions),
        SheetKind.PARTNERS: content.partners,
        SheetKind.DECISIONS: content.decisions,
        SheetKind.RELEASES: content.releases,
        SheetKind.PATH: content.path,
        SheetKind.SUCCESSION: content.successions,
        SheetKind.REQUESTS: content.requests,
        SheetKind.PROMISES: content.promises,
        SheetKind.TRANSFER: content.transfers,
    }
    return tuple(kind for kind, part in parts.items() if part)


def _plan_domains(content: Content) -> list[str]:
    return sorted({line.domain for line in content.plan})


def _refuse_decided(submission: Submission) -> None:
    if not submission.is_pending:
        raise BudgetError(
            f"Inzending {submission.id} is al {submission.state} door {submission.decided_by}. "
            "Er is niets veranderd."
        )


def _refuse_stale(connection: Connection, programme: str, submission: Submission) -> None:
    in_force = versions_in_force(connection, programme)
    stale = [domain for domain, seq in submission.base.items() if in_force.get(domain, 0) != seq]
    if stale:
        raise StaleError(stale)


def _query(programme: str) -> AnySelect:
    return _decided().where(submissions.c.programme == programme)


@cache
def _decided() -> AnySelect:
    """Query for submissions with their decision; built once, as building is slower than running it."""
    columns = [
        submissions.c[name]
        for name in ("id", "file", "sha256", "kinds", "domains", "base", "submitted_by", "submitted_at")
    ]
    decided = [
        acceptances.c.seq, acceptances.c.accepted_by, acceptances.c.accepted_at,
        rejections.c.rejected_by, rejections.c.rejected_at, rejections.c.reason,
    ]  # fmt: skip
    joined = select(*columns, *decided).outerjoin_from(submissions, acceptances)
    return joined.outerjoin_from(submissions, rejections)


def _submission(row: AnyRow) -> Submission:
    state = State.ACCEPTED if row.accepted_by else State.REJECTED if row.rejected_by else State.PENDING
    return Submission(
        id=row.id,
        file=row.file,
        sha256=row.sha256,
        kinds=tuple(SheetKind(kind) for kind in json.loads(row.kinds)),
        domains=tuple(json.loads(row.domains)),
        base=json.loads(row.base),
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        state=state,
        seq=row.seq,
        decided_by=row.accepted_by or row.rejected_by,
        decided_at=row.accepted_at or row.rejected_at,
        reason=row.reason,
    )
