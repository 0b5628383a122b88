"""Finds out whether an act whose connection was lost at its commit was recorded."""

from __future__ import annotations

import time

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from budget.model.words import UnavailableError
from budget.store.faults import AWAY, LOST, UNDONE, explain
from budget.store.programme_lock import lock_programme
from budget.store.schema_parts import audit
from budget.store.scope import enter

PATIENCE, PAUSE = 15.0, 0.5
"""Seconds to go on asking a database that is away, as it may be restarting, and between two questions."""


def require_recorded(engine: Engine, programme: str, head: str) -> None:
    """Return when the trail holds this entry of the lost act.

    Raises UnavailableError: UNDONE when it never will, LOST when that cannot be asked in time.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            is_recorded = _is_recorded(engine, programme, head)
            break
        except DBAPIError as error:
            if explain(error) not in (AWAY, LOST) or time.monotonic() > until:
                raise UnavailableError(LOST) from error
            time.sleep(PAUSE)
    if not is_recorded:
        raise UnavailableError(UNDONE)


def _is_recorded(engine: Engine, programme: str, head: str) -> bool:
    """Asked as a writer: the lost act is over then, also if its server did not notice that we left."""
    with engine.connect() as connection:
        view = connection.begin()
        try:
            enter(connection, programme)
            lock_programme(connection, programme)
            query = select(audit.c.id).where(audit.c.programme == programme, audit.c.hash == head)
            return connection.execute(query).first() is not None
        finally:
            view.rollback()
