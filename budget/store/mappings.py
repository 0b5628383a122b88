"""Mappings of foreign layouts, stored in the audit trail; used once a second person accepts them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from budget.model.persons import person_key
from budget.model.words import BudgetError, UnknownNameError
from budget.store.audit import load_trail, record
from budget.store.audit_entries import Entry
from budget.store.schema import audit

KEPT_BY_ONE = "map"
"""Written by earlier releases, and in use at once. No new entry may have it; the database refuses it."""
PROPOSED, ACCEPTED, RETURNED, REVOKED = "map-propose", "map-accept", "map-return", "unmap"
GIVEN = "map-file"
"""A submission was read with mappings that nobody accepted, for that file only."""
ACTIONS = (KEPT_BY_ONE, PROPOSED, ACCEPTED, RETURNED, REVOKED)


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """One layout: the fingerprint of its header, its name, TOML text, and who proposed and accepted it when.

    `accepted_by` is '' while it waits, and for mappings that an earlier release kept with one person.
    """

    fingerprint: str
    name: str
    text: str
    saved_by: str
    saved_at: datetime
    accepted_by: str = ""
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mappings:
    """The layouts in use and those awaiting a second person, newest first."""

    used: tuple[SavedMapping, ...]
    waiting: tuple[SavedMapping, ...]


def propose_mapping(
    connection: Connection, programme: str, fingerprint: str, name: str, text: str, person: str, now: datetime
) -> None:
    """Propose a layout to a second person; it replaces a waiting one with the same fingerprint."""
    detail = {"name": name, "text": text}
    record(connection, programme, Entry(now, person, PROPOSED, _subject(fingerprint), detail))


def accept_mapping(
    connection: Connection, programme: str, reviewed: SavedMapping, person: str, now: datetime
) -> None:
    """Put the proposed layout into use, in place of an earlier one with the same header.

    Raises BudgetError when another one waits than the person saw, and for the proposer himself.
    """
    _require_waiting(connection, programme, reviewed)
    if person_key(reviewed.saved_by) == person_key(person):
        raise BudgetError(f"U stelde koppeling {reviewed.name} zelf voor. Laat een ander haar goedkeuren.")
    detail = {"name": reviewed.name, "proposed_by": reviewed.saved_by}
    record(connection, programme, Entry(now, person, ACCEPTED, _subject(reviewed.fingerprint), detail))


def return_mapping(
    connection: Connection, programme: str, reviewed: SavedMapping, reason: str, person: str, now: datetime
) -> None:
    """Refuse the proposed layout, with the reason. Raises BudgetError when it no longer waits."""
    _require_waiting(connection, programme, reviewed)
    detail = {"name": reviewed.name, "reason": reason}
    record(connection, programme, Entry(now, person, RETURNED, _subject(reviewed.fingerprint), detail))


def revoke_mapping(
    connection: Connection, programme: str, fingerprint: str, person: str, now: datetime
) -> None:
    """Stop using a layout. Raises UnknownNameError when it is not in use."""
    if all(mapping.fingerprint != fingerprint for mapping in load_mappings(connection, programme).used):
        raise UnknownNameError(f"Er is geen koppeling {fingerprint}. Bekijk de lijst met koppelingen.")
    record(connection, programme, Entry(now, person, REVOKED, _subject(fingerprint), {}))


def record_file_mappings(
    connection: Connection, programme: str, number: int, texts: tuple[str, ...], person: str, now: datetime
) -> None:
    """Record the file's own mappings that a submission was read with, if any."""
    if texts:
        subject = f"submission {number}"
        record(connection, programme, Entry(now, person, GIVEN, subject, {"texts": list(texts)}))


def load_file_mappings(connection: Connection, programme: str) -> dict[int, tuple[str, ...]]:
    """The files' own mappings that submissions were read with, by number."""
    query = select(audit.c.subject, audit.c.detail).where(
        audit.c.programme == programme, audit.c.action == GIVEN
    )
    rows = connection.execute(query)
    return {int(r.subject.rpartition(" ")[2]): tuple(json.loads(r.detail)["texts"]) for r in rows}


def load_mappings(connection: Connection, programme: str) -> Mappings:
    """All layouts, from the trail."""
    used: dict[str, SavedMapping] = {}
    waiting: dict[str, SavedMapping] = {}
    for entry in _entries(connection, programme):
        mark = entry.subject.partition(" ")[2]
        if entry.action in (KEPT_BY_ONE, REVOKED):
            used.pop(mark, None)
        else:
            proposed = waiting.pop(mark, None)
        if entry.action in (KEPT_BY_ONE, PROPOSED):
            mapping = SavedMapping(mark, entry.detail["name"], entry.detail["text"], entry.person, entry.at)
            (waiting if entry.action == PROPOSED else used)[mark] = mapping
        elif entry.action == ACCEPTED and proposed:
            used.pop(mark, None)
            used[mark] = replace(proposed, accepted_by=entry.person, accepted_at=entry.at)
    return Mappings(tuple(reversed(used.values())), tuple(reversed(waiting.values())))


def _require_waiting(connection: Connection, programme: str, reviewed: SavedMapping) -> None:
    if reviewed not in load_mappings(connection, programme).waiting:
        raise BudgetError(
            f"Koppeling {reviewed.name} wacht niet meer zo op een oordeel. Bekijk haar opnieuw."
        )


def _subject(fingerprint: str) -> str:
    return f"mapping {fingerprint}"


def _entries(connection: Connection, programme: str) -> list[Entry]:
    any_mapping = select(audit.c.id).where(audit.c.programme == programme, audit.c.action.in_(ACTIONS))
    if connection.execute(any_mapping.limit(1)).first() is None:
        return []
    return [entry for entry in load_trail(connection, programme) if entry.action in ACTIONS]
