"""Mail to people: their choice of when, what waits, and each step of sending it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from budget.access import Action, Who, actor_of, requires
from budget.model.notices import MailPreference, Message, Notice, Step
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.store import Store
from budget.store.notices import add_messages, due_at, load_mail_preferences
from budget.store.outbox import add_steps, load_messages, record_mail_preference

PATIENCE = (1, 5, 30, 120, 360, 1440)
"""Minutes before each retry of a mail that could not be sent; after the last it is given up."""
KEPT = timedelta(days=7)
"""Messages not sent within this time are dropped."""
DOUBT = timedelta(minutes=10)
"""A mail handed over this long ago without the server's answer is reported as possibly unsent."""
SUBJECT = "Bestedingsmonitor"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person: of one message, or of all in the same daily mail."""

    person: str
    of: tuple[Message, ...]

    @property
    def mark(self) -> str:
        """A stable id for the same messages, so that a mail server can recognise a duplicate."""
        return sha256("-".join(str(message.id) for message in self.of).encode()).hexdigest()[:32]

    def subject(self) -> str:
        """The subject line, without figures."""
        subjects = {
            Notice.WAITS: "er wacht een inzending op u",
            Notice.RETURNED: "uw inzending is teruggestuurd",
            Notice.SIGNED: "een momentopname is ondertekend",
            Notice.DEADLINE: "er is iets bijna te laat",
        }
        kinds = {message.kind for message in self.of}
        return f"{SUBJECT}: {subjects[self.of[0].kind] if len(kinds) == 1 else 'wat er op u wacht'}"

    def text(self, address: str) -> str:
        """The body, with a link per message; `address` is the URL of the app."""
        parts = [f"{message.text}\n{address}/{message.page}" for message in self.of]
        return "\n\n".join([*parts, f"Wanneer wilt u dit horen? {address}/meldingen"]) + "\n"


Send = Callable[[Mail, Callable[[], None]], None]
"""Sends a mail, calling back just before the server gets it; raises its own exception on failure."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that did not arrive, and why, in Dutch."""

    message: Message
    why: str


def mail_preference(store: Store, programme: Programme, actor: Who) -> MailPreference:
    """When this person wants mail; at once unless chosen otherwise."""
    person = programme.person(actor_of(actor).id).id
    with store.read() as connection:
        return load_mail_preferences(connection, programme.id).get(person, MailPreference.AT_ONCE)


def choose(store: Store, programme: Programme, actor: Who, wish: MailPreference, now: datetime) -> None:
    """Choose when to get mail; only for oneself, and not with a token."""
    who = actor_of(actor)
    if who.scope is not None:
        raise BudgetError("Met een sleutel kiest u dit niet. Doe dat onder uw eigen account.")
    with store.write(programme.id) as connection:
        record_mail_preference(connection, programme.id, programme.person(who.id).id, wish, now)


@requires(Action.VERIFY)
def unsent(store: Store, programme: Programme, actor: Who, now: datetime) -> list[Unsent]:
    """What could not be sent in the last four weeks, newest first, for the administrator."""
    with store.read() as connection:
        messages = load_messages(connection, programme.id, now - 4 * KEPT)
    reasons = ((message, _failure_text(message, now)) for message in reversed(messages))
    return [Unsent(message, why) for message, why in reasons if why]


def due_mails(store: Store, programme: Programme, now: datetime) -> list[Mail]:
    """The mails to send now; each failure waits longer."""
    with store.read() as connection:
        messages = load_messages(connection, programme.id, now - KEPT)
    together: dict[tuple[str, datetime], list[Message]] = defaultdict(list)
    for message in messages:
        if message.due_at <= now and _may_try(message, now):
            together[message.person, message.due_at].append(message)
    return [Mail(person, tuple(of)) for (person, _), of in together.items()]


