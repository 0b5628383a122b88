"""What commands share: the programme, its store, the moment of the command, and files by path."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from budget.access import VISITOR, Who
from budget.model.programme import Programme
from budget.model.words import UnknownNameError
from budget.programme import load_programme
from budget.settings import read_settings
from budget.store import Store, open_store
from budget.store.uses import Use
from budget.usecases.entrance import begin, require_use

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
        require_use(self.store, self.programme, Use.DEMONSTRATION)
        self.actor: Who = VISITOR
        self.now = datetime.now(UTC).replace(tzinfo=None)

    def person(self, text: str) -> str:
        """The id of the person whom `--as` names, who acts now. Raises UnknownNameError."""
        person = self.programme.person_as_typed(text).id
        begin(self.store, self.programme, Use.DEMONSTRATION, person, self.now)
        return person


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
