"""The outbox for the mail sender: messages, the steps of sending them, and people's mail choices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from budget.model.notices import MailPreference, Message, Notice, Step
from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.mail_rows import add_mail_rows
from budget.store.notices import WISH
from budget.store.schema_mail import mail_steps, messages


def record_mail_preference(
    connection: Connection, programme: str, person: str, wish: MailPreference, now: datetime
) -> None:
    """Record when this person wants mail."""
    record(connection, programme, Entry(now, person, WISH, wish.value, {}))


def load_messages(connection: Connection, programme: str, since: datetime) -> list[Message]:
    """The messages made since this moment, with their steps, oldest first."""
    query = select(messages).where(messages.c.programme == programme, messages.c.made_at >= since)
    rows = connection.execute(query.order_by(messages.c.id)).all()
    taken = select(mail_steps).join_from(mail_steps, messages)
    taken = taken.where(messages.c.programme == programme, messages.c.made_at >= since)
    steps: dict[int, list[tuple[Step, datetime, str]]] = defaultdict(list)
    for row in connection.execute(taken.order_by(mail_steps.c.message, mail_steps.c.number)):
        steps[row.message].append((Step(row.step), row.at, row.told))
    return [
        Message(
            row.id, row.person, Notice(row.kind), row.key, row.text, row.page, row.made_at, row.due_at,
            tuple(steps[row.id]),
        )
        for row in rows
    ]  # fmt: skip


def add_steps(
    connection: Connection, programme: str, of: Iterable[Message], step: Step, at: datetime, detail: str
) -> None:
    """Add the next step of each message. Raises IntegrityError when another process took it meanwhile."""
    values = {"programme": programme, "step": step.value, "told": detail, "at": at}
    rows = [{"message": message.id, "number": len(message.steps) + 1, **values} for message in of]
    add_mail_rows(connection, mail_steps, rows)
