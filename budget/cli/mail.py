"""The command that sends waiting mail; the server does the same every minute."""

from __future__ import annotations

import argparse

from budget.cli.context import DONE, REFUSED
from budget.cli.mail_sender import send_once
from budget.mail import read_mail_settings
from budget.model.words import BudgetError
from budget.usecases.tasks import list_tasks


def send(_: argparse.Namespace) -> int:
    """Send what is due, and print how many mails were sent."""
    settings = read_mail_settings()
    if settings is None:
        raise BudgetError("Er is geen mailserver ingesteld. Vul BUDGET_SMTP_HOST in.")
    sent, failed = send_once(settings, list_tasks)
    print(f"Verstuurd: {sent}. Niet verstuurd: {failed}.")
    return REFUSED if failed else DONE
