"""When an action is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from budget.model.steering import SteeringAction


@pytest.mark.parametrize(
    ("due", "closed", "is_late"),
    [
        (30, None, True),
        (31, None, False),
        (32, None, False),
        (30, 31, False),
        (30, 32, True),
        (31, 32, False),
    ],
)
def test_late_at_a_day_is_open_after_its_last_day(due: int, closed: int | None, is_late: bool) -> None:
    start = date(2024, 5, 1)
    day = {None: None} | {n: start + timedelta(days=n - 1) for n in (30, 31, 32)}
    ended = day[closed], "x" if closed else ""
    action = SteeringAction(1, "VEI", "a", "b", day[due], None, None, start, *ended)
    assert action.was_late(date(2024, 5, 31)) is is_late
