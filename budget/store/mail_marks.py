"""Marks of mail: a hash in the trail of each message and step, so that none changes, comes or goes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from budget.store.audit import load_entries, record
from budget.store.audit_entries import MAILED, Entry, Values
from budget.store.mail_rows import WRITTEN
from budget.store.schema_mail import mail_steps, messages

USE, REAL, MARKED = "use", "echt", "mail"
"""The entry of a database for real work, and the word in its detail: all of its mail is marked."""
PROGRAM = "bestedingsmonitor"
"""The author of mail entries in the trail: the program itself."""
EARLIER = "earlier"
"""The word in the detail of the first entry: how many of its rows were there without a mark."""
_TABLES = (messages, mail_steps)
Marks = dict[str, dict[str, str]]
"""The hash of each row, by table and key."""


def mark_mail(connection: Connection, programme: str) -> None:
    """Record hashes of this transaction's mail in the trail; the first time those of all other mail too."""
    new: list[tuple[Table, Values]] = connection.info.pop(WRITTEN, [])
    if not new:
        return
    marks: Marks = {}
    for table, row in new:
        marks.setdefault(table.name, {})[_key(table, row)] = _mark(table, row)
    detail: dict[str, Any] = dict(marks)
    if earlier := _unmarked(connection, programme):
        every = sum(map(len, earlier.values()))
        detail = {**earlier, EARLIER: every - len(new)}
    at = max(row.get("made_at") or row["at"] for _, row in new)
    record(connection, programme, Entry(at, PROGRAM, MAILED, "mail", detail))


def changed_mail(connection: Connection, programme: str) -> Iterator[str]:
    """A Dutch sentence for each row of mail that differs from its hash in the trail, has none, or is gone."""
    entries = load_entries(connection, programme, (MAILED,))
    if not entries and _is_earlier(connection, programme):
        return
    recorded: Marks = {table.name: {} for table in _TABLES}
    for entry in entries:
        for name, marks in recorded.items():
            marks.update(entry.detail.get(name, {}))
    now = _all_marks(connection, programme)
    for name, marks in recorded.items():
        for key in sorted(marks.keys() | now[name].keys(), key=_order):
            place = ", ".join([programme, *key.split("/")])
            if key not in now[name]:
                yield f"In {name} ontbreekt een rij ({place}) die in het logboek staat."
            elif key not in marks:
                yield f"In {name} staat een rij ({place}) die niet in het logboek staat."
            elif marks[key] != now[name][key]:
                yield f"In {name} staat een rij ({place}) die is veranderd sinds zij is geschreven."


def unmarked_mail(connection: Connection, programme: str) -> tuple[int, datetime | None]:
    """How many rows an earlier version wrote, and since when they are marked (UTC; None: not yet)."""
    for entry in load_entries(connection, programme, (MAILED,)):
        return int(entry.detail.get(EARLIER, 0)), entry.at
    return sum(map(len, _unmarked(connection, programme).values())), None


def _unmarked(connection: Connection, programme: str) -> Marks:
    """The marks that rows of an earlier version would have; none once there is any mark."""
    if not _is_earlier(connection, programme) or load_entries(connection, programme, (MAILED,)):
        return {}
    return _all_marks(connection, programme)


def _is_earlier(connection: Connection, programme: str) -> bool:
    """Whether an earlier version began this database for real work, and so could mail without marks."""
    uses = load_entries(connection, programme, (USE,))
    return bool(uses) and uses[0].subject == REAL and MARKED not in uses[0].detail


def _all_marks(connection: Connection, programme: str) -> Marks:
    marks: Marks = {}
    for table in _TABLES:
        rows = connection.execute(select(table).where(table.c.programme == programme)).mappings()
        marks[table.name] = {_key(table, dict(row)): _mark(table, dict(row)) for row in rows}
    return marks


def _key(table: Table, row: Values) -> str:
    return "/".join(str(row[column.name]) for column in table.primary_key if column.name != "programme")


def _mark(table: Table, row: Values) -> str:
    """The hash of a row; without NULLs, so that a column of a later version does not change it."""
    values = {column.name: row[column.name] for column in table.c if row.get(column.name) is not None}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def _order(key: str) -> tuple[int, ...]:
    return tuple(map(int, key.split("/")))
