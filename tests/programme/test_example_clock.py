"""The day on which the example plays, and only the example."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from budget.model.months import local_day
from budget.programme.example_clock import read_example_clock
from tests.conftest import EXAMPLE

FIRST = datetime(2024, 1, 15, 10, 0)


@pytest.fixture
def clock():
    return read_example_clock(EXAMPLE)


def test_the_day_lies_after_the_last_file_and_before_the_next_meeting(clock, programme) -> None:
    assert clock.today > date(2024, 10, 10)
    assert clock.today < min(m.deliver_by for m in programme.meetings if m.date > date(2024, 10, 14))


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize(("month", "ahead"), [(1, 1), (7, 2)])
def test_time_passes_within_the_day_of_the_example(clock, hour: int, month: int, ahead: int) -> None:
    """In Amsterdam, where the day of summer time begins two hours before that of UTC."""
    at = clock.at(datetime(2026, month, 28, hour, 5, 6))
    assert local_day(at) == clock.today
    assert at + timedelta(hours=2) == datetime(2024, 10, 14, (hour + ahead) % 24, 5, 6)


@pytest.mark.parametrize(
    ("first", "holds"), [(FIRST, True), (FIRST + timedelta(seconds=1), False), (None, False)]
)
def test_the_example_clock_holds_only_when_the_first_file_is_that_of_the_example(
    clock, first, holds: bool
) -> None:
    assert clock.holds(first) is holds


def test_a_programme_without_an_example_or_without_a_day_has_the_real_time(tmp_path: Path) -> None:
    assert read_example_clock(tmp_path) is None
    (tmp_path / "voorbeeld").mkdir()
    (tmp_path / "voorbeeld" / "volgorde.toml").write_text("[[steps]]\non = 2024-01-15T10:00:00\n")
    assert read_example_clock(tmp_path) is None
