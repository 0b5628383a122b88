"""The audit trail: who did what and when, each entry chained to its predecessor by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from budget.model.words import BudgetError
from budget.store.audit_entries import BY_PROGRAM, Entry, Values
from budget.store.schema_parts import AnySelect, audit

START = "0" * 64
MADE = "budget_trail"
"""Where a connection remembers the programme and hash of each entry that it made in this transaction."""
FOREIGN = (
    "Tijdens uw handeling schreef iets anders dan dit programma in het logboek. Er is niets veranderd. Vraag "
    "de beheerder om te controleren met: python -m budget verify"
)
_HASHED = ("at", "person", "action", "subject", "detail")
_OWN = audit.c.programme == bindparam("of")
_NEWEST = select(audit.c.hash).where(_OWN).order_by(audit.c.id.desc()).limit(1)
_NEWEST_ID = select(func.max(audit.c.id)).where(_OWN)


def record(connection: Connection, programme: str, entry: Entry) -> None:
    """Append `entry`, in the transaction of the change it records."""
    previous = last_hash(connection, programme)
    row = {"id": newest_id(connection, programme) + 1, **_row(programme, entry)}
    entry_hash = _hash(previous, row)
    connection.execute(insert(audit), {**row, "previous": previous, "hash": entry_hash})
    connection.info.setdefault(MADE, []).append((programme, entry_hash))


def require_own(connection: Connection, programme: str, newest: int) -> None:
    """Raises BudgetError when another transaction added an entry after number `newest`.

    On PostgreSQL a role that may insert need not wait for our lock; its entry would be signed with ours.
    """
    added = select(audit.c.hash).where(audit.c.programme == programme, audit.c.id > newest)
    hashes = list(connection.execute(added.order_by(audit.c.id)).scalars())
    if hashes != [entry_hash for of, entry_hash in connection.info.get(MADE, ()) if of == programme]:
        raise BudgetError(FOREIGN)


def load_trail(connection: Connection, programme: str) -> list[Entry]:
    """All entries, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.programme == programme).order_by(audit.c.id))
    return [Entry(r.at, r.person, r.action, r.subject, json.loads(r.detail)) for r in rows]


def load_entries(connection: Connection, programme: str, actions: Collection[str]) -> list[Entry]:
    """The entries with these actions, oldest first."""
    mine = select(audit).where(audit.c.programme == programme, audit.c.action.in_(actions))
    rows = connection.execute(mine.order_by(audit.c.id))
    return [Entry(r.at, r.person, r.action, r.subject, json.loads(r.detail)) for r in rows]


def last_hash(connection: Connection, programme: str) -> str:
    """The hash of the newest entry: the head of the chain."""
    head: str | None = connection.execute(_NEWEST, {"of": programme}).scalar()
    return head or START


def last_act(connection: Connection, programme: str, besides: Collection[str] = ()) -> str:
    """The hash of the newest act of a person, ignoring those in `besides`.

    While it is the same, no data changed. A signature or a mail that is sent is no act.
    """
    newest = _newest_besides(frozenset(besides))
    head: str | None = connection.execute(newest, {"of": programme}).scalar()
    return head or START


@cache
def _newest_besides(actions: frozenset[str]) -> AnySelect:
    """Built once, as building is slower than running."""
    return _NEWEST.where(*(audit.c.action != action for action in sorted({*BY_PROGRAM, *actions})))


def newest_id(connection: Connection, programme: str) -> int:
    """The id of the newest entry; 0 without any."""
    return connection.execute(_NEWEST_ID, {"of": programme}).scalar() or 0


def find_detail(
    connection: Connection, programme: str, person: str, action: str, subject: str
) -> dict[str, Any]:
    """The detail of the newest entry of this person, action and subject; empty without one."""
    same = audit.c.programme == programme, audit.c.person == person
    query = select(audit.c.detail).where(*same, audit.c.action == action, audit.c.subject == subject)
    detail = connection.execute(query.order_by(audit.c.id.desc()).limit(1)).scalar()
    return json.loads(detail) if detail else {}


def trail_hashes(connection: Connection, programme: str) -> list[str]:
    """The hash of every entry, oldest first; the last one is the head of the trail."""
    query = select(audit.c.hash).where(audit.c.programme == programme).order_by(audit.c.id)
    return list(connection.execute(query).scalars())


def find_break(connection: Connection, programme: str) -> int | None:
    """Number (from 1) of the first entry whose hash does not follow from its predecessor; None if all do."""
    previous = START
    rows = connection.execute(select(audit).where(audit.c.programme == programme).order_by(audit.c.id))
    for number, r in enumerate(rows, start=1):
        # The detail exactly as stored: parsing and writing it again could hide a change, or fail.
        row = {"programme": programme, **{name: getattr(r, name) for name in _HASHED}}
        # Entries of the first release were hashed without their id.
        known = _hash(previous, {"id": r.id, **row}), _hash(previous, row)
        if r.previous != previous or r.hash not in known:
            return number
        previous = r.hash
    return None


def _row(programme: str, entry: Entry) -> Values:
    return {
        "programme": programme,
        "at": entry.at,
        "person": entry.person,
        "action": entry.action,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, sort_keys=True, ensure_ascii=False),
    }


def _hash(previous: str, row: Values) -> str:
    text = json.dumps({**row, "at": row["at"].isoformat()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
