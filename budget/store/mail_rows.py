"""Adds rows of mail, and remembers them until the transaction marks them in the trail."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, insert

from budget.store.audit_entries import Values

WRITTEN = "budget_mail"
"""Where a connection remembers the rows that it wrote in this transaction."""


def add_mail_rows(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Insert rows of a mail table. Raises IntegrityError for a key that exists."""
    new = list(rows)
    if new:
        connection.execute(insert(table), new)
        connection.info.setdefault(WRITTEN, []).extend((table, row) for row in new)
