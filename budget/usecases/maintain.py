"""What keeps the database safe: the key that signs its trail."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from budget.access import Action, Who, require
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.store import Store
from budget.store.anchor import KEY_FILE, Key, new_key, read_key
from budget.store.audit import record
from budget.store.audit_entries import Entry


def make_key(store: Store, programme: Programme, actor: Who, path: Path, now: datetime) -> str:
    """Write a fresh key to a new file, sign the trail as it is now with it, and give its public part.

    Raises BudgetError when the file exists or cannot be written: then nothing is signed.
    """
    person = require(programme, actor, Action.MAINTAIN)
    text = new_key()
    _write_private(path, text + "\n")
    return _sign(store, programme, person, Key(text), now)


def sign_trail(store: Store, programme: Programme, actor: Who, now: datetime) -> str:
    """Sign the trail as it is now with the key of this installation, and give its public part.

    For a database of before the key. Who does this says that the trail is right: look first with verify.
    Raises BudgetError without a key.
    """
    person = require(programme, actor, Action.MAINTAIN)
    if (key := read_key()) is None:
        raise BudgetError(f"Er is nog geen sleutel. Maak er een met een bestandsnaam, of stel {KEY_FILE} in.")
    return _sign(store, programme, person, key, now)


def _sign(store: Store, programme: Programme, person: str, key: Key, now: datetime) -> str:
    with store.write(programme.id, key) as connection:
        record(connection, programme.id, Entry(now, person, "key", "trail", {"key": key.public}))
    return key.public


def _write_private(path: Path, text: str) -> None:
    """A new file that only its owner can read."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BudgetError(f"{path} bestaat al en wordt niet vervangen. Kies een andere naam.") from error
    except OSError as error:
        raise BudgetError(f"{path} is niet te schrijven: {error.strerror}.") from error
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
