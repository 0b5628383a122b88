"""A database with the schema of an earlier release."""

from __future__ import annotations

from sqlalchemy import Connection

from budget.store.backup import copy_rows, without_guards
from budget.store.engine import migrate_to


def copy_at(revision: str, source: Connection, target: Connection) -> None:
    """Give an empty database the schema at `revision`, with the rows of `source`."""
    migrate_to(target, revision)
    with without_guards(target):
        copy_rows(source, target)
