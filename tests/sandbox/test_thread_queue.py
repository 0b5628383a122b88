"""The queue for child processes: capacity and order."""

from __future__ import annotations

import threading

import pytest

from budget.sandbox.process import run
from budget.sandbox.thread_queue import ThreadQueue, queue_words
from budget.workbook.limits import Limits
from tests.sandbox.conftest import Job

LONG = 60


class Visitor(threading.Thread):
    """A thread that enters the queue, reports it, and stays until released."""

    def __init__(self, line: ThreadQueue, most: int, inside: list[str], name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._line, self._most, self._signal_details = line, most, inside
        self.waits, self.is_in, self.may_leave = threading.Event(), threading.Event(), threading.Event()
        self.heard: list[str] = []
        self.stops_at = ""

    def _tell(self, part: float, text: str) -> None:
        self.heard.append(text)
        self.waits.set()
        if self.stops_at == text:
            raise InterruptedError

    def run(self) -> None:
        try:
            with self._line.place(self._most, self._tell):
                self._signal_details.append(self.name)
                self.is_in.set()
                self.may_leave.wait(LONG)
        except InterruptedError:
            self.heard.append("weg")


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_queue_admits_a_maximum_in_order_of_arrival(most: int) -> None:
    line, inside = ThreadQueue(), []
    visitors = [Visitor(line, most, inside, str(number)) for number in range(5)]
    for number, visitor in enumerate(visitors):
        visitor.start()
        assert (visitor.is_in if number < most else visitor.waits).wait(LONG)
    assert inside == [str(number) for number in range(most)]
    assert [visitor.heard[0] for visitor in visitors[most:]] == [queue_words(n + 1) for n in range(5 - most)]
    for number, visitor in enumerate(visitors):
        visitor.may_leave.set()
        visitor.join(LONG)
        assert all(later.is_in.wait(LONG) for later in visitors[number + 1 : number + 1 + most])
        assert len(inside) == min(5, number + 1 + most)
    assert inside == [str(number) for number in range(5)]


def test_a_visitor_who_stops_waiting_leaves_the_queue() -> None:
    line, inside = ThreadQueue(), []
    first, second, third = (Visitor(line, 1, inside, name) for name in ("a", "b", "c"))
    second.stops_at = queue_words(1)
    first.start()
    assert first.is_in.wait(LONG)
    second.start()
    second.join(LONG)
    third.start()
    assert third.waits.wait(LONG)
    assert third.heard[0] == queue_words(1)
    first.may_leave.set()
    assert third.is_in.wait(LONG)
    third.may_leave.set()
    assert inside == ["a", "c"]


def test_an_error_inside_releases_the_place() -> None:
    line = ThreadQueue()
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt), line.place(1):
            raise KeyboardInterrupt


def test_a_waiting_check_reports_its_place_in_the_queue(monkeypatch: pytest.MonkeyPatch, job: Job) -> None:
    """Two files at once with one reader: the second reports its place until the first is read."""
    monkeypatch.setenv("BUDGET_LIMIT_READERS", "1")
    says = "import os; os.write(1, b'P' + (3).to_bytes(8) + b'0\\tx')"
    ends = "os.read(0, 9); os.write(1, b'A' + (1).to_bytes(8) + b'y')"
    waits, heard, answers = threading.Event(), [], []

    def second() -> None:
        def tell(part: float, text: str) -> None:
            heard.append(text)
            waits.set()

        answers.append(run([b"1"], Limits(), job(f"{says}; {ends}"), tell).answer)

    thread = threading.Thread(target=second, daemon=True)

    def first(part: float, text: str) -> None:
        thread.start()
        assert waits.wait(LONG)

    assert run([b"1"], Limits(), job(f"{says}; {ends}"), first).answer == b"y"
    thread.join(LONG)
    assert heard[0] == queue_words(1)
    assert heard[-1] == "x"
    assert answers == [b"y"]
