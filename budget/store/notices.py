"""Mails about the acts of a transaction: added to the outbox before it commits, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from budget.model.notices import MailPreference, Message, Notice
from budget.model.persons import person_key
from budget.model.rights import Action, role_may
from budget.model.words import Role
from budget.store.audit_entries import Values
from budget.store.bulk import next_id
from budget.store.mail_rows import add_mail_rows
from budget.store.schema import AnyRow, audit, submissions
from budget.store.schema_board import programme_versions
from budget.store.schema_mail import messages

WISH = "mail"
"""The action of choosing when to get mail."""
DAILY_AT = time(7)
"""When daily mail is due, in Amsterdam time."""
_ZONE = ZoneInfo("Europe/Amsterdam")
_TOLD = ("submit", "reject", "sign")
_OWN = select(audit).where(audit.c.programme == bindparam("of"))
_NEW = _OWN.where(audit.c.id > bindparam("after"), audit.c.action.in_(_TOLD)).order_by(audit.c.id)
_REAL = _OWN.where(audit.c.action == "use", audit.c.subject == "echt").limit(1)


def announce(connection: Connection, programme: str, after: int) -> None:
    """Add messages to others about the trail entries after this id; none in a demonstration."""
    acts = connection.execute(_NEW, {"of": programme, "after": after}).all()
    if not acts or connection.execute(_REAL, {"of": programme}).first() is None:
        return
    people, wishes = _people(connection, programme), load_mail_preferences(connection, programme)
    messages_made = (
        Message(0, person, kind, f"{act.action} {act.subject}", text, page, act.at, due_at(wish, act.at))
        for act in acts
        for person, kind, text, page in _notices(connection, act, people)
        if (wish := wishes.get(person, MailPreference.AT_ONCE)) is not MailPreference.NEVER
    )
    add_messages(connection, programme, messages_made)


Told = tuple[str, Notice, str, str]
"""Person, reason, text, and the page to open."""


def _notices(connection: Connection, act: AnyRow, people: dict[str, Any]) -> Iterator[Told]:
    number = act.subject.partition(" ")[2]
    others = {key: person for key, person in people.items() if person_key(key) != person_key(act.person)}
    if act.action == "sign":
        day = json.loads(act.detail)["meeting"]
        text = f"De momentopname voor de vergadering van {_day(day)} is ondertekend."
        for key, person in others.items():
            if role_may(Role(person["role"]), person["domains"], Action.VIEW):
                yield key, Notice.SIGNED, text, f"bestuur?vergadering={day}"
        return
    query = select(submissions.c.submitted_by, submissions.c.domains).where(
        submissions.c.programme == act.programme, submissions.c.id == int(number)
    )
    row = connection.execute(query).one()
    if act.action == "submit":
        for key, person in others.items():
            if role_may(Role(person["role"]), person["domains"], Action.ACCEPT, json.loads(row.domains)):
                text = f"Inzending {number} wacht op een tweede persoon. U kunt haar beoordelen."
                yield key, Notice.WAITS, text, f"vaststellen?inzending={number}"
    elif row.submitted_by in others:
        text = _returned(number, json.loads(act.detail)["reason"])
        yield row.submitted_by, Notice.RETURNED, text, "aanleveren"


def _returned(number: str, reason: str) -> str:
    """Include the reason, unless it has digits: a mail never contains figures."""
    where = "De reden staat in de app." if any(sign.isdigit() for sign in reason) else f"Reden: {reason}"
    return f"Uw inzending {number} is teruggestuurd. {where}"


def _people(connection: Connection, programme: str) -> dict[str, Any]:
    query = select(programme_versions.c.people).where(programme_versions.c.programme == programme)
    people = connection.execute(query.order_by(programme_versions.c.version.desc()).limit(1)).scalar()
    return json.loads(people) if people else {}


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}-{month}-{year}"


def load_mail_preferences(connection: Connection, programme: str) -> dict[str, MailPreference]:
    """The last choice of each person who made one."""
    query = select(audit.c.person, audit.c.subject).where(audit.c.programme == programme)
    preferences = connection.execute(query.where(audit.c.action == WISH).order_by(audit.c.id))
    return {row.person: MailPreference(row.subject) for row in preferences}


def add_messages(connection: Connection, programme: str, new_messages: Iterable[Message]) -> None:
    """Add messages; an existing one of the same person, kind and key stays as it is."""
    known = select(messages.c.id).where(messages.c.programme == programme)
    rows: dict[tuple[str, ...], Values] = {}
    number = next_id(connection, messages, programme)
    for message in new_messages:
        same = {"person": message.person, "kind": message.kind.value, "key": message.key}
        stored = known.where(*(messages.c[name] == value for name, value in same.items()))
        if tuple(same.values()) not in rows and connection.execute(stored).first() is None:
            content = {name: getattr(message, name) for name in ("text", "page", "made_at", "due_at")}
            content |= {"id": number + len(rows), "programme": programme}
            rows[tuple(same.values())] = same | content
    add_mail_rows(connection, messages, rows.values())


def due_at(wish: MailPreference, now: datetime) -> datetime:
    """When a message made at `now` is due: at once, or at the next daily mail."""
    if wish is not MailPreference.DAILY:
        return now
    local = now.replace(tzinfo=UTC).astimezone(_ZONE)
    day = local.date() if local.time() < DAILY_AT else local.date() + timedelta(days=1)
    return datetime.combine(day, DAILY_AT, _ZONE).astimezone(UTC).replace(tzinfo=None)
