"""All years at one moment, as a snapshot freezes them: rows, the roll-forward, and what is closed."""

from __future__ import annotations

from datetime import datetime

from budget.model.periods import closed_by
from budget.model.years import Picture
from budget.standing.moment import Standing
from budget.standing.rollforward import load_rollforward
from budget.standing.years import load_years, year_rows
from budget.store.engine import Store
from budget.store.periods import load_closings


def load_picture(store: Store, own: Standing, now: datetime) -> Picture:
    """All years at the reference date and state of knowledge of `own`; what was closed by `now`."""
    programme, facts = own.programme, own.facts
    years = load_years(store, programme, facts.as_of, facts.known_at, own)
    with store.read() as connection:
        closed = closed_by(load_closings(connection, programme.id, now))
    return Picture(year_rows(years), load_rollforward(store, years), tuple(sorted(closed.periods)))
