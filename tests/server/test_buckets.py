"""Token buckets: a burst, then a rate per second."""

from __future__ import annotations

import pytest

from budget.server.buckets import Bucket


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_full_bucket_gives_its_burst_without_a_wait_and_then_one_by_one(clock: Clock) -> None:
    bucket = Bucket(rate=2, burst=3, clock=clock)
    assert [bucket.take() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]


def test_tokens_refill_over_time_up_to_the_burst(clock: Clock) -> None:
    bucket = Bucket(rate=2, burst=3, clock=clock)
    for _ in range(3):
        bucket.take()
    assert not bucket.is_full
    clock.now = 1.5
    assert bucket.is_full
    clock.now = 1_000
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]


def test_an_empty_bucket_refuses_and_is_not_in_debt(clock: Clock) -> None:
    bucket = Bucket(rate=1, burst=1, clock=clock)
    assert [bucket.try_take(), bucket.try_take(), bucket.try_take()] == [True, False, False]
    clock.now = 0.9
    assert not bucket.try_take()
    clock.now = 1.0
    assert bucket.try_take()
