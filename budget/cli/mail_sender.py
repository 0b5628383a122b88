"""Sends waiting mail: once, or every minute beside the server."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from budget.incidents import record_incident
from budget.login import Login, read_login
from budget.mail import MailSettings, NotSentError, compose, deliver_mail, is_address
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.programme import load_programme
from budget.server.addresses import public_address, url
from budget.settings import read_settings
from budget.standing.moment import Standing, load_standing
from budget.standing.reference_date import default_reference_date
from budget.store import Store, open_store
from budget.store.database_use import DatabaseUse
from budget.usecases.database_use import require_use
from budget.usecases.outbox import Mail, add_reminders, send_all
from budget.usecases.programmes import in_force

EVERY = 60.0
"""Seconds between two rounds of the server."""
WARN_DAYS = (3, 1, 0)
"""Days before a deadline on which people are reminded, once per day."""
OWN = ("OWED", "ACCEPT")
"""The groups of tasks that a person must do himself."""


class Task(Protocol):
    """A task of a person, with its deadline if any."""

    @property
    def group(self) -> StrEnum:
        """The kind of task."""

    @property
    def until(self) -> date | None:
        """The deadline."""


ListTasks = Callable[[Store, Standing, str, datetime], Sequence[Task]]
"""The use case that lists tasks; injected, because it imports most of the code."""


def send_once(settings: MailSettings, list_tasks: ListTasks) -> tuple[int, int]:
    """Add reminders for near deadlines, then send what is due: (sent, failed).

    For every programme, each with its own people and addresses.
    """
    login = read_login()
    if login is None:
        raise BudgetError("In een demonstratie wordt geen mail verstuurd.")
    where = read_settings()
    store = open_store(where.database_url)
    sent = failed = 0
    fault: BudgetError | None = None
    try:
        for folder in where.programme_folders:
            try:
                filed = load_programme(folder)
                page = f"/{filed.id}" if where.has_many else ""
                done = _send_of(store.of(filed.id), filed, login, settings, list_tasks, page)
                sent, failed = sent + done[0], failed + done[1]
            except BudgetError as error:
                fault = error  # Raised after the other programmes' mail is sent.
    finally:
        store.close()
    if fault:
        raise fault
    return sent, failed


def _send_of(
    store: Store,
    filed_programme: Programme,
    login: Login,
    settings: MailSettings,
    list_tasks: ListTasks,
    page: str,
) -> tuple[int, int]:
    programme = in_force(store, filed_programme)
    require_use(store, programme, DatabaseUse.REAL)
    all_addresses = login.mail_addresses(programme)
    addresses = {person: address for person, address in all_addresses.items() if is_address(address)}
    now = _now()
    add_reminders(
        store, programme, list(_upcoming_deadlines(store, programme, addresses, list_tasks, now)), now
    )
    post = _post(settings, addresses, page)
    return send_all(store, programme, addresses, post, NotSentError, _now)


def keep_sending(
    settings: MailSettings, list_tasks: ListTasks, sleep: Callable[[float], object] = time.sleep
) -> None:
    """Send what is due every minute; a failure is printed and does not end it."""
    while True:
        try:
            send_once(settings, list_tasks)
        except BudgetError as error:
            print(error, file=sys.stderr)
        except Exception:  # noqa: BLE001 - a bug: a number for the administrator, and on to the next minute
            print(f"Mail versturen ging mis. Nummer: {record_incident()}", file=sys.stderr)
        sleep(EVERY)


def _upcoming_deadlines(
    store: Store, programme: Programme, people: Iterable[str], list_tasks: ListTasks, now: datetime
) -> Iterator[tuple[str, date, int]]:
    """(person, deadline, days left) for everyone with a task due soon."""
    today = local_day(now)
    near = {today + timedelta(days=days) for days in WARN_DAYS}
    # The figures are slow to load, and most days have no deadline near.
    if not near & {day for m in programme.meetings for day in (m.deliver_by, m.accept_by, m.freeze_by)}:
        return
    standing = load_standing(store, programme, default_reference_date(store, programme, today))
    for person in people:
        tasks = [task for task in list_tasks(store, standing, person, now) if task.group.name in OWN]
        for last in sorted({task.until for task in tasks if task.until} & near):
            yield person, last, (last - today).days


def _post(
    settings: MailSettings, addresses: dict[str, str], page: str
) -> Callable[[Mail, Callable[[], None]], None]:
    app = (public_address() or url("127.0.0.1", 8501)) + page

    def post(mail: Mail, before: Callable[[], None]) -> None:
        to = addresses[mail.person]
        data = compose(settings, to, mail.mark, mail.subject(), mail.text(app), _now())
        deliver_mail(settings, to, data, before)

    return post


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
