"""Scheduling of script runs: a few at once, one per person, and the one who used least goes first."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass

from budget.server.visitors import Visitor

_HALVED = 10.0
"""Half-life in seconds of the time used."""
_PATIENCE = 1.0
"""Seconds that a run may keep its slot: a longer one probably waits for a file or a lock."""
_FORGOTTEN = 0.001


@dataclass(slots=True)
class _Use:
    """Seconds that a slot was held, decaying over time."""

    seconds: float = 0.0
    seen: float = 0.0

    def at(self, now: float) -> float:
        return self.seconds * 0.5 ** ((now - self.seen) / _HALVED)

    def add(self, seconds: float, now: float) -> None:
        self.seconds, self.seen = self.at(now) + seconds, now


class Turns:
    """Slots for runs, `most` at once; one per logged-in person, so that his windows slow only himself.

    Without this, ten windows that each send as much as one window may would keep the event loop from its work
    for as long as their messages last: nobody would get an answer.
    """

    def __init__(self, most: int, patience: float = _PATIENCE) -> None:
        """Starts with every slot free."""
        self._free, self._patience = most, patience
        self._waiting: list[tuple[Turn, asyncio.Future[None]]] = []
        self._used: dict[Visitor, _Use] = {}
        self._held: Counter[Visitor] = Counter()

    def of_window(self, visitor: Visitor) -> Turn:
        """The turn of a new window of this visitor."""
        now = time.monotonic()
        self._used = {key: use for key, use in self._used.items() if use.at(now) > _FORGOTTEN}
        return Turn(self, visitor, self._patience)

    async def enter(self, turn: Turn) -> None:
        """Wait for a slot."""
        if self._free and self._may_hold(turn.visitor):
            self._take(turn.visitor)
            return
        called = asyncio.get_running_loop().create_future()
        self._waiting.append((turn, called))
        try:
            await called
        except asyncio.CancelledError:
            if (turn, called) in self._waiting:
                self._waiting.remove((turn, called))
            else:
                self._give_back(turn.visitor)
            raise

    def leave(self, turn: Turn, held: float) -> None:
        """Pass the slot, held for `held` seconds, to the waiting visitor who used least."""
        now = time.monotonic()
        self._used.setdefault(turn.visitor, _Use()).add(held, now)
        turn.used.add(held, now)
        self._give_back(turn.visitor)

    def _may_hold(self, visitor: Visitor) -> bool:
        return not (visitor.is_known and self._held[visitor])

    def _take(self, visitor: Visitor) -> None:
        self._free -= 1
        self._held[visitor] += 1

    def _give_back(self, visitor: Visitor) -> None:
        self._free += 1
        self._held[visitor] -= 1
        self._held += Counter()  # Drops visitors without a slot.
        # A window that has just closed is still waiting: it leaves when its own task runs.
        able = [one for one in self._waiting if not one[1].done() and self._may_hold(one[0].visitor)]
        if not able:
            return
        now = time.monotonic()
        first = min(
            able,
            key=lambda one: (self._used.get(one[0].visitor, _Use()).at(now), one[0].used.at(now)),
        )
        self._waiting.remove(first)
        self._take(first[0].visitor)
        first[1].set_result(None)


class Turn:
    """The runs of one window, one at a time."""

    def __init__(self, turns: Turns, visitor: Visitor, patience: float) -> None:
        """Nothing runs yet."""
        self.visitor, self.used = visitor, _Use()
        self._turns, self._patience = turns, patience
        self._since = 0.0
        self._over: asyncio.Event | None = None
        self._last: asyncio.TimerHandle | None = None

    async def begin(self) -> None:
        """Wait until the previous run is over and there is a slot."""
        if self._over:
            await self._over.wait()
        await self._turns.enter(self)
        self._over, self._since = asyncio.Event(), time.monotonic()
        self._last = asyncio.get_running_loop().call_later(self._patience, self.end)

    def end(self) -> None:
        """Release the slot: the run is over, the window closed, or patience ran out."""
        if not self._over or not self._last:
            return
        self._last.cancel()
        self._over.set()
        self._over = None
        self._turns.leave(self, time.monotonic() - self._since)
