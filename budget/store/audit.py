"""The audit trail: who did what and when, each entry chained to the one before it by its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from budget.store.schema import audit

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    at: datetime
    person: str
    action: str
    subject: str
    detail: dict[str, Any]


def record(connection: Connection, programme: str, entry: Entry) -> None:
    """Add `entry` at the end of the chain, in the transaction of the change it tells of."""
    previous = last_hash(connection, programme)
    row = {"id": _next_id(connection), **_row(programme, entry)}
    connection.execute(insert(audit), {**row, "previous": previous, "hash": _hash(previous, row)})


def load_trail(connection: Connection, programme: str) -> list[Entry]:
    """All entries, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.programme == programme).order_by(audit.c.id))
    return [Entry(r.at, r.person, r.action, r.subject, json.loads(r.detail)) for r in rows]


def last_hash(connection: Connection, programme: str) -> str:
    """The hash of the newest entry; as long as it stays the same, nothing changed."""
    newest = select(audit.c.hash).where(audit.c.programme == programme).order_by(audit.c.id.desc()).limit(1)
    return connection.execute(newest).scalar() or START


def find_detail(
    connection: Connection, programme: str, person: str, action: str, subject: str
) -> dict[str, Any]:
    """The detail of the last time this person did this; empty when he never did."""
    same = audit.c.programme == programme, audit.c.person == person
    query = select(audit.c.detail).where(*same, audit.c.action == action, audit.c.subject == subject)
    found = connection.execute(query.order_by(audit.c.id.desc()).limit(1)).scalar()
    return json.loads(found) if found else {}


def trail_hashes(connection: Connection, programme: str) -> list[str]:
    """The hash of every entry, oldest first; the last one is the head of the trail."""
    query = select(audit.c.hash).where(audit.c.programme == programme).order_by(audit.c.id)
    return list(connection.execute(query).scalars())


def find_break(connection: Connection, programme: str) -> int | None:
    """Number of the first entry whose hash does not follow from the one before it; None when all do."""
    previous = START
    rows = connection.execute(select(audit).where(audit.c.programme == programme).order_by(audit.c.id))
    for number, r in enumerate(rows, start=1):
        entry = Entry(r.at, r.person, r.action, r.subject, json.loads(r.detail))
        row = _row(programme, entry)
        # the second form: entries of the first release do not hold their own id
        known = _hash(previous, {"id": r.id, **row}), _hash(previous, row)
        if r.previous != previous or r.hash not in known:
            return number
        previous = r.hash
    return None


def _next_id(connection: Connection) -> int:
    """The id is part of what is hashed, so it is asked for before the row is written."""
    if connection.dialect.name == "postgresql":
        return connection.execute(select(func.nextval("audit_id_seq"))).scalar_one()
    return connection.execute(select(func.coalesce(func.max(audit.c.id), 0) + 1)).scalar_one()


def _row(programme: str, entry: Entry) -> dict[str, Any]:
    return {
        "programme": programme,
        "at": entry.at,
        "person": entry.person,
        "action": entry.action,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, sort_keys=True, ensure_ascii=False),
    }


def _hash(previous: str, row: dict[str, Any]) -> str:
    text = json.dumps({**row, "at": row["at"].isoformat()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
