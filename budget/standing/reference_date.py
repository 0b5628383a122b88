"""The reference date for who names none."""

from __future__ import annotations

from datetime import date

from budget.model.programme import Programme
from budget.store.engine import Store
from budget.store.totals import latest_statement_date


def default_reference_date(store: Store, programme: Programme, today: date) -> date:
    """The day that the accepted ledger reaches, or today without a ledger; always within the programme."""
    with store.read() as connection:
        reached = latest_statement_date(connection, programme.id)
    first, last = date(programme.years[0], 1, 1), date(programme.years[-1], 12, 31)
    return min(max(reached or today, first), last)
