"""A queue in which threads wait for their turn, first come first served."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_AGAIN = 0.5
"""Seconds between position updates for a waiting visitor; one who left is dropped at the next update."""
Tell = Callable[[float, str], None]


class ThreadQueue:
    """Admits a limited number of threads at once."""

    def __init__(self) -> None:
        """An empty queue."""
        self._turn = threading.Condition()
        self._waiting: deque[object] = deque()
        self._signal_details = 0

    @contextmanager
    def place(self, most: int, tell: Tell | None = None) -> Iterator[None]:
        """Wait until fewer than `most` are inside and it is our turn; `tell` is called with our position."""
        self._enter(most, tell)
        try:
            yield
        finally:
            with self._turn:
                self._signal_details -= 1
                self._turn.notify_all()

    def _enter(self, most: int, tell: Tell | None) -> None:
        ticket = object()
        with self._turn:
            self._waiting.append(ticket)
        try:
            while ahead := self._ahead(ticket, most):
                if tell:
                    tell(0.0, queue_words(ahead))
                with self._turn:
                    self._turn.wait(_LOOK_AGAIN)
        except BaseException:
            with self._turn:
                self._waiting.remove(ticket)
                self._turn.notify_all()
            raise

    def _ahead(self, ticket: object, most: int) -> int:
        """Our position in the queue from 1, or 0 once admitted."""
        with self._turn:
            if self._waiting[0] is ticket and self._signal_details < most:
                self._waiting.popleft()
                self._signal_details += 1
                self._turn.notify_all()
                return 0
            return self._waiting.index(ticket) + 1


def queue_words(number: int) -> str:
    """The Dutch text for someone who waits."""
    return f"Er worden nu andere bestanden gelezen. U bent nummer {number} in de rij."
