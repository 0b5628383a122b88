"""Frozen snapshots: proposed by one person, signed by another, chained by their hashes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from budget.model import BudgetError, UnknownNameError
from budget.store.audit import Entry, record
from budget.store.schema_board import signatures, snapshots, withdrawals


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen snapshot. `content` is canonical JSON text; signed_by None means concept."""

    id: int
    meeting: date
    as_of: date
    known_at: int
    content: str
    programme_text: str
    sha256: str
    previous: str | None
    proposed_by: str
    proposed_at: datetime
    signed_by: str | None
    signed_at: datetime | None

    @property
    def is_signed(self) -> bool:
        return self.signed_by is not None

    @property
    def figures(self) -> dict[str, Any]:
        return json.loads(self.content)


def store_snapshot(connection: Connection, programme: str, snapshot: Snapshot) -> Snapshot:
    """Keep a proposed snapshot; its id is given here. An unsigned one of the same meeting is withdrawn.

    Raises BudgetError when the meeting already has a signed snapshot.
    """
    for known in load_snapshots(connection, programme):
        if known.meeting == snapshot.meeting and known.is_signed:
            raise BudgetError(
                f"De momentopname voor {snapshot.meeting:%d-%m-%Y} is al ondertekend en verandert niet meer."
            )
        if known.meeting == snapshot.meeting:
            withdraw_snapshot(
                connection, programme, known.id, snapshot.proposed_by, "Vervangen.", snapshot.proposed_at
            )
    names = ("meeting", "as_of", "known_at", "content", "programme_text", "sha256", "previous")
    row = {name: getattr(snapshot, name) for name in (*names, "proposed_by", "proposed_at")}
    query = insert(snapshots).returning(snapshots.c.id)
    number = connection.execute(query, {"programme": programme, **row}).scalar_one()
    detail = {"meeting": snapshot.meeting.isoformat(), "sha256": snapshot.sha256}
    entry = Entry(snapshot.proposed_at, snapshot.proposed_by, "freeze", f"snapshot {number}", detail)
    record(connection, programme, entry)
    return _load(connection, programme, number)


def sign_snapshot(
    connection: Connection, programme: str, number: int, person: str, now: datetime
) -> Snapshot:
    """Sign as the second person; from here on nothing changes it."""
    snapshot = _load(connection, programme, number)
    if snapshot.is_signed:
        raise BudgetError("Deze momentopname is al ondertekend. Er is niets veranderd.")
    if snapshot.proposed_by == person:
        raise BudgetError("U hebt deze momentopname zelf voorgesteld. Een tweede persoon moet ondertekenen.")
    row = {"snapshot": number, "proposed_by": snapshot.proposed_by, "signed_by": person, "signed_at": now}
    connection.execute(insert(signatures), row)
    detail = {"meeting": snapshot.meeting.isoformat(), "sha256": snapshot.sha256}
    detail["proposed_by"] = snapshot.proposed_by
    record(connection, programme, Entry(now, person, "sign", f"snapshot {number}", detail))
    return _load(connection, programme, number)


def withdraw_snapshot(
    connection: Connection, programme: str, number: int, person: str, reason: str, now: datetime
) -> None:
    """Take back a concept; a signed snapshot stays."""
    if _load(connection, programme, number).is_signed:
        raise BudgetError("Deze momentopname is ondertekend en kan niet meer worden ingetrokken.")
    row = {"snapshot": number, "withdrawn_by": person, "withdrawn_at": now, "reason": reason}
    connection.execute(insert(withdrawals), row)
    record(connection, programme, Entry(now, person, "withdraw", f"snapshot {number}", {"reason": reason}))


def load_snapshots(connection: Connection, programme: str) -> list[Snapshot]:
    """All that were not withdrawn, by meeting, then in the order of proposing."""
    query = _query(programme).order_by(snapshots.c.meeting, snapshots.c.id)
    return [_snapshot(row) for row in connection.execute(query)]


def load_snapshot(connection: Connection, programme: str, meeting: date) -> Snapshot:
    """The snapshot of a meeting. Raises UnknownNameError when there is none."""
    for snapshot in load_snapshots(connection, programme):
        if snapshot.meeting == meeting:
            return snapshot
    raise UnknownNameError(f"Er is nog geen momentopname voor {meeting:%d-%m-%Y}. Maak deze eerst.")


def _load(connection: Connection, programme: str, number: int) -> Snapshot:
    for row in connection.execute(_query(programme).where(snapshots.c.id == number)):
        return _snapshot(row)
    raise BudgetError(f"Er is geen momentopname {number}.")


def _query(programme: str):
    return (
        select(snapshots, signatures.c.signed_by, signatures.c.signed_at)
        .outerjoin(signatures, signatures.c.snapshot == snapshots.c.id)
        .outerjoin(withdrawals, withdrawals.c.snapshot == snapshots.c.id)
        .where(snapshots.c.programme == programme, withdrawals.c.snapshot.is_(None))
    )


def _snapshot(row) -> Snapshot:
    values = dict(row._mapping)
    del values["programme"]
    return Snapshot(**values)
