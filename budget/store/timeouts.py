"""How long PostgreSQL lets anyone wait."""

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
"""How long PostgreSQL waits for a lock and works on one statement: our setting of it, the usual seconds."""


def prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    """Without these two, PostgreSQL waits for ever; what the address itself sets goes first."""
    cursor = connection.cursor()
    for name, (variable, usual) in WAITS.items():
        cursor.execute(
            "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = %s AND source <> 'client'",
            (f"{_seconds(variable, usual)}s", name),
        )
    cursor.close()
    connection.commit()


def _seconds(variable: str, usual: int) -> int:
    """A setting of whole seconds. Raises BudgetError for what is no number above zero."""
    text = os.environ.get(variable) or str(usual)
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_SECONDS):
        raise BudgetError(
            f"{variable} is '{text}'. Vul hele seconden in, van 1 tot en met {LONGEST_SECONDS}."
        )
    return int(text)
