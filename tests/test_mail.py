"""Mail over a real SMTP server: what it says, what is refused, and how it is handed over."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from budget.mail import MailSettings, NotSentError, compose, deliver_mail, is_address, read_mail_settings
from budget.model.words import BudgetError
from tests.mail_server import MailServer, mail_server

SETTINGS = MailSettings("127.0.0.1", 25, "monitor@stad.example", "", "", "none")
GIVEN = {"BUDGET_SMTP_HOST": "mail.stad.example", "BUDGET_SMTP_FROM": "monitor@stad.example"}
__all__ = ["mail_server"]


def settings(server: MailServer) -> MailSettings:
    return MailSettings("127.0.0.1", server.port, "monitor@stad.example", "", "", "none")


def mail(to: str = "gea@stad.example") -> bytes:
    return compose(SETTINGS, to, "abc", "Er wacht één inzending", "Klik hier.\n", datetime(2024, 6, 1, 12))


def test_a_mail_arrives_with_its_mark_and_says_it_is_automatic(mail_server: MailServer) -> None:
    deliver_mail(settings(mail_server), "gea@stad.example", mail(), lambda: None)
    (found,) = mail_server.received
    read = message_from_bytes(found.data, policy=default)
    assert (found.to, read["Subject"]) == (["gea@stad.example"], "Er wacht één inzending")
    assert (read["Message-ID"], read["Auto-Submitted"]) == ("<abc@stad.example>", "auto-generated")
    assert read.get_content().strip() == "Klik hier."


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_a_refusal_by_the_mail_server_is_reported_without_the_address(
    mail_server: MailServer, stage: str
) -> None:
    mail_server.refuse = stage
    said: list[str] = []
    with pytest.raises(NotSentError) as refused:
        deliver_mail(settings(mail_server), "gea@stad.example", mail(), lambda: said.append("before"))
    assert "gea" not in str(refused.value)
    assert said == ([] if stage == "rcpt" else ["before"])


def test_an_unreachable_server_is_reported_before_the_mail_is_handed_over(mail_server: MailServer) -> None:
    gone = MailSettings("127.0.0.1", 1, "monitor@stad.example", "", "", "none")
    with pytest.raises(NotSentError):
        deliver_mail(gone, "gea@stad.example", mail(), lambda: pytest.fail("handed over"))


def test_no_mail_is_sent_unencrypted_when_encryption_is_required(mail_server: MailServer) -> None:
    safe = MailSettings("127.0.0.1", mail_server.port, "monitor@stad.example", "", "", "starttls")
    with pytest.raises(NotSentError):
        deliver_mail(safe, "gea@stad.example", mail(), lambda: pytest.fail("handed over"))
    assert mail_server.received == []


def test_without_a_host_there_is_no_mail_and_the_usual_line_is_encrypted() -> None:
    assert read_mail_settings({}) is None
    found = read_mail_settings(GIVEN)
    assert found
    assert (found.port, found.security) == (587, "starttls")


@pytest.mark.parametrize(
    "wrong",
    [
        {"FROM": "stad"}, {"FROM": "a@b\r\nBcc: c@d"}, {"PORT": "x"}, {"PORT": "0"}, {"PORT": "65536"},
        {"SECURITY": "ja"}, {"SECURITY": "none", "USER": "a"}, {"USER": "a", "PASSWORD_FILE": "/nergens"},
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_right_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BudgetError):
        read_mail_settings(GIVEN | {f"BUDGET_SMTP_{name}": value for name, value in wrong.items()})


def test_a_password_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "wachtwoord").write_text("geheim\n")
    words = {"BUDGET_SMTP_USER": "a", "BUDGET_SMTP_PASSWORD_FILE": str(tmp_path / "wachtwoord")}
    found = read_mail_settings(GIVEN | words)
    assert found
    assert found.password == "geheim"


@pytest.mark.parametrize(
    ("text", "good"),
    [("a@b.nl", True), ("a.b+c@b.nl", True), ("", False), ("a", False), ("@b", False), ("a@", False),
     ("a@b\n", False), ("a@b,c@d", False), ("A <a@b>", False)],
)  # fmt: skip
def test_only_a_single_plain_address_is_accepted(text: str, good: bool) -> None:
    assert is_address(text) is good
