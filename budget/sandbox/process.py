"""Runs a child process and reads its output, with a final limit on its time and the size of its answer."""

from __future__ import annotations

import logging
import os
import selectors
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from budget.limits import MB, read_server_limits
from budget.sandbox.children import Child, Children
from budget.sandbox.frame_kinds import ANSWER, FAILED, NO_MEMORY, SIZE
from budget.sandbox.thread_queue import ThreadQueue
from budget.workbook.limits import Limits

_HEAD = 9
Progress = Callable[[float, str], None]
"""Progress callback: fraction done (0..1) and the Dutch name of the step."""
_log = logging.getLogger(__name__)
_PLACES = ThreadQueue()
CHILDREN = Children()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a child process: its answer, or the code of the finding that explains its failure."""

    answer: bytes = b""
    failure: str = ""


def run(
    parts: Sequence[bytes],
    limits: Limits,
    job: str,
    progress: Progress | None = None,
    folder: str = "",
) -> Outcome:
    """Give `parts` to a child that runs `job` (see `Children.start`) and wait for its answer.

    The child limits its own memory and processor time; the clock here is the last resort. At most
    `BUDGET_LIMIT_READERS` children run at once in this process; further callers wait, and `progress` is
    called with their position in the queue.
    """
    with _PLACES.place(read_server_limits().readers, progress):
        return _run(parts, limits, job, progress, folder)


def _run(parts: Sequence[bytes], limits: Limits, job: str, progress: Progress | None, folder: str) -> Outcome:
    with CHILDREN.start(job, folder) as child:
        writer = threading.Thread(target=_write, args=(child.given, parts), daemon=True)
        writer.start()
        outcome = _listen(child, sum(map(len, parts)), limits, progress)
    writer.join()
    return outcome


def _write(pipe: IO[bytes], parts: Sequence[bytes]) -> None:
    try:
        with pipe:
            for part in parts:
                pipe.write(part)
    except BrokenPipeError:
        _log.info("the child stopped before it had read its input")


def _listen(child: Child, size: int, limits: Limits, progress: Progress | None) -> Outcome:
    """Read frames until there is an answer, a failure, or no time left."""
    frames = _Frames(child.answer, limits.answer)
    started = time.monotonic()
    deadline = started + limits.patience * limits.allowed_seconds(size)
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.answer, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not waiting.select(left):
                break
            if not frames.read():
                return Outcome(failure=_why_stopped(child.wait()))
            for kind, body in frames.complete():
                if kind == ANSWER:
                    return Outcome(answer=body)
                if kind in (FAILED, NO_MEMORY):
                    return Outcome(failure=_failure(kind, body))
                if kind == SIZE:
                    deadline = started + limits.patience * limits.allowed_seconds(int(body))
                elif progress:
                    part, step = body.decode().split("\t", 1)
                    progress(float(part), step)
            if frames.is_too_large:
                return Outcome(failure="file-memory")
    return Outcome(failure="file-time")


def _failure(kind: bytes, body: bytes) -> str:
    if kind == NO_MEMORY:
        return "file-memory"
    _log.error("reading a file failed:\n%s", body.decode("utf-8", "replace"))
    return "file-crash"


def _why_stopped(status: int) -> str:
    """The failure of a child that ended without a message: killed by the system, or aborted by the reader."""
    return {-signal.SIGXCPU: "file-time", -signal.SIGKILL: "file-memory"}.get(status, "file-crash")


class _Frames:
    """Splits a child's output into frames: one letter, eight bytes of length, the body."""

    def __init__(self, pipe: IO[bytes], largest: int) -> None:
        self._pipe, self._largest = pipe, largest
        self._held = bytearray()

    def read(self) -> bool:
        """Read what is available; False at the end."""
        chunk = os.read(self._pipe.fileno(), MB)
        self._held += chunk
        return bool(chunk)

    @property
    def is_too_large(self) -> bool:
        """Whether more is buffered than any answer may be."""
        return len(self._held) > self._largest

    def complete(self) -> list[tuple[bytes, bytes]]:
        """Kind and body of the complete frames."""
        found = []
        while len(self._held) >= _HEAD:
            end = _HEAD + int.from_bytes(self._held[1:_HEAD])
            if len(self._held) < end:
                break
            found.append((bytes(self._held[:1]), bytes(self._held[_HEAD:end])))
            del self._held[:end]
        return found
