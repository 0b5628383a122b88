"""Agreed actions at a day."""

from datetime import date

import pytest

from budget.model import SteeringAction

DUE, DAY = date(2024, 5, 30), date(2024, 5, 31)


def action(due: date = DUE, closed_on: date | None = None) -> SteeringAction:
    return SteeringAction(1, "GRO", "Werven", "gea", due, None, None, date(2024, 4, 1), closed_on)


@pytest.mark.parametrize(("due", "was_late"), [(DUE, True), (DAY, False), (date(2024, 6, 1), False)])
def test_an_open_action_is_late_after_its_last_day(due: date, was_late: bool) -> None:
    assert action(due).was_overdue(DAY) is was_late


@pytest.mark.parametrize(
    ("closed_on", "was_late"), [(DUE, False), (DAY, False), (date(2024, 6, 1), True), (None, True)]
)
def test_an_action_closed_after_a_date_was_overdue_on_that_date(
    closed_on: date | None, was_late: bool
) -> None:
    assert action(closed_on=closed_on).was_overdue(DAY) is was_late
    assert action(closed_on=closed_on).is_overdue(DAY) is (closed_on is None)
