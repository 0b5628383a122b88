"""What commands share: the programme, its store, the moment of the command, and files by path."""

from __future__ import annotations

import os
import pwd
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from budget.access import VISITOR, Actor
from budget.login import SETTING, read_login
from budget.model.programme import Programme
from budget.model.words import BudgetError, UnknownNameError
from budget.programme import load_programme
from budget.security_log import note_refusal
from budget.settings import read_settings
from budget.store import Store, open_store
from budget.store.uses import Use
from budget.usecases.entrance import begin, require_use
from budget.usecases.tokens import identify

TOKEN = "BUDGET_TOKEN"
DONE, REFUSED, WRONG_USE = 0, 1, 2
"""Exit statuses."""


class Context:
    """The programme and store of this installation, and the moment (naive UTC) of the command."""

    def __init__(self) -> None:
        """Raises BudgetError when the programme or the database cannot be opened."""
        settings = read_settings()
        self.folder = settings.programme_folder
        self.programme: Programme = load_programme(self.folder)
        self.store: Store = open_store(settings.database_url)
        self.now = datetime.now(UTC).replace(tzinfo=None)
        self.login = read_login()
        self.use = Use.REAL if self.login else Use.DEMONSTRATION
        require_use(self.store, self.programme, self.use)

    @cached_property
    def actor(self) -> Actor:
        """Who looks: the holder of the token, or the owner of the account; in a demonstration anyone.

        Raises BudgetError for a token or an account that is nobody's.
        """
        if self.login is None:
            return VISITOR
        if token := os.environ.get(TOKEN):
            return identify(self.store, self.programme, token, self.now)
        account = pwd.getpwuid(os.getuid()).pw_name
        if person := self.login.account(self.programme, account):
            return Actor(person.id)
        note_refusal("onbekend account")
        raise BudgetError(
            f"Account {account} van deze computer hoort bij niemand in dit programma. Laat de beheerder het "
            f"opnemen in {SETTING}, of gebruik een sleutel in {TOKEN}."
        )

    def acting(self, named: str | None = None) -> Actor:
        """Who acts now; `named` is whom `--as` names, which only counts in a demonstration.

        Raises UnknownNameError for someone unknown, or when nobody is named in a demonstration.
        """
        if self.login and named is not None:
            raise BudgetError("--as werkt alleen in een demonstratie. U handelt als uzelf: laat --as weg.")
        if self.login is None and named is None:
            raise UnknownNameError("Zeg met --as namens wie u dit doet.")
        actor = self.actor if named is None else Actor(self.programme.person_as_typed(named).id)
        begin(self.store, self.programme, self.use, actor.id, self.now)
        return actor


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UnknownNameError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnknownNameError(f"{path} is niet te lezen: {error.strerror}.") from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file. Raises UnknownNameError when that fails."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UnknownNameError(f"{path} is niet te schrijven: {error.strerror}.") from error
