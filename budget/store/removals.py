"""Removal of suppliers: proposed by one person, done by another; recorded in the trail for each file.

The content of the file stays without them, under a hash in the trail; its bytes are deleted. No figure, no
other row and no hash changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from budget.model.content import Content, Statement
from budget.model.words import BudgetError, SheetKind
from budget.store.audit import last_act, load_trail, record
from budget.store.audit_entries import REMOVED, Entry, content_mark
from budget.store.cache import remember
from budget.store.content import pack_content, unpack_content
from budget.store.schema import acceptances, booking_suppliers, rejections, submissions
from budget.store.snapshots import load_snapshots

PROPOSED = "remove-propose"
NOT_THE_OWNER = (
    "Dit account van PostgreSQL kan niets verwijderen. Laat de beheerder dit doen met de eigenaar van de "
    "tabellen in BUDGET_DATABASE_URL. Er is niets veranderd."
)
_SUBMISSION = "submission "
_NAMED = "named"
"""The names still in a snapshot: its bytes never change, so public output must keep masking them."""


@dataclass(frozen=True, slots=True)
class Removable:
    """A decided file with suppliers, and how many rows have one; `last_year` is the latest of its rows."""

    submission: int
    file: str
    last_year: int
    rows: int


@dataclass(frozen=True, slots=True)
class RemovalProposal:
    """A waiting removal: who proposed it (last), and when."""

    submission: int
    person: str
    at: datetime


def list_removable(connection: Connection, programme: str, year: int) -> list[Removable]:
    """The decided files with suppliers and no row of a fiscal year after `year`, by number."""
    accepted = select(acceptances.c.submission).where(acceptances.c.programme == programme)
    rejected = select(rejections.c.submission).where(rejections.c.programme == programme)
    decided = accepted.union(rejected)
    query = select(submissions.c.id, submissions.c.file, submissions.c.content).where(
        submissions.c.programme == programme, submissions.c.id.in_(decided)
    )
    removable = []
    for row in connection.execute(query.order_by(submissions.c.id)):
        rows = [row_of for statement in unpack_content(row.content).statements for row_of in statement.rows]
        named = sum(bool(booking.supplier) for booking in rows)
        last = max((booking.fiscal_year for booking in rows), default=0)
        if named and last <= year:
            removable.append(Removable(row.id, row.file, last, named))
    return removable


def list_proposed(connection: Connection, programme: str) -> list[RemovalProposal]:
    """The removals awaiting a second person, by number."""
    proposals: dict[str, RemovalProposal] = {}
    for entry in load_trail(connection, programme):
        if entry.action == PROPOSED:
            proposals[entry.subject] = RemovalProposal(_number(entry.subject), entry.person, entry.at)
        elif entry.action == REMOVED:
            proposals.pop(entry.subject, None)
    return sorted(proposals.values(), key=lambda proposal: proposal.submission)


def list_waiting(
    connection: Connection, programme: str, year: int
) -> list[tuple[Removable, RemovalProposal]]:
    """The files of `list_removable` whose removal awaits a second person, each with its proposal."""
    waits = {proposal.submission: proposal for proposal in list_proposed(connection, programme)}
    removable = list_removable(connection, programme, year)
    return [(removal, waits[removal.submission]) for removal in removable if removal.submission in waits]


def propose_removal(
    connection: Connection, programme: str, numbers: Iterable[int], person: str, reason: str, now: datetime
) -> None:
    """Record a proposal to remove the suppliers of these files."""
    for number in numbers:
        entry = Entry(now, person, PROPOSED, f"{_SUBMISSION}{number}", {"reason": reason})
        record(connection, programme, entry)


def remove_suppliers(
    connection: Connection, programme: str, numbers: Collection[int], person: str, now: datetime
) -> None:
    """Delete the suppliers of these files for good; each is in the trail before its row changes.

    Raises BudgetError for a PostgreSQL role that can only add: the owner of the tables must do this.
    """
    may_change = "SELECT has_table_privilege('submissions', 'UPDATE')"
    if connection.dialect.name == "postgresql" and not connection.exec_driver_sql(may_change).scalar():
        raise BudgetError(NOT_THE_OWNER)
    query = select(submissions).where(submissions.c.programme == programme, submissions.c.id.in_(numbers))
    frozen = _frozen_texts(connection, programme)
    for row in connection.execute(query.order_by(submissions.c.id)).all():
        content = pack_content(without_suppliers(unpack_content(row.content)))
        mark = content_mark({**row._mapping, "content": content})
        named = sorted(
            name for name in _suppliers(unpack_content(row.content)) if _names_supplier(frozen, name)
        )
        detail = {"content": mark} | ({_NAMED: named} if named else {})
        entry = Entry(now, person, REMOVED, f"{_SUBMISSION}{row.id}", detail)
        record(connection, programme, entry)
        changed = update(submissions).where(submissions.c.programme == programme, submissions.c.id == row.id)
        connection.execute(changed.values(data=b"", content=content))
        seqs = select(acceptances.c.seq).where(
            acceptances.c.programme == programme, acceptances.c.submission == row.id
        )
        own = booking_suppliers.c.programme == programme
        connection.execute(delete(booking_suppliers).where(own, booking_suppliers.c.seq.in_(seqs)))


def load_suppliers(connection: Connection, programme: str) -> frozenset[str]:
    """Every supplier that a text may name: of all files, and removed ones that a snapshot still names.

    It unpacks every ledger, so the result is cached until the trail changes: no file changes without an
    entry.
    """
    head = last_act(connection, programme)
    return remember(connection, programme, head, "suppliers", lambda: _read_suppliers(connection, programme))


def _read_suppliers(connection: Connection, programme: str) -> frozenset[str]:
    ledger = submissions.c.kinds.contains(f'"{SheetKind.LEDGER}"')
    query = select(submissions.c.content).where(submissions.c.programme == programme, ledger)
    suppliers = [_suppliers(unpack_content(packed)) for packed in connection.execute(query).scalars()]
    removed = (entry for entry in load_trail(connection, programme) if entry.action == REMOVED)
    return frozenset().union(*suppliers, *(entry.detail.get(_NAMED, ()) for entry in removed))


def without_suppliers(content: Content) -> Content:
    """The same content without the names of suppliers."""
    return replace(content, statements=tuple(map(_nameless, content.statements)))


def removed_marks(trail: Iterable[Entry]) -> dict[str, str]:
    """The content hash of each file after removal of its suppliers, by the subject of its entries."""
    return {entry.subject: entry.detail["content"] for entry in trail if entry.action == REMOVED}


def as_submitted(done: Entry | None, logged: Entry | None, marks: Mapping[str, str]) -> Entry | None:
    """The entry of a row as recorded, if it differs only by its removed suppliers."""
    if done is None or logged is None or done.detail.get("content") != marks.get(done.subject, ""):
        return done
    return replace(done, detail=done.detail | {"content": logged.detail["content"]})


def expected_seals(entry: Entry, marks: Mapping[str, str]) -> dict[str, str] | None:
    """The seals that the rows of an acceptance must have now; None if it was stored without seals."""
    sealed: dict[str, str] | None = entry.detail.get("stored")
    if sealed is None or entry.subject not in marks:
        return sealed
    return {table: seal for table, seal in sealed.items() if table != booking_suppliers.name}


def _suppliers(content: Content) -> set[str]:
    return {row.supplier for statement in content.statements for row in statement.rows if row.supplier}


def _frozen_texts(connection: Connection, programme: str) -> str:
    """All snapshots as JSON in lower case, whitespace collapsed."""
    texts = (snapshot.content for snapshot in load_snapshots(connection, programme))
    return re.sub(r"(?:\\[nrt]|\s)+", " ", "\n".join(texts)).lower()


def _names_supplier(frozen: str, name: str) -> bool:
    spelled = json.dumps(" ".join(name.split()).lower(), ensure_ascii=False)[1:-1]
    return spelled in frozen and bool(re.search(rf"(?<!\w){re.escape(spelled)}(?!\w)", frozen))


def _nameless(statement: Statement) -> Statement:
    return replace(statement, rows=tuple(row._replace(supplier="") for row in statement.rows))


def _number(subject: str) -> int:
    return int(subject.removeprefix(_SUBMISSION))
