"""Shared by commands: the programme, its store, the moment of the command, and file access."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from budget.access import Actor
from budget.cli.arguments import CHOSEN
from budget.login import read_login
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError, UnavailableError, UnknownNameError
from budget.programme import load_programme
from budget.programme.installed import folder_of
from budget.settings import read_settings
from budget.store import Store, open_store
from budget.store.database_use import DatabaseUse
from budget.store.faults import DAMAGED
from budget.usecases.account import current_actor
from budget.usecases.database_use import begin, require_use, require_use_of_all
from budget.usecases.programmes import file_changes, in_force

DONE, REFUSED, WRONG_USE = 0, 1, 2
"""Exit statuses."""
FILE_DIFFERS = (
    "Let op: programme.toml wijkt af van het vastgestelde programma. Het vastgestelde programma geldt."
)
HOW_TO_PROPOSE = "Moet dit veranderen? Stel het voor: python -m budget programme propose BESTAND"


class Context:
    """The programme and store of this installation, and the moment (naive UTC) of the command."""

    def __init__(self, *, as_is: bool = False, may_be_damaged: bool = False) -> None:
        """Raises BudgetError when the programme or the database cannot be opened.

        `as_is` leaves the schema as it is, and with a login skips the check on the use of the database: for
        maintenance. `may_be_damaged` continues when that cannot be read: to look for damage.
        """
        settings = read_settings()
        self.folder = folder_of(settings.programme_folders, CHOSEN.get())
        self.filed: Programme = load_programme(self.folder)
        self.store: Store = open_store(settings.database_url, migrates=not as_is)
        self.store = self.store.of(self.filed.id)
        is_new = as_is and self.store.is_new()  # A restore begins without tables.
        self.programme: Programme = self.filed if is_new else self._in_force(may_be_damaged=may_be_damaged)
        self.now = datetime.now(UTC).replace(tzinfo=None)
        self.login = read_login()
        self.use = DatabaseUse.REAL if self.login else DatabaseUse.DEMONSTRATION
        if not as_is or (self.login is None and not is_new):
            self._require_use(may_be_damaged=may_be_damaged)
        if as_is and not is_new:  # Maintenance is about every programme of the database.
            require_use_of_all(self.store, self.use)

    def _in_force(self, *, may_be_damaged: bool) -> Programme:
        """The recorded version; a different programme file is reported, and never used."""
        try:
            current = in_force(self.store, self.filed)
            differences = file_changes(self.store, current, self.filed)
        except Exception as error:
            # A recorded version that no longer parses was changed by hand as well.
            is_changed = not isinstance(error, UnavailableError) or str(error) == DAMAGED
            if not (may_be_damaged and is_changed):
                raise
            return self.filed
        if differences:
            lines = [f"- {line}" for line in differences]
            print("\n".join([FILE_DIFFERS, *lines, HOW_TO_PROPOSE]), file=sys.stderr)
        return current

    def _require_use(self, *, may_be_damaged: bool) -> None:
        try:
            require_use(self.store, self.programme, self.use)
        except Exception as error:
            is_changed = not isinstance(error, BudgetError) or str(error) == DAMAGED
            if not (may_be_damaged and is_changed):
                raise

    @cached_property
    def actor(self) -> Actor:
        """The actor for reading, as current_actor() says."""
        return current_actor(self.store, self.programme, self.login, self.now)

    def acting(self, person_id: str | None = None) -> Actor:
        """The actor for an act, as named_actor() says; the first act marks the database."""
        actor = self.named_actor(person_id)
        begin(self.store, self.programme, self.use, actor.id, self.now)
        return actor

    def named_actor(self, person_id: str | None = None) -> Actor:
        """The actor now; `person_id` is the person in `--as`, which only counts in a demonstration.

        Raises UnknownNameError for an unknown person, or when nobody is named in a demonstration.
        """
        if self.login and person_id is not None:
            raise BudgetError("--as werkt alleen in een demonstratie. U handelt als uzelf: laat --as weg.")
        if self.login is None and person_id is None:
            raise UnknownNameError("Zeg met --as namens wie u dit doet.")
        if person_id is None:
            return self.actor
        return Actor(self.programme.person_as_typed(person_id).id, on=local_day(self.now))


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
