"""The run scheduler: slots, fairness and cancellation."""

from __future__ import annotations

import asyncio

import pytest

from budget.server.run_scheduler import RunScheduler, WindowRuns, _Allowance
from budget.server.visitors import Visitor

LONG = 1e9
A, B = Visitor("a"), Visitor("b")


def test_no_more_runs_start_than_there_are_slots() -> None:
    async def scene() -> list[int]:
        turns, begun = RunScheduler(2, LONG), []
        windows = [turns.of_window(Visitor(name, is_known=True)) for name in "abc"]
        for window in windows:
            await _has_a_page(window)
        tasks = [asyncio.create_task(_run(window, begun, n)) for n, window in enumerate(windows)]
        await _settle()
        before = list(begun)
        windows[0].end()
        await asyncio.gather(*tasks)
        return [len(before), len(begun)]

    assert asyncio.run(scene()) == [2, 3]


def test_one_address_cannot_take_every_slot() -> None:
    async def scene() -> list[list[int]]:
        turns, begun = RunScheduler(3, LONG), []
        windows = [turns.of_window(A) for _ in range(3)]
        for window in windows:
            await _has_a_page(window)
        tasks = [asyncio.create_task(_run(window, begun, n)) for n, window in enumerate(windows)]
        await _settle()
        seen = [list(begun)]
        await asyncio.wait_for(_run(turns.of_window(B), begun, 3), 5)
        seen.append(list(begun))
        windows[0].end()
        await asyncio.gather(*tasks)
        return [*seen, begun]

    assert asyncio.run(scene()) == [[0, 1], [0, 1, 3], [0, 1, 3, 2]]


def test_windows_that_do_not_await_their_page_share_one_slot() -> None:
    async def scene() -> list[list[int]]:
        turns, begun = RunScheduler(3, LONG), []
        pushing, visitor = [turns.of_window(A) for _ in range(20)], turns.of_window(A)
        for window in (*pushing, visitor):
            await _has_a_page(window)
        tasks = []
        for number, window in enumerate(pushing):
            await asyncio.wait_for(window.begin(), 5)
            tasks.append(asyncio.create_task(_run(window, begun, number)))
            await _settle()
            window.end()
        await _settle()
        seen = [list(begun)]
        await asyncio.wait_for(visitor.begin(), 5)
        begun.append(99)
        for task in tasks:
            task.cancel()
        return [*seen, begun]

    assert asyncio.run(scene()) == [[0], [0, 99]]


@pytest.mark.parametrize(("most", "at_once"), [(1, 1), (2, 1), (3, 2), (4, 3)])
def test_newly_opened_windows_leave_a_slot_to_a_waiting_visitor(most: int, at_once: int) -> None:
    async def scene() -> tuple[int, int]:
        turns, begun = RunScheduler(most, LONG), []
        visitor = turns.of_window(Visitor("visitor"))
        await _has_a_page(visitor)
        windows = [turns.of_window(Visitor(str(n))) for n in range(5)]
        tasks = [asyncio.create_task(_run(window, begun, n)) for n, window in enumerate(windows)]
        await _settle()
        opened = len(begun)
        tasks.append(asyncio.create_task(_run(visitor, begun, 99)))
        await _settle()
        for task in tasks:
            task.cancel()
        return opened, begun.count(99)

    assert asyncio.run(scene()) == (at_once, most - at_once)


def test_a_slot_awaited_in_two_ways_admits_both() -> None:
    async def scene() -> list[list[int]]:
        turns, begun = RunScheduler(3, LONG), []
        cato = Visitor("cato", is_known=True)
        hurried, patient = turns.of_window(cato), turns.of_window(cato)
        await _has_a_page(patient)
        await hurried.begin()
        await turns.of_window(A).begin()
        both = (patient, turns.of_window(B))
        tasks = [asyncio.create_task(_run(window, begun, n)) for n, window in enumerate(both)]
        await _settle()
        seen = [list(begun)]
        hurried.end()
        await asyncio.wait_for(asyncio.gather(*tasks), 5)
        return [*seen, sorted(begun)]

    assert asyncio.run(scene()) == [[], [0, 1]]


