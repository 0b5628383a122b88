"""Consents to share with the country, stored in the audit trail and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from budget.model.sharing import Offer, Sharing
from budget.store.audit import load_entries, record
from budget.store.audit_entries import Entry

PROPOSED, ACCEPTED, REFUSED, ENDED = "share-propose", "share-accept", "share-refuse", "share-end"


def store_offer(connection: Connection, programme: str, offer: Offer, person: str, now: datetime) -> int:
    """Store a proposal and return its number."""
    number = len(load_sharings(connection, programme)) + 1
    detail = {
        "area": offer.area,
        "inhabitants": offer.inhabitants,
        "counted_on": offer.counted_on.isoformat(),
        "document": offer.document,
    }
    record(connection, programme, Entry(now, person, PROPOSED, _subject(number), detail))
    return number


def decide_offer(
    connection: Connection,
    programme: str,
    number: int,
    person: str,
    now: datetime,
    *,
    accepts: bool,
    reason: str,
) -> None:
    """Accept or refuse a proposal."""
    action = ACCEPTED if accepts else REFUSED
    record(connection, programme, Entry(now, person, action, _subject(number), {"reason": reason}))


def end_sharing(
    connection: Connection, programme: str, number: int, person: str, reason: str, now: datetime
) -> None:
    """Withdraw a consent for good; sharing again needs a new one."""
    record(connection, programme, Entry(now, person, ENDED, _subject(number), {"reason": reason}))


def load_sharings(connection: Connection, programme: str) -> list[Sharing]:
    """Every proposal with its outcome, oldest first. An accepted one ends the one before it."""
    sharings: dict[int, Sharing] = {}
    for entry in load_entries(connection, programme, (PROPOSED, ACCEPTED, REFUSED, ENDED)):
        number = int(entry.subject.partition(" ")[2])
        detail = entry.detail
        if entry.action == PROPOSED:
            counted = date.fromisoformat(detail["counted_on"])
            offer = Offer(detail["area"], detail["inhabitants"], counted, detail["document"])
            sharings[number] = Sharing(number, offer, entry.person, entry.at)
        elif entry.action == ENDED:
            ended = {"ended_by": entry.person, "ended_at": entry.at, "reason": detail["reason"]}
            sharings[number] = replace(sharings[number], **ended)
        else:
            _decide(sharings, number, entry)
    return list(sharings.values())


def _decide(sharings: dict[int, Sharing], number: int, entry: Entry) -> None:
    accepted = entry.action == ACCEPTED
    if accepted:
        for earlier in [sharing for sharing in sharings.values() if sharing.is_in_force]:
            sharings[earlier.number] = replace(earlier, ended_by=entry.person, ended_at=entry.at)
    decided = {"decided_by": entry.person, "decided_at": entry.at, "reason": entry.detail["reason"]}
    sharings[number] = replace(sharings[number], accepted=accepted, **decided)


def _subject(number: int) -> str:
    return f"sharing {number}"
