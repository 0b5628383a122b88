"""The mail outbox: written with the act, sent once, retried, and never sent twice when in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from budget.mail import MailSettings, NotSentError, compose, deliver_mail
from budget.model.notices import MailPreference, Notice, Step
from budget.model.words import BudgetError
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.usecases import calendar, deliver, freeze, outbox, verify
from budget.usecases.database_use import begin
from budget.usecases.outbox import KEPT, PATIENCE, Mail, add_reminders, due_mails, send_all, step, unsent
from tests.mail_server import MailServer, mail_server
from tests.store.samples import JUNE, NOW, PROGRAMME, accept, line, plan, submit

__all__ = ["mail_server"]
MINUTE = timedelta(minutes=1)
ADDRESSES = {person.id: f"{person.id}@stad.example" for person in PROGRAMME.people}
APP = "https://budget.example"


@pytest.fixture
def production(store: Store) -> Store:
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
    return store


def messages(store: Store, now: datetime = NOW) -> dict[str, list[Notice]]:
    """The kinds of mail that are due, by recipient."""
    return {mail.person: [one.kind for one in mail.of] for mail in due_mails(store, PROGRAMME, now)}


def post(server: MailServer) -> Callable[[Mail, Callable[[], None]], None]:
    settings = MailSettings("127.0.0.1", server.port, "monitor@stad.example", "", "", "none")

    def send(mail: Mail, before: Callable[[], None]) -> None:
        to = ADDRESSES[mail.person]
        deliver_mail(
            settings, to, compose(settings, to, mail.mark, mail.subject(), mail.text(APP), NOW), before
        )

    return send


def send(store: Store, server: MailServer, now: datetime = NOW) -> tuple[int, int]:
    return send_all(store, PROGRAMME, ADDRESSES, post(server), NotSentError, lambda: now)


def test_a_submission_is_announced_to_those_who_may_accept_it_except_its_sender(production: Store) -> None:
    submit(production, plan(line("GRO-1", domain="GRO")), "cor", "plan.xlsx")
    assert messages(production) == {key: [Notice.WAITS] for key in ("cato", "gijs", "sien")}


def test_persons_of_another_domain_get_no_message(production: Store) -> None:
    submit(production, plan(line("SPE-1", domain="SPE")), "cor", "plan.xlsx")
    assert "gijs" not in messages(production)


def test_a_demonstration_sends_no_messages(store: Store) -> None:
    begin(store, PROGRAMME, DatabaseUse.DEMONSTRATION, "cor", NOW)
    submit(store, plan(line()), "cor")
    assert messages(store) == {}


def test_a_failed_act_sends_no_message(production: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("budget.store.engine.sign_head", fail)
    with pytest.raises(ZeroDivisionError):
        submit(production, plan(line()), "cor")
    assert messages(production) == {}


@pytest.mark.parametrize(("reason", "told"), [("Verkeerd blad", "Verkeerd blad"), ("Het is 12.000", "")])
def test_a_rejection_message_has_the_reason_but_no_figure(production: Store, reason: str, told: str) -> None:
    submit(production, plan(line()), "gea", "plan.xlsx")
    deliver.reject(production, PROGRAMME, 1, "cato", reason, NOW)
    (mail,) = (one for one in due_mails(production, PROGRAMME, NOW) if one.person == "gea")
    text = mail.text(APP)
    assert (told in text, "12.000" in text, f"{APP}/aanleveren" in text) == (True, False, True)


def test_a_signed_snapshot_is_announced_with_its_link_to_all_but_the_signer(production: Store) -> None:
    submit(production, plan(line("GRO-1"), line("SPE-1", domain="SPE")), "cor")
    accept(production, 1)
    freeze.propose(production, PROGRAMME, JUNE, JUNE, "cor", NOW, missing=("GRO", "SPE"))
    freeze.sign(production, PROGRAMME, JUNE, "cato", NOW, missing=("GRO", "SPE"))
    mails = due_mails(production, PROGRAMME, NOW)
    told = {mail.person: mail for mail in mails if Notice.SIGNED in {one.kind for one in mail.of}}
    assert set(told) == {person.id for person in PROGRAMME.people} - {"cato"}
    assert f"{APP}/bestuur?vergadering=2024-06-27" in told["bo"].text(APP)


@pytest.mark.parametrize(
    ("wish", "now", "later"),
    [(MailPreference.AT_ONCE, 3, 3), (MailPreference.NEVER, 2, 2), (MailPreference.DAILY, 2, 3)],
)
def test_messages_are_sent_when_each_person_wants_them(
    production: Store, wish: MailPreference, now: int, later: int
) -> None:
    outbox.choose(production, PROGRAMME, "cato", wish, NOW)
    submit(production, plan(line("GRO-1")), "cor")
    tomorrow_at_seven = datetime(2024, 2, 2, 6, 0)  # UTC, in winter
    assert outbox.mail_preference(production, PROGRAMME, "cato") is wish
    found = [len(messages(production, at)) for at in (NOW, tomorrow_at_seven - MINUTE, tomorrow_at_seven)]
    assert found == [now, now, later]


def test_a_daily_mail_has_all_messages_of_the_day(production: Store, mail_server: MailServer) -> None:
    outbox.choose(production, PROGRAMME, "cato", MailPreference.DAILY, NOW)
    for number in (1, 2):
        submit(production, plan(line(f"GRO-{number}")), "cor", f"{number}.xlsx")
    send(production, mail_server, datetime(2024, 2, 2, 6, 0))
    (mail,) = (one for one in mail_server.received if one.to == ["cato@stad.example"])
    assert "Inzending 1" in mail.text
    assert "Inzending 2" in mail.text


def test_a_message_is_sent_once(production: Store, mail_server: MailServer) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    assert send(production, mail_server) == (3, 0)
    assert send(production, mail_server, NOW + timedelta(days=1)) == (0, 0)
    assert len(mail_server.received) == 3
    assert unsent(production, PROGRAMME, "cor", NOW) == []


def test_failed_mail_is_retried_with_growing_intervals_and_given_up(
    production: Store, mail_server: MailServer
) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    mail_server.refuse = "data"
    now = NOW
    for minutes in PATIENCE:
        assert send(production, mail_server, now) == (0, 3)
        assert send(production, mail_server, now + minutes * MINUTE - MINUTE / 60) == (0, 0)
        now += minutes * MINUTE
        assert "opnieuw" in unsent(production, PROGRAMME, "cor", now)[0].why
    assert send(production, mail_server, now) == (0, 3)
    mail_server.refuse = ""
    assert send(production, mail_server, now + timedelta(days=1)) == (0, 0)
    assert len(unsent(production, PROGRAMME, "cor", now)) == 3
    assert "opnieuw" not in unsent(production, PROGRAMME, "cor", now)[0].why


def test_after_a_failure_it_is_sent_once(production: Store, mail_server: MailServer) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    mail_server.refuse = "rcpt"
    assert send(production, mail_server) == (0, 3)
    mail_server.refuse = ""
    assert send(production, mail_server, NOW + MINUTE) == (3, 0)
    assert send(production, mail_server, NOW + timedelta(days=2)) == (0, 0)
    assert len(mail_server.received) == 3


def test_a_kill_after_the_server_has_it_never_sends_it_twice(
    production: Store, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    with monkeypatch.context() as patched:
        whole = outbox.step

        def killed(store, programme, mail, done, now, told=""):
            if done is Step.SENT:
                raise KeyboardInterrupt
            return whole(store, programme, mail, done, now, told)

        patched.setattr(outbox, "step", killed)
        with pytest.raises(KeyboardInterrupt):
            send(production, mail_server)
    assert len(mail_server.received) == 1
    for minutes in (0, 1, 60, 6000):
        send(production, mail_server, NOW + minutes * MINUTE)
    assert len(mail_server.received) == 3
    assert len({one.to[0] for one in mail_server.received}) == 3
    assert unsent(production, PROGRAMME, "cor", NOW + 9 * MINUTE) == []
    (doubt,) = unsent(production, PROGRAMME, "cor", NOW + 10 * MINUTE)
    assert "niet bekend" in doubt.why


def test_a_kill_before_the_server_has_it_sends_it_later(production: Store, mail_server: MailServer) -> None:
    submit(production, plan(line("GRO-1")), "cor")

    def killed(mail: Mail, before: Callable[[], None]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_all(production, PROGRAMME, ADDRESSES, killed, NotSentError, lambda: NOW)
    assert send(production, mail_server) == (3, 0)


def test_two_programs_never_take_the_same_step(production: Store) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    one, *_ = due_mails(production, PROGRAMME, NOW)
    step(production, PROGRAMME, one, Step.HANDING, NOW)
    with pytest.raises(BudgetError, match="ander programma"):
        step(production, PROGRAMME, one, Step.HANDING, NOW)


def test_persons_without_an_address_are_listed_for_the_administrator(
    production: Store, mail_server: MailServer
) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    assert send_all(production, PROGRAMME, {}, post(mail_server), NotSentError, lambda: NOW) == (0, 0)
    assert all("mailadres" in one.why for one in unsent(production, PROGRAMME, "cor", NOW))
    assert len(unsent(production, PROGRAMME, "cor", NOW)) == 3


@pytest.mark.parametrize(("age", "sent"), [(KEPT - MINUTE, 3), (KEPT, 3), (KEPT + MINUTE, 0)])
def test_messages_that_are_too_old_are_not_sent(
    production: Store, mail_server: MailServer, age: timedelta, sent: int
) -> None:
    submit(production, plan(line("GRO-1")), "cor")
    assert send(production, mail_server, NOW + age) == (sent, 0)


def test_a_deadline_is_announced_once_a_day_with_the_days_left(production: Store) -> None:
    last = NOW.date() + timedelta(days=3)
    for _ in range(2):
        add_reminders(production, PROGRAMME, [("gea", last, 3)], NOW)
    add_reminders(production, PROGRAMME, [("gea", last, 1)], NOW + timedelta(days=2))
    mails = due_mails(production, PROGRAMME, NOW + timedelta(days=2))
    assert [("over 3 dagen" in mail.text(APP), "morgen" in mail.text(APP)) for mail in mails] == [
        (True, False),
        (False, True),
    ]


def test_verify_accepts_wishes_messages_and_calendar_addresses(
    production: Store, mail_server: MailServer
) -> None:
    outbox.choose(production, PROGRAMME, "cato", MailPreference.DAILY, NOW)
    calendar.make_address(production, PROGRAMME, "gea", NOW)
    submit(production, plan(line("GRO-1")), "cor")
    accept(production, 1)
    send(production, mail_server)
    calendar.end_address(production, PROGRAMME, "gea", NOW)
    assert verify.verify(production, PROGRAMME, "cor") == []
    assert verify.name_rows(production, PROGRAMME, "cor", from_files=False) == []
