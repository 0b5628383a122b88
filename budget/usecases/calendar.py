"""The calendar of one person: meetings and deadlines, at a secret address that he can revoke."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from budget.access import Action, Who, actor_of
from budget.model.capacities import may
from budget.model.persons import person_key
from budget.model.programme import Person, Programme
from budget.model.words import BudgetError, Role
from budget.store import Store
from budget.store.calendars import end_calendar, load_calendars, record_calendar

LONGEST_LINE = 73
"""Octets per line before it is folded."""


def make_address(store: Store, programme: Programme, actor: Who, now: datetime) -> str:
    """The secret part of a new address for oneself, shown once; an earlier address stops working."""
    person, secret = _oneself(programme, actor), secrets.token_urlsafe(32)
    with store.write(programme.id) as connection:
        record_calendar(connection, programme.id, person, _hash(secret), now)
    return secret


def end_address(store: Store, programme: Programme, actor: Who, now: datetime) -> None:
    """Revoke one's own address. Raises BudgetError when there is none."""
    person = _oneself(programme, actor)
    with store.write(programme.id) as connection:
        if person not in load_calendars(connection, programme.id):
            raise BudgetError("U hebt geen agenda-adres. Er is niets veranderd.")
        end_calendar(connection, programme.id, person, now)


def has_address(store: Store, programme: Programme, actor: Who) -> bool:
    """Whether the actor has an address."""
    with store.read() as connection:
        return programme.person(actor_of(actor).id).id in load_calendars(connection, programme.id)


def calendar_of(store: Store, programme: Programme, secret: str, now: datetime) -> str | None:
    """The iCalendar text of the owner of this address; None for an unknown address."""
    with store.read() as connection:
        known = load_calendars(connection, programme.id)
    sha256_given = _hash(secret)
    holder = next(
        (person for person, sha256 in known.items() if hmac.compare_digest(sha256, sha256_given)), None
    )
    person = next((p for p in programme.people if holder and person_key(p.id) == person_key(holder)), None)
    return _calendar(programme, person, now) if person else None


def _oneself(programme: Programme, actor: Who) -> str:
    who = actor_of(actor)
    if who.scope is not None:
        raise BudgetError("Met een sleutel kan dit niet. Doe dat onder uw eigen account.")
    return programme.person(who.id).id


def _calendar(programme: Programme, person: Person, now: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bestedingsmonitor//NL",
        f"X-WR-CALNAME:{_text(programme.name)}",
    ]
    for summary, day, key in _days(programme, person):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}-{programme.id}@bestedingsmonitor",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _days(programme: Programme, person: Person) -> Iterator[tuple[str, date, str]]:
    """The events of a person: (title, date, id). The id stays when a date moves for the same meeting."""
    board = programme.board
    for meeting in programme.meetings:
        on = f"{meeting.date:%Y%m%d}"
        yield f"Vergadering {board}", meeting.date, f"vergadering-{on}"
        if may(person, Action.SUBMIT) and person.role is not Role.CONTROLLER:
            yield f"Laatste dag om aan te leveren ({board})", meeting.deliver_by, f"aanleveren-{on}"
        if may(person, Action.ACCEPT):
            yield f"Laatste dag om vast te stellen ({board})", meeting.accept_by, f"vaststellen-{on}"
        if may(person, Action.FREEZE):
            yield f"Laatste dag om te ondertekenen ({board})", meeting.freeze_by, f"ondertekenen-{on}"


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most LONGEST_LINE octets; every part but the first begins with a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            yield part
            part = " "
        part += sign
    yield part


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
