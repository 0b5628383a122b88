"""Caches between page runs never outlive a change of the data."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from budget.insight.diff.free_room import Moment
from budget.model.content import Content
from budget.model.words import By
from budget.standing.moment import Standing
from budget.store.engine import Store
from budget.ui.visit import Visit
from tests.snapshot.history import live_through
from tests.store.samples import (
    AUGUST_END,
    MAY_END,
    NOW,
    PROGRAMME,
    YEAR,
    booking,
    deliver,
    ledger,
    progress,
    statement,
)

BEFORE = Moment(MAY_END, 3)


def seen(standing: Standing, then: Standing) -> list[object]:
    """Every cached property of a standing."""
    return [
        standing.total(),
        standing.rows(By.DOMAIN),
        standing.pace(),
        standing.pace("GRO"),
        standing.changes_since(BEFORE),
        standing.bridge_since(BEFORE),
        standing.forecast_changes_since(then),
        standing.booked_until(),
        standing.missing_bookings(),
        standing.old_commitments(),
        standing.progress(),
        standing.decided(),
        standing.amended("GRO"),
        standing.corrections(),
    ]


def asked(visit: Visit) -> list[object]:
    return seen(visit.standing(), visit.standing_at(BEFORE))


def test_a_changed_cell_changes_every_figure_despite_the_cache(store: Store) -> None:
    live_through(store)
    visit = Visit(PROGRAMME, store, PROGRAMME.people[0], AUGUST_END, YEAR, NOW)
    cold = asked(visit)
    assert asked(visit) == cold
    assert visit.standing() is visit.standing()
    day = date(YEAR, 8, 30)
    deliver(store, ledger(statement(AUGUST_END, booking("een cel", day, 77_700))))
    warm = asked(visit)
    assert warm == asked(Visit(PROGRAMME, store, PROGRAMME.people[1], AUGUST_END, YEAR, NOW)), (
        "another visitor sees the same"
    )
    assert [before != now for before, now in zip(cold[:7], warm[:7], strict=True)] == [True] * 7


def test_a_new_note_is_shown_despite_the_cache(store: Store) -> None:
    live_through(store)
    visit = Visit(PROGRAMME, store, PROGRAMME.people[0], AUGUST_END, YEAR, NOW)
    cold = visit.standing().progress()
    deliver(store, Content(progress=(progress(day=AUGUST_END, note="een cel"),)))
    assert visit.standing().progress() != cold


def test_another_day_or_state_is_another_standing(store: Store) -> None:
    live_through(store)
    visit = Visit(PROGRAMME, store, PROGRAMME.people[0], AUGUST_END, YEAR, NOW)
    standings = [visit.standing(), visit.standing(MAY_END), visit.standing_at(BEFORE)]
    assert len({id(found) for found in standings}) == len(standings)


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2024, 6, 30, 21, 59), date(2024, 6, 30)),
        (datetime(2024, 6, 30, 22, 0), date(2024, 7, 1)),
        (datetime(2024, 12, 31, 22, 59), date(2024, 12, 31)),
        (datetime(2024, 12, 31, 23, 0), date(2025, 1, 1)),
    ],
)
def test_the_day_of_a_visit_is_the_day_in_amsterdam(store: Store, now: datetime, today: date) -> None:
    """A fragment continues while this day is the same: deputies begin and end at midnight in Amsterdam."""
    visit = Visit(PROGRAMME, store, PROGRAMME.people[0], AUGUST_END, YEAR, now)
    assert (visit.today, visit.actor.on) == (today, today)
