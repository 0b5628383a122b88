"""Saved mappings of foreign layouts; they live in the audit trail, the newest of each layout counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from budget.model.words import UnknownNameError
from budget.store.audit import load_trail, record
from budget.store.audit_entries import Entry
from budget.store.schema import audit

SAVED, REVOKED = "map", "unmap"


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """One saved layout: fingerprint of its header, name, TOML text, and who saved it when."""

    fingerprint: str
    name: str
    text: str
    saved_by: str
    saved_at: datetime


def save_mapping(
    connection: Connection, programme: str, fingerprint: str, name: str, text: str, person: str, now: datetime
) -> None:
    """Save a layout; it replaces an earlier one with the same fingerprint."""
    detail = {"name": name, "text": text}
    record(connection, programme, Entry(now, person, SAVED, f"mapping {fingerprint}", detail))


def revoke_mapping(
    connection: Connection, programme: str, fingerprint: str, person: str, now: datetime
) -> None:
    """Stop using a layout. Raises UnknownNameError when it is not in use."""
    if all(found.fingerprint != fingerprint for found in load_mappings(connection, programme)):
        raise UnknownNameError(f"Er is geen koppeling {fingerprint}. Bekijk de lijst met koppelingen.")
    record(connection, programme, Entry(now, person, REVOKED, f"mapping {fingerprint}", {}))


def load_mappings(connection: Connection, programme: str) -> list[SavedMapping]:
    """The layouts in use, the newest first."""
    found: dict[str, SavedMapping] = {}
    for entry in _entries(connection, programme):
        mark = entry.subject.partition(" ")[2]
        found.pop(mark, None)
        if entry.action == SAVED:
            found[mark] = SavedMapping(
                mark, entry.detail["name"], entry.detail["text"], entry.person, entry.at
            )
    return list(reversed(found.values()))


def _entries(connection: Connection, programme: str) -> list[Entry]:
    any_mapping = select(audit.c.id).where(
        audit.c.programme == programme, audit.c.action.in_([SAVED, REVOKED])
    )
    if connection.execute(any_mapping.limit(1)).first() is None:
        return []
    return [entry for entry in load_trail(connection, programme) if entry.action in (SAVED, REVOKED)]
