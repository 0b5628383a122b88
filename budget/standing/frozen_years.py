"""All years at one moment, as a snapshot freezes them: rows, roll-forward and closed periods."""

from __future__ import annotations

from collections.abc import Iterable

from budget.model.periods import Closing, closed_by
from budget.model.years import Picture
from budget.standing.moment import Standing
from budget.standing.rollforward import load_rollforward
from budget.standing.years import load_years, year_rows
from budget.store.engine import Store


def load_picture(store: Store, standing: Standing, closings: Iterable[Closing]) -> Picture:
    """All years at the reference date and knowledge of `standing`, with periods closed by `closings`."""
    facts = standing.facts
    years = load_years(store, standing.programme, facts.as_of, facts.known_at, standing)
    closed = closed_by(tuple(closings))
    return Picture(year_rows(years), load_rollforward(store, years), tuple(sorted(closed.periods)))