def test_ten_visitors_of_one_address_take_turns_and_each_gets_every_page() -> None:
    async def clicks(window: WindowRuns, number: int, begun: list[int], most: list[int]) -> None:
        for _ in range(5):
            await window.begin()
            begun.append(number)
            most.append(most[-1] + 1)
            await asyncio.sleep(0)
            most.append(most[-1] - 1)
            window.end()

    async def scene() -> tuple[list[int], int]:
        turns, begun, most = RunScheduler(3, LONG), [], [0]
        windows = [turns.of_window(A) for _ in range(10)]
        await asyncio.gather(*(clicks(window, n, begun, most) for n, window in enumerate(windows)))
        return [begun.count(n) for n in range(10)], max(most)

    assert asyncio.run(scene()) == ([5] * 10, 2)


def test_a_window_runs_one_at_a_time() -> None:
    async def scene() -> list[list[int]]:
        begun: list[int] = []
        window = RunScheduler(5, LONG).of_window(A)
        tasks = [asyncio.create_task(_run(window, begun, 0))]
        await _settle()
        tasks.append(asyncio.create_task(_run(window, begun, 1)))
        await _settle()
        seen = [list(begun)]
        window.end()
        await asyncio.gather(*tasks)
        return [*seen, begun]

    assert asyncio.run(scene()) == [[0], [0, 1]]


def test_windows_of_one_person_run_one_at_a_time_and_leave_other_slots_free() -> None:
    async def scene() -> list[list[int]]:
        turns, begun = RunScheduler(3, LONG), []
        busy, other = (turns.of_window(Visitor("cato", is_known=True)) for _ in range(2))
        visitor = turns.of_window(Visitor("sien", is_known=True))
        await busy.begin()
        later = asyncio.create_task(_run(other, begun, 1))
        await _settle()
        await _run(visitor, begun, 2)
        seen = [list(begun)]
        visitor.end()
        await _settle()
        seen.append(list(begun))
        busy.end()
        await later
        return [*seen, begun]

    assert asyncio.run(scene()) == [[2], [2], [2, 1]]


@pytest.mark.parametrize(("flood", "quiet"), [("a", "a"), ("a", "b")], ids=["one address", "another address"])
def test_the_visitor_with_least_use_goes_first(flood: str, quiet: str) -> None:
    async def scene() -> list[int]:
        turns, begun = RunScheduler(1, LONG), []
        busy, other, visitor = (
            turns.of_window(Visitor(flood)),
            turns.of_window(Visitor(flood)),
            turns.of_window(Visitor(quiet)),
        )
        for window in (busy, other):
            await window.begin()
            await asyncio.sleep(0.02)
            window.end()
        await busy.begin()
        later = [asyncio.create_task(_run(other, begun, 1))]
        await _settle()
        later.append(asyncio.create_task(_run(visitor, begun, 2)))
        await _settle()
        busy.end()
        await later[1]
        visitor.end()
        await asyncio.gather(*later)
        return begun

    assert asyncio.run(scene()) == [2, 1]


def test_a_run_that_exceeds_its_turn_gives_up_its_slot() -> None:
    async def scene() -> str:
        turns = RunScheduler(1, 0.01)
        await turns.of_window(A).begin()
        await asyncio.wait_for(turns.of_window(B).begin(), 30)
        return "begonnen"

    assert asyncio.run(scene()) == "begonnen"


@pytest.mark.parametrize("called_first", [False, True])
def test_a_cancelled_wait_takes_no_slot(called_first: bool) -> None:
    async def scene() -> str:
        turns = RunScheduler(1, LONG)
        first, left, last = (turns.of_window(Visitor(name)) for name in "abc")
        await first.begin()
        waiting = asyncio.create_task(left.begin())
        await _settle()
        if called_first:
            first.end()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        first.end()
        await asyncio.wait_for(last.begin(), 30)
        return "begonnen"

    assert asyncio.run(scene()) == "begonnen"