def step(
    store: Store, programme: Programme, mail: Mail, new_step: Step, now: datetime, detail: str = ""
) -> Mail:
    """Record a step of a mail and return the mail with it.

    Raises BudgetError if another process took that step.
    """
    with store.write(programme.id) as connection:
        messages = {
            message.id: message for message in load_messages(connection, programme.id, mail.of[0].made_at)
        }
        if any(messages[message.id].steps != message.steps for message in mail.of):
            raise BudgetError("Een ander programma verstuurt dit bericht.")
        add_steps(connection, programme.id, mail.of, new_step, now, detail)
    return Mail(mail.person, tuple(_with(message, new_step, now, detail) for message in mail.of))


def add_reminders(
    store: Store, programme: Programme, tasks: Iterable[tuple[str, date, int]], now: datetime
) -> None:
    """Remind people of work: (person, deadline, days left), once per day left."""
    rows = list(tasks)
    if not rows:
        return
    with store.write(programme.id) as connection:
        wishes = load_mail_preferences(connection, programme.id)
        reminders = (
            (wishes.get(person, MailPreference.AT_ONCE), person, last, days) for person, last, days in rows
        )
        messages = (
            _warning(*reminder, now) for reminder in reminders if reminder[0] is not MailPreference.NEVER
        )
        add_messages(connection, programme.id, messages)


def _warning(wish: MailPreference, person: str, last: date, days_left: int, now: datetime) -> Message:
    days = "vandaag" if days_left == 0 else "morgen" if days_left == 1 else f"over {days_left} dagen"
    text = f"Er wacht werk op u met als laatste dag {last:%d-%m-%Y}. Dat is {days}."
    key = f"{last.isoformat()} {days_left}"
    return Message(0, person, Notice.DEADLINE, key, text, "mijn-taken", now, due_at(wish, now))


def send_all(
    store: Store,
    programme: Programme,
    addresses: Mapping[str, str],
    send: Send,
    failure: type[Exception],
    clock: Callable[[], datetime],
) -> tuple[int, int]:
    """Send what is due and return (sent, failed). `failure` is the exception that `send` raises."""
    sent_count = failed = 0
    for mail in due_mails(store, programme, clock()):
        if mail.person not in addresses:
            step(store, programme, mail, Step.SKIPPED, clock(), "Van deze persoon is geen mailadres bekend.")
            continue
        last_step = _send_one(store, programme, mail, send, failure, clock)
        sent_count, failed = sent_count + (last_step is Step.SENT), failed + (last_step is Step.FAILED)
    return sent_count, failed


def _send_one(
    store: Store,
    programme: Programme,
    mail: Mail,
    send: Send,
    failure: type[Exception],
    clock: Callable[[], datetime],
) -> Step:
    at = mail

    def before() -> None:
        nonlocal at
        at = step(store, programme, at, Step.HANDING, clock())

    result, detail = Step.SENT, ""
    try:
        send(mail, before)
    except failure as error:
        result, detail = Step.FAILED, str(error)
    step(store, programme, at, result, clock(), detail)
    return result


def _may_try(message: Message, now: datetime) -> bool:
    if message.last is None:
        return True
    if message.last is not Step.FAILED or message.failures > len(PATIENCE):
        return False
    return now >= message.steps[-1][1] + timedelta(minutes=PATIENCE[message.failures - 1])


def _failure_text(message: Message, now: datetime) -> str:
    if message.last in (Step.FAILED, Step.SKIPPED):
        again = (
            message.last is Step.FAILED and message.failures <= len(PATIENCE) and now - message.made_at < KEPT
        )
        return f"{message.steps[-1][2]}{' Wij proberen het opnieuw.' if again else ''}"
    if message.last is Step.HANDING and now - message.steps[-1][1] >= DOUBT:
        return "Het is niet bekend of de mailserver dit bericht heeft. Wij sturen het niet nog eens."
    return "Dit bericht is nooit verstuurd." if message.last is None and now - message.due_at >= KEPT else ""


def _with(message: Message, new_step: Step, now: datetime, detail: str) -> Message:
    return Message(
        message.id, message.person, message.kind, message.key, message.text, message.page,
        message.made_at, message.due_at,
        (*message.steps, (new_step, now, detail)),
    )  # fmt: skip
