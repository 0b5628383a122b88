"""Limits the number of open windows, and the rate of messages of each."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from budget.limits import ServerLimits
from budget.security_log import note_refusal
from budget.server.buckets import Bucket
from budget.server.dutch import FULL as FULL
from budget.server.guard import NO_ROOM, is_page, refuse, values
from budget.server.messages import COSTLY, KNOWN, is_end_of_run, message_kind
from budget.server.run_scheduler import RunScheduler, WindowRuns
from budget.server.visitors import Visitor, by_address

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FLOOD = "Dit venster stuurt te veel berichten achter elkaar."
TOO_FAST = 4429
_REMEMBERED = 10_000
_ASKED = ("/_stcore/health", "/_stcore/host-config")
Sleep = Callable[[float], Awaitable[object]]
Asks = Callable[["Scope"], Visitor]
"""Gives the visitor of a request."""


def limited_windows(
    app: ASGIApp, limits: ServerLimits, sleep: Sleep = asyncio.sleep, whose: Asks = by_address
) -> ASGIApp:
    """`app` with a limit on open windows, on the messages of each, and on simultaneous runs."""
    windows, turns = Windows(limits), RunScheduler(limits.runs)

    async def limit(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            visitor = whose(scope)
            if not windows.may_open(visitor):
                note_refusal("te veel vensters")
                await refuse(scope, receive, send, NO_ROOM, FULL)
                return
            with windows.open(visitor):
                line = _Line(receive, send, limits, sleep, turns.of_window(visitor))
                await app(scope, line.receive, line.send)
        elif (is_page(scope) or _is_asked_by_page(scope)) and windows.is_full(whose(scope)):
            await refuse(scope, receive, send, NO_ROOM, FULL)
        else:
            await app(scope, receive, send)

    return limit


class Windows:
    """The open windows, by visitor."""

    def __init__(self, limits: ServerLimits) -> None:
        """Starts with none."""
        self._limits = limits
        self._open: Counter[Visitor] = Counter()
        self._openings: dict[Visitor, Bucket] = {}

    def is_full(self, visitor: Visitor) -> bool:
        """Whether no further window may open now, in total or for this visitor."""
        openings = self._openings.get(visitor)
        if self._open.total() >= self._limits.sessions or self._open[visitor] >= self._most(visitor):
            return True
        return openings is not None and openings.is_empty

    def may_open(self, visitor: Visitor) -> bool:
        """Whether a window may open now; counts as an attempt."""
        if len(self._openings) > _REMEMBERED:
            self._openings = {key: held for key, held in self._openings.items() if not held.is_full}
        bucket = self._openings.setdefault(visitor, Bucket(self._limits.openings, self._most(visitor)))
        return not self.is_full(visitor) and bucket.try_take()

    @contextmanager
    def open(self, visitor: Visitor) -> Iterator[None]:
        """Count a window while it is open."""
        self._open[visitor] += 1
        try:
            yield
        finally:
            self._open[visitor] -= 1
            self._open += Counter()  # Drops visitors without a window.

    def _most(self, visitor: Visitor) -> int:
        return self._limits.sessions_per_person if visitor.is_known else self._limits.sessions_per_address


class _Line:
    """One socket: its messages are delayed to the permitted rate; a window that floods is closed."""

    def __init__(
        self, receive: Receive, send: Send, limits: ServerLimits, sleep: Sleep, turn: WindowRuns
    ) -> None:
        self._receive, self._send, self._sleep, self._turn = receive, send, sleep, turn
        self._bucket = Bucket(limits.messages, limits.messages_at_once)
        self._allowed, self._late, self._is_cut = limits.messages_late, 0, False

    async def receive(self) -> Message:
        while (message := await self._next())["type"] == "websocket.receive":
            kind = message_kind(message)
            if kind in COSTLY:
                # A closing window keeps its slot for a moment: its script still runs.
                await self._turn.begin()
            if kind in KNOWN:
                break
            note_refusal("onbekend bericht", kind=kind)
        return message

    async def send(self, message: Message) -> None:
        if is_end_of_run(message):
            self._turn.end()
        if not self._is_cut:
            await self._send(message)

    async def _next(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        wait = self._bucket.take()
        self._late = self._late + 1 if wait else 0
        if self._late > self._allowed:
            return await self._cut()
        if wait:
            await self._sleep(wait)
        return message

    async def _cut(self) -> Message:
        note_refusal("te veel berichten")
        await self._send({"type": "websocket.close", "code": TOO_FAST, "reason": FLOOD})
        self._is_cut = True
        return {"type": "websocket.disconnect", "code": TOO_FAST, "reason": FLOOD}


def _is_asked_by_page(scope: Scope) -> bool:
    """Whether an open page that lost its socket asks if the server is there: it shows our answer.

    Monitoring from outside names no page, and gets the health of the server.
    """
    return scope["type"] == "http" and scope["path"] in _ASKED and bool(values(scope, b"referer"))