def test_ending_a_turn_twice_frees_one_slot() -> None:
    async def scene() -> list[int]:
        turns, begun = RunScheduler(1, LONG), []
        first, *rest = (turns.of_window(A) for _ in range(3))
        await first.begin()
        first.end()
        first.end()
        tasks = [asyncio.create_task(_run(window, begun, n)) for n, window in enumerate(rest)]
        await _settle()
        seen = list(begun)
        for task in tasks:
            task.cancel()
        return seen

    assert asyncio.run(scene()) == [0]


class _Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def _push(window: WindowRuns, clock: _Clock, seconds: float) -> None:
    """Ask for a page before the previous one is ready: each takes this long."""
    await window.begin()
    asked = asyncio.create_task(window.begin())
    await _settle()
    clock.now += seconds
    window.end()
    await asyncio.wait_for(asked, 5)
    clock.now += seconds
    window.end()


def test_a_second_click_while_the_page_is_drawn_does_not_wait() -> None:
    async def scene() -> int:
        clock = _Clock()
        window, number = RunScheduler(3, LONG, clock).of_window(A), 0
        while number < 9:  # With a fifth of a second for each page.
            await _push(window, clock, 0.2)
            number += 1
        return number

    assert asyncio.run(scene()) == 9


def test_windows_that_go_on_pushing_have_a_tenth_of_the_time_and_colleagues_do_not_wait() -> None:
    async def scene() -> list[list[int]]:
        clock, begun = _Clock(), []
        turns = RunScheduler(3, LONG, clock)
        pushing, patient, opening = (turns.of_window(A) for _ in range(3))
        await _has_a_page(patient)
        await _push(pushing, clock, 2.1)
        asked = [asyncio.create_task(_run(pushing, begun, 0))]
        await _settle()
        asked.append(asyncio.create_task(_run(pushing, begun, 1)))
        await _settle()
        pushing.end()
        await _settle()
        seen = [list(begun)]
        await asyncio.wait_for(_run(patient, begun, 2), 5)
        patient.end()
        await asyncio.wait_for(_run(opening, begun, 3), 5)
        seen.append(list(begun))
        clock.now += 1.0
        opening.end()
        await _settle()
        seen.append(list(begun))
        await asyncio.gather(*asked)
        return seen

    assert asyncio.run(scene()) == [[0], [0, 2, 3], [0, 2, 3, 1]]


@pytest.mark.parametrize(("held", "rest"), [(2.0, 0.0), (2.1, 1.0), (2.15, 1.5), (60.0, 2.0)])
def test_a_pause_is_ten_times_what_was_pushed_too_long_and_never_longer_than_two_seconds(
    held: float, rest: float
) -> None:
    allowance = _Allowance(0.0)
    allowance.spend(held, 0.0)
    assert allowance.rest(0.0) == pytest.approx(rest)
    assert allowance.rest(2.0) == 0


async def _run(window: WindowRuns, begun: list[int], number: int) -> None:
    await window.begin()
    begun.append(number)


async def _has_a_page(window: WindowRuns) -> None:
    await window.begin()
    window.end()


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_a_slot_passes_on_when_the_first_waiter_is_cancelled() -> None:
    """Its task is cancelled but has not run yet: it is still in the queue."""

    async def scene() -> list[int]:
        turns, begun = RunScheduler(1, LONG), []
        busy, closing, other = (turns.of_window(Visitor(name)) for name in "abc")
        await busy.begin()
        tasks = [asyncio.create_task(_run(window, begun, n)) for n, window in enumerate((closing, other))]
        await _settle()
        tasks[0].cancel()
        busy.end()
        await asyncio.wait(tasks, timeout=60)
        return begun

    assert asyncio.run(scene()) == [1]
