"""The caller on this computer, from a command or notebook: a token holder or an account."""

from __future__ import annotations

import os
import pwd
from datetime import datetime

from budget.access import VISITOR, Actor
from budget.login import SETTING, Login
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.security_log import note_refusal
from budget.store import Store
from budget.usecases.tokens import identify

TOKEN = "BUDGET_TOKEN"


def current_actor(store: Store, programme: Programme, login: Login | None, now: datetime) -> Actor:
    """The holder of the token, or the owner of the account; in a demonstration a visitor.

    Raises BudgetError for an unknown token or account.
    """
    if login is None:
        return VISITOR
    if token := os.environ.get(TOKEN):
        return identify(store, programme, token, now)
    account = pwd.getpwuid(os.getuid()).pw_name
    if person := login.account(programme, account):
        return Actor(person.id, on=local_day(now))
    note_refusal("onbekend account")
    raise BudgetError(
        f"Account {account} van deze computer hoort bij niemand in dit programma. Laat de beheerder het "
        f"opnemen in {SETTING}, of gebruik een sleutel in {TOKEN}."
    )
