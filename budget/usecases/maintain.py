"""Maintenance of the database: the key that signs its trail, backups, and schema upgrades."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from budget.access import Action, NotAllowedError, Who, actor_of, require, requires
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.store import Connection, Store
from budget.store.anchor import (
    KEY_FILE,
    anchored_heads,
    find_unsigned,
    read_key,
    trusted_keys,
)
from budget.store.audit import record
from budget.store.audit_entries import Entry
from budget.store.backup import Backup, file_hash, opened_backup, write_backup
from budget.store.database_use import DatabaseUse, has_acts, load_use
from budget.store.distributed_tables import list_distribution_statements
from budget.store.engine import newest_revision, revisions
from budget.store.integrity import find_faults
from budget.store.keys import Key, new_key
from budget.store.programmes import load_version, record_first
from budget.store.restoring import restore_backup
from budget.store.scope import enter, programmes_in


@requires(Action.MAINTAIN)
def make_key(store: Store, programme: Programme, actor: Who, path: Path, now: datetime) -> str:
    """Write a new key to a new file, sign the present trail with it, and return its public part.

    Raises BudgetError when the file exists or cannot be written: then nothing is signed.
    """
    text = new_key()
    _write_private(path, text + "\n")
    return _sign(store, programme, actor_of(actor).id, Key(text), now)


@requires(Action.MAINTAIN)
def sign_trail(store: Store, programme: Programme, actor: Who, now: datetime) -> str:
    """Sign the present trail with the key of this installation, and return its public part.

    For a database from before the key. Signing asserts that the trail is right: run verify first. Raises
    BudgetError without a key.
    """
    if (key := read_key()) is None:
        raise BudgetError(f"Er is nog geen sleutel. Maak er een met een bestandsnaam, of stel {KEY_FILE} in.")
    return _sign(store, programme, actor_of(actor).id, key, now)


@requires(Action.MAINTAIN)
def backup(store: Store, programme: Programme, actor: Who, path: Path) -> tuple[Backup, list[str]]:
    """Write a backup while others work, and check its content: a Dutch sentence per fault.

    Raises BudgetError without the right in every programme of the database, and when the file exists, cannot
    be written or does not hold the same rows.
    """
    if store.is_new():
        raise BudgetError("De database is leeg. Er is nog niets om een back-up van te maken.")
    with store.read() as connection:
        written_backup = _write(connection, actor, path)
    with opened_backup(path) as written:
        known = programmes_in(written) if written_backup.revision == newest_revision() else []
        return written_backup, _faults(written, known)


@requires(Action.MAINTAIN)
def restore(
    store: Store, programme: Programme, actor: Who, path: Path, use: DatabaseUse, now: datetime
) -> None:
    """Restore a backup into an empty database, with an entry in the trail of every programme.

    Raises BudgetError, and changes nothing, without the right in each programme, and when the backup is
    damaged, for the other use, or not the newest.
    """
    trails = {programme.id}

    def judge(connection: Connection, programmes: list[str]) -> None:
        for programme_id in programmes:
            _require_in(connection, programme_id, actor)
        trails.update(programmes)
        if any(load_use(connection, programme_id) not in (use, None) for programme_id in programmes):
            raise BudgetError("Deze back-up is van een omgeving met een ander doel. Er is niets teruggezet.")
        if faults := _faults(connection, programmes):
            listed = "\n".join(f"- {fault}" for fault in faults)
            raise BudgetError(f"De back-up klopt niet. Er is niets teruggezet.\n{listed}")

    restore_backup(store, path, anchored_heads(), judge)
    entry = Entry(now, actor_of(actor).id, "restore", "backup", {"sha256": file_hash(path)})
    for programme_id in sorted(trails):
        with store.write(programme_id, read_key()) as connection:
            record(connection, programme_id, entry)


@requires(Action.MAINTAIN)
def upgrade(store: Store, programme: Programme, actor: Who, path: Path, now: datetime) -> Backup | None:
    """Migrate the schema to this program's, after a backup; None when there was nothing to back up.

    A database from before programme versions gets the one in use as its first. Raises BudgetError as backup()
    does: then nothing is changed.
    """
    backup_kept = None
    if not store.is_new():
        with store.read() as connection:
            if revisions(connection) == [newest_revision()]:
                return None
            backup_kept = _write(connection, actor, path)
    store.upgrade()
    with store.read() as connection:
        is_used = has_acts(connection, programme.id)
    if is_used:
        with store.write(programme.id) as connection:
            record_first(connection, programme.id, programme.text, actor_of(actor).id, now)
    return backup_kept


def plan_distribution(store: Store) -> list[str]:
    """The SQL that distributes the tables over machines with Citus. Raises BudgetError for SQLite."""
    if store.is_new() or not store.address.startswith("postgresql"):
        raise BudgetError("Verdelen over machines kan alleen met tabellen in PostgreSQL.")
    with store.read() as connection:
        return list(list_distribution_statements(connection))


def _write(connection: Connection, actor: Who, path: Path) -> Backup:
    """A backup of all programmes, for an actor with the right in each of them."""
    for programme_id in programmes_in(connection):
        enter(connection, programme_id)
        _require_in(connection, programme_id, actor)
    return write_backup(connection, path)


def _require_in(connection: Connection, programme: str, actor: Who) -> None:
    """Raises BudgetError unless the actor may maintain this programme, by its version in force."""
    if version := load_version(connection, programme):
        try:
            require(version.programme, actor, Action.MAINTAIN)
        except BudgetError as error:
            raise NotAllowedError(
                f"Dit gaat over alle programma's in de database, ook over {programme}. Daar beheert u de "
                "database niet. Laat het doen door iemand die dat in alle programma's mag."
            ) from error


def _faults(connection: Connection, programmes: list[str]) -> list[str]:
    """A Dutch sentence per fault, with its programme if there are several."""
    sentences = []
    for programme_id in programmes:
        faults = [
            *find_faults(connection, programme_id),
            *find_unsigned(connection, programme_id, trusted_keys()),
        ]
        sentences += [f"{programme_id}: {fault}" if len(programmes) > 1 else fault for fault in faults]
    return sentences


def _sign(store: Store, programme: Programme, person: str, key: Key, now: datetime) -> str:
    with store.write(programme.id, key) as connection:
        record(connection, programme.id, Entry(now, person, "key", "trail", {"key": key.public}))
    return key.public


def _write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read."""
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
