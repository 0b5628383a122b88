"""Sends mail to a mail server over SMTP."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from budget.model.words import BudgetError

PREFIX = "BUDGET_SMTP_"
NAMES = ("HOST", "PORT", "FROM", "USER", "PASSWORD_FILE", "SECURITY")
SECURITIES = ("starttls", "tls", "none")
SECONDS = 20


class NotSentError(Exception):
    """The mail server did not accept it; the message has no address or password."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server, and the sender's address; `security` is one of SECURITIES."""

    host: str
    port: int
    sender: str
    user: str
    password: str
    security: str


def read_mail_settings(environment: Mapping[str, str] | None = None) -> MailSettings | None:
    """The settings from BUDGET_SMTP_HOST and others; None without a host: no mail is sent.

    Raises BudgetError for an invalid setting.
    """
    values = os.environ if environment is None else environment
    texts = {name: values.get(PREFIX + name, "") for name in NAMES}
    if not texts["HOST"]:
        return None
    security = texts["SECURITY"] or "starttls"
    port = texts["PORT"] or {"starttls": "587", "tls": "465", "none": "25"}.get(security, "")
    if security not in SECURITIES or not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise BudgetError(f"{PREFIX}SECURITY is {', '.join(SECURITIES)}, en {PREFIX}PORT een poort.")
    if not is_address(texts["FROM"]):
        raise BudgetError(f"Vul in {PREFIX}FROM het adres in waar mail vandaan komt.")
    if texts["USER"] and security == "none":
        raise BudgetError(f"Een wachtwoord gaat niet over een open lijn: kies een andere {PREFIX}SECURITY.")
    password = _password(texts["PASSWORD_FILE"]) if texts["USER"] else ""
    return MailSettings(texts["HOST"], int(port), texts["FROM"], texts["USER"], password, security)


def is_address(text: str) -> bool:
    """Whether this looks like one mail address, without anything that could add a header."""
    name, sign, host = text.partition("@")
    return bool(name and sign and host) and text.isascii() and not set(text) & set(' \r\n\t,;<>"\\()[]:')


def compose(settings: MailSettings, to: str, mark: str, subject: str, text: str, now: datetime) -> bytes:
    """A plain-text mail; `mark` identifies it, so that duplicates can be recognised."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = settings.sender, to, subject
    mail["Date"] = now.replace(tzinfo=UTC)
    mail["Message-ID"] = f"<{mark}@{settings.sender.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail.as_bytes()


def deliver_mail(settings: MailSettings, to: str, mail: bytes, before: Callable[[], None]) -> None:
    """Send a mail and wait until the server confirms it.

    `before` is called when only the mail itself remains to be sent. Raises NotSentError when the server
    refuses it; any other error after `before` leaves open whether it was accepted.
    """
    try:
        line = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSentError(_failure_text(error)) from error
    try:
        _address(line, settings, to)
        before()
        code, _ = line.data(mail)
        if code != 250:
            raise NotSentError(f"De mailserver nam het niet aan ({code}).")
    except smtplib.SMTPDataError as error:
        raise NotSentError(_failure_text(error)) from error
    finally:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if settings.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS, context=secure)
    else:
        line = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
    try:
        if settings.security == "starttls":
            line.starttls(context=secure)
        if settings.user:
            line.login(settings.user, settings.password)
        line.ehlo_or_helo_if_needed()
    except BaseException:
        line.close()
        raise
    return line


def _address(line: smtplib.SMTP, settings: MailSettings, to: str) -> None:
    try:
        for code, _ in (line.mail(settings.sender), line.rcpt(to)):
            if code not in (250, 251):
                raise NotSentError(f"De mailserver weigerde een adres ({code}).")
    except (OSError, smtplib.SMTPException) as error:
        raise NotSentError(_failure_text(error)) from error


def _failure_text(error: Exception) -> str:
    """What happened, without the server's own text, which may hold an address."""
    code = getattr(error, "smtp_code", "")
    error_words = f"{type(error).__name__} {code}".rstrip()
    return f"De mailserver is niet te bereiken of weigert ({error_words})."


def _password(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise BudgetError(f"{PREFIX}PASSWORD_FILE is niet te lezen. Controleer het pad.") from error
