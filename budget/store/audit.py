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
    newest = select(audit.c.hash).where(audit.c.programme == programme).order_by(audit.c.id.desc()).limit(1)
    previous = connection.execute(newest).scalar() or START
    row = _row(programme, entry)
    connection.execute(insert(audit), {**row, "previous": previous, "hash": _hash(previous, row)})


def load_trail(connection: Connection, programme: str) -> list[Entry]:
    """All entries, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.programme == programme).order_by(audit.c.id))
    return [Entry(r.at, r.person, r.action, r.subject, json.loads(r.detail)) for r in rows]


def count_entries(connection: Connection, programme: str) -> int:
    """How many changes there were; as long as it stays the same, nothing did."""
    query = select(func.count()).select_from(audit).where(audit.c.programme == programme)
    return connection.execute(query).scalar_one()


def find_break(connection: Connection, programme: str) -> int | None:
    """Number of the first entry whose hash does not follow from the one before it; None when all do."""
    previous = START
    rows = connection.execute(select(audit).where(audit.c.programme == programme).order_by(audit.c.id))
    for number, r in enumerate(rows, start=1):
        entry = Entry(r.at, r.person, r.action, r.subject, json.loads(r.detail))
        if r.previous != previous or r.hash != _hash(previous, _row(programme, entry)):
            return number
        previous = r.hash
    return None


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
