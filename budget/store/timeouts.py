"""PostgreSQL timeouts."""

from __future__ import annotations

import os

from sqlalchemy.engine.interfaces import DBAPIConnection

from budget.model.words import BudgetError

BUSY_SECONDS = 30
LONGEST_SECONDS = 86_400
WAITS = {
    "lock_timeout": ("BUDGET_LOCK_SECONDS", BUSY_SECONDS),
    "statement_timeout": ("BUDGET_STATEMENT_SECONDS", 600),
}
"""Timeouts for a lock and for one statement: the environment variable, and the default in seconds."""


def prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    """Set both timeouts, as PostgreSQL has none by default; those in the connection URL take precedence."""
    cursor = connection.cursor()
    for name, (variable, usual) in WAITS.items():
        cursor.execute(
            "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = %s AND source <> 'client'",
            (f"{_seconds(variable, usual)}s", name),
        )
    cursor.close()
    connection.commit()


def _seconds(variable: str, usual: int) -> int:
    """A setting in whole seconds. Raises BudgetError unless it is from 1 to a day."""
    text = os.environ.get(variable) or str(usual)
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_SECONDS):
        raise BudgetError(
            f"{variable} is '{text}'. Vul hele seconden in, van 1 tot en met {LONGEST_SECONDS}."
        )
    return int(text)
