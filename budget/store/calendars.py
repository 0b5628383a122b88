"""The secret addresses of calendars, stored in the audit trail as a hash, one per person."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, select

from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.schema_parts import audit

MADE, ENDED = "calendar", "calendar-end"


def record_calendar(connection: Connection, programme: str, person: str, sha256: str, now: datetime) -> None:
    """Give this person an address; an earlier one stops working."""
    record(connection, programme, Entry(now, person, MADE, "calendar", {"sha256": sha256}))


def end_calendar(connection: Connection, programme: str, person: str, now: datetime) -> None:
    """Revoke the address of this person."""
    record(connection, programme, Entry(now, person, ENDED, "calendar", {}))


def load_calendars(connection: Connection, programme: str) -> dict[str, str]:
    """The hash of the address of each person who has one."""
    query = select(audit.c.person, audit.c.action, audit.c.detail).where(audit.c.programme == programme)
    detail_by_person: dict[str, str] = {}
    for row in connection.execute(query.where(audit.c.action.in_((MADE, ENDED))).order_by(audit.c.id)):
        detail_by_person[row.person] = json.loads(row.detail).get("sha256", "")
    return {person: sha256 for person, sha256 in detail_by_person.items() if sha256}
