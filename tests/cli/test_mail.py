"""The command that sends mail, and the server that does it every minute."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from budget.__main__ import main
from budget.cli import mail_sender
from budget.mail import read_mail_settings
from budget.programme import parse_programme
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.usecases import deliver
from budget.usecases.database_use import begin
from budget.usecases.tasks import Group
from tests.mail_server import MailServer, mail_server
from tests.store.samples import TOML, line, packed, plan

__all__ = ["mail_server"]
PROGRAMME = parse_programme(TOML)


@pytest.fixture
def mailing_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str, mail_server: MailServer
) -> Store:
    """A production database with a pending submission and a mail server."""
    (tmp_path / "programme.toml").write_text(TOML)
    (tmp_path / "login.toml").write_text(
        'claim = "sub"\n[mail]\ncato = "cato@stad.example"\ngijs = "geen adres"\n'
    )
    for name, value in {
        "PROGRAMME": tmp_path, "LOGIN": tmp_path / "login.toml", "DATABASE_URL": ready_sqlite_url,
        "PUBLIC_ADDRESS": "https://budget.example", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": mail_server.port,
        "SMTP_FROM": "monitor@stad.example", "SMTP_SECURITY": "none",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"BUDGET_{name}", str(value))
    store = open_store(ready_sqlite_url)
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", mail_sender._now())
    return store


def test_pending_work_is_mailed_with_its_link_to_persons_with_an_address(
    mailing_store: Store, mail_server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    checked, data = packed(plan(line("GRO-1")), "plan.xlsx")
    deliver.submit(mailing_store, PROGRAMME, checked, data, "cor", mail_sender._now())
    assert main(["mail", "send"]) == 0
    assert capsys.readouterr().out == "Verstuurd: 1. Niet verstuurd: 0.\n"
    (found,) = mail_server.received
    assert found.to == ["cato@stad.example"]
    assert "https://budget.example/vaststellen?inzending" in found.text
    assert main(["mail", "send"]) == 0
    assert len(mail_server.received) == 1


def test_the_mail_command_explains_a_missing_server_or_login(
    mailing_store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BUDGET_LOGIN")
    assert main(["mail", "send"]) == 1
    assert "demonstratie" in capsys.readouterr().out
    monkeypatch.delenv("BUDGET_SMTP_HOST")
    assert main(["mail", "send"]) == 1
    assert "BUDGET_SMTP_HOST" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("days", "told"), [(4, False), (3, True), (2, False), (1, True), (0, True), (-1, False)]
)
def test_a_deadline_is_mailed_three_days_and_one_day_before_and_on_the_day(
    mailing_store: Store, days: int, told: bool
) -> None:
    last = PROGRAMME.meetings[0].deliver_by
    now = datetime.combine(last - timedelta(days=days), datetime.min.time())

    def tasks(_store: object, _standing: object, person: str, _now: datetime) -> list[SimpleNamespace]:
        mine = SimpleNamespace(group=Group.OWED, until=last)
        others = SimpleNamespace(group=Group.OTHERS, until=last)
        return [mine, others, SimpleNamespace(group=Group.OWED, until=None)] if person == "gea" else [others]

    found: list[tuple[str, date, int]] = list(
        mail_sender._upcoming_deadlines(mailing_store, PROGRAMME, ["gea", "cor"], tasks, now)
    )
    assert found == ([("gea", last, days)] if told else [])


def test_a_failed_mail_does_not_stop_the_sender(
    mailing_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks: list[float] = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(mail_sender, "send_once", lambda *_: 1 / 0)
    settings = read_mail_settings()
    assert settings
    with pytest.raises(KeyboardInterrupt):
        mail_sender.keep_sending(settings, lambda *_: [], sleep)
    assert len(looks) == 3
    assert "Nummer: " in capsys.readouterr().err


def test_a_broken_programme_does_not_stop_the_mail_of_the_others(
    mailing_store: Store, tmp_path: Path, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, broken = tmp_path / "stad", tmp_path / "kapot"
    for folder, text in ((town, TOML.replace('id = "dorp"', 'id = "stad"')), (broken, "geen toml")):
        folder.mkdir()
        (folder / "programme.toml").write_text(text)
    monkeypatch.setenv("BUDGET_PROGRAMME", f"{broken}:{tmp_path}:{town}")
    other = parse_programme((town / "programme.toml").read_text())
    begin(mailing_store, other, DatabaseUse.REAL, "cor", mail_sender._now())
    checked, data = packed(plan(line("GRO-1")), "plan.xlsx")
    deliver.submit(mailing_store, other, checked, data, "cor", mail_sender._now())
    assert main(["mail", "send"]) == 1
    (found,) = mail_server.received
    assert "https://budget.example/stad/vaststellen?inzending" in found.text
