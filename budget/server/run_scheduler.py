"""Scheduling of script runs: a few at once, shared fairly, with slots kept for who waits for his pages."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from budget.server.visitors import Visitor

Clock = Callable[[], float]
_HALVED = 10.0
"""Half-life in seconds of the time used."""
_PATIENCE = 1.0
"""Seconds that a run may keep its slot: a longer one probably waits for a file or a lock."""
_FORGOTTEN = 0.001
_TIMER = 0.001
"""Seconds that a timer may fire early: a visitor that it wakes has paused long enough."""
_AT_ONCE, _SHARE, _LONGEST_REST = 2.0, 0.1, 2.0
"""The burst in seconds of a visitor's pushing windows; then their share of the time, and the longest pause.

A visitor who clicks twice while his page is drawn notices nothing. Runs share the processor even when each
has a slot, so a flood must leave nine tenths of it to visitors who wait for their pages.
"""


@dataclass(slots=True)
class _Use:
    """Seconds that a slot was held, decaying over time."""

    seconds: float = 0.0
    seen: float = 0.0

    def at(self, now: float) -> float:
        return self.seconds * 0.5 ** ((now - self.seen) / _HALVED)

    def add(self, seconds: float, now: float) -> None:
        self.seconds, self.seen = self.at(now) + seconds, now


class _Allowance:
    """Seconds that the pushing windows of a visitor may run before they pause; below zero is a debt."""

    def __init__(self, now: float) -> None:
        self._left, self._seen = _AT_ONCE, now

    def rest(self, now: float) -> float:
        """Seconds until a run may begin; what a timer does not measure is nothing."""
        seconds = -self._at(now) / _SHARE
        return seconds if seconds > _TIMER else 0.0

    def is_whole(self, now: float) -> bool:
        """Whether nothing was used recently."""
        return self._at(now) >= _AT_ONCE

    def spend(self, seconds: float, now: float) -> None:
        """Subtract the length of a run."""
        self._left, self._seen = max(self._at(now) - seconds, -_LONGEST_REST * _SHARE), now

    def _at(self, now: float) -> float:
        return min(_AT_ONCE, self._left + (now - self._seen) * _SHARE)


class RunScheduler:
    """Slots for runs, `most` at once; the waiting visitor who used least goes first.

    A logged-in person holds one slot, so that his windows slow only himself; an address leaves one to others.
    A run is hurried when its window asked before its previous page was there, or has just opened. One slot
    per visitor is for hurried runs, and they always leave a slot to those who wait for their pages: windows
    that push together make a colleague at the same address wait for at most one of their runs. Windows that
    go on pushing pause between their runs: see _Allowance.
    """

    def __init__(self, most: int, patience: float = _PATIENCE, clock: Clock = time.monotonic) -> None:
        """Starts with every slot free."""
        self._free, self._patience, self.clock = most, patience, clock
        self._pushed: dict[Visitor, _Allowance] = {}
        self._shared = max(1, most - 1)
        self._waiting: list[tuple[WindowRuns, asyncio.Future[None]]] = []
        self._used: dict[Visitor, _Use] = {}
        self._held: Counter[Visitor] = Counter()
        self._hurried: dict[Visitor, WindowRuns] = {}

    def of_window(self, visitor: Visitor) -> WindowRuns:
        """The turn of a new window of this visitor."""
        now = self.clock()
        self._used = {key: use for key, use in self._used.items() if use.at(now) > _FORGOTTEN}
        self._pushed = {key: held for key, held in self._pushed.items() if not held.is_whole(now)}
        return WindowRuns(self, visitor, self._patience)

    async def enter(self, turn: WindowRuns) -> None:
        """Wait for a slot."""
        if self._may_run(turn):
            self._take(turn)
            return
        called = asyncio.get_running_loop().create_future()
        self._waiting.append((turn, called))
        self._admit_after(self._rest(turn))
        try:
            await called
        except asyncio.CancelledError:
            if (turn, called) in self._waiting:
                self._waiting.remove((turn, called))
            else:
                self._give_back(turn)
            raise

    def leave(self, turn: WindowRuns, held: float) -> None:
        """Pass the slot, held for `held` seconds, to the waiting visitor who used least."""
        now = self.clock()
        self._used.setdefault(turn.visitor, _Use()).add(held, now)
        turn.used.add(held, now)
        if turn.is_pushing:
            self._pushed.setdefault(turn.visitor, _Allowance(now)).spend(held, now)
            self._admit_after(self._rest(turn))
        self._give_back(turn)

    def _may_run(self, turn: WindowRuns) -> bool:
        visitor = turn.visitor
        if self._rest(turn):
            return False
        if not self._free or self._held[visitor] >= (1 if visitor.is_known else self._shared):
            return False
        return not turn.is_hurried or (visitor not in self._hurried and len(self._hurried) < self._shared)

    def _take(self, turn: WindowRuns) -> None:
        self._free -= 1
        self._held[turn.visitor] += 1
        if turn.is_hurried:
            self._hurried[turn.visitor] = turn

    def _give_back(self, turn: WindowRuns) -> None:
        self._free += 1
        self._held[turn.visitor] -= 1
        self._held += Counter()  # Drops visitors without a slot.
        if self._hurried.get(turn.visitor) is turn:
            del self._hurried[turn.visitor]
        self._admit()

    def _rest(self, turn: WindowRuns) -> float:
        """Seconds that a pushing window must still pause."""
        held = self._pushed.get(turn.visitor) if turn.is_pushing else None
        return held.rest(self.clock()) if held else 0.0

    def _admit_after(self, seconds: float) -> None:
        if seconds:
            asyncio.get_running_loop().call_later(seconds, self._admit)

    def _admit(self) -> None:
        while first := self._next():
            self._waiting.remove(first)
            self._take(first[0])
            first[1].set_result(None)

    def _next(self) -> tuple[WindowRuns, asyncio.Future[None]] | None:
        # A window that has just closed is still waiting: it leaves when its own task runs.
        able = [entry for entry in self._waiting if not entry[1].done() and self._may_run(entry[0])]
        now = self.clock()
        return min(
            able,
            key=lambda entry: (self._used.get(entry[0].visitor, _Use()).at(now), entry[0].used.at(now)),
            default=None,
        )


class WindowRuns:
    """The runs of one window, one at a time."""

    def __init__(self, turns: RunScheduler, visitor: Visitor, patience: float) -> None:
        """Starts without a run."""
        self.visitor, self.used = visitor, _Use()
        self.is_hurried = True
        """Whether it is pushing, or has just opened."""
        self.is_pushing = False
        """Whether its last request came before the page of an earlier one was there."""
        self._turns, self._patience = turns, patience
        self._since = 0.0
        self._over: asyncio.Event | None = None
        self._last: asyncio.TimerHandle | None = None

    async def begin(self) -> None:
        """Wait until the previous run is over and there is a slot."""
        is_pushing = self._over is not None
        self.is_hurried = is_pushing or not self._last
        if self._over:
            await self._over.wait()
        self.is_pushing = is_pushing  # Not earlier: the previous run may have been of the other kind.
        await self._turns.enter(self)
        self._over, self._since = asyncio.Event(), self._turns.clock()
        self._last = asyncio.get_running_loop().call_later(self._patience, self.end)

    def end(self) -> None:
        """Release the slot: the run is over, the window closed, or its time limit passed."""
        if not self._over or not self._last:
            return
        self._last.cancel()
        self._over.set()
        self._over = None
        self._turns.leave(self, self._turns.clock() - self._since)
