"""Runs the reading of a file in a child process with hard limits on time and memory."""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from budget.workbook.limits import MB, Limits

PROGRESS, SIZE, ANSWER, FAILED, NO_MEMORY = b"P", b"S", b"A", b"F", b"M"
COMMAND = (sys.executable, "-m", "budget.sandbox.check_job")
_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
_HEAD = 9
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a child: its answer, or the code of the finding that says why there is none."""

    answer: bytes = b""
    failure: str = ""


def run(
    parts: Sequence[bytes],
    limits: Limits,
    progress: Callable[[float, str], None] | None = None,
    command: Sequence[str] = COMMAND,
    folder: str = "",
) -> Outcome:
    """Hand `parts` to a child on its standard input and wait for its answer, within the limits.

    The child gets no environment of ours beyond what Python needs, so no password or address of a store;
    its temporary files go to `folder`.
    """
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
    }
    if folder:
        environment["TMPDIR"] = folder
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        writer = threading.Thread(target=_write, args=(child.stdin, parts), daemon=True)
        writer.start()
        try:
            return _listen(child, allowed_seconds(sum(map(len, parts)), limits), limits, progress)
        finally:
            child.kill()
            writer.join()


def allowed_seconds(size: int, limits: Limits) -> float:
    """Wall time for a child that found `size` bytes of unpacked content."""
    return limits.seconds + limits.seconds_per_mb * size / MB


def _write(pipe: BinaryIO, parts: Sequence[bytes]) -> None:
    try:
        with pipe:
            for part in parts:
                pipe.write(part)
    except BrokenPipeError:
        _log.info("the child stopped before it had read its input")


def _listen(
    child: subprocess.Popen[bytes],
    seconds: float,
    limits: Limits,
    progress: Callable[[float, str], None] | None,
) -> Outcome:
    """Read frames until there is an answer, a failure, or no time left."""
    frames = _Frames(child.stdout, limits.answer)
    started = time.monotonic()
    deadline = started + seconds
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ)
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
                    deadline = started + allowed_seconds(int(body), limits)
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
    """A child that ended without a word: killed by the system for its memory, or aborted by the reader."""
    return "file-memory" if status == -9 else "file-crash"


class _Frames:
    """Cuts what a child writes into frames: one letter, eight bytes of length, the body."""

    def __init__(self, pipe: BinaryIO, largest: int) -> None:
        self._pipe, self._largest = pipe, largest
        self._held = bytearray()

    def read(self) -> bool:
        """Take what is there; False at the end."""
        chunk = os.read(self._pipe.fileno(), MB)
        self._held += chunk
        return bool(chunk)

    @property
    def is_too_large(self) -> bool:
        return len(self._held) > self._largest

    def complete(self) -> list[tuple[bytes, bytes]]:
        found = []
        while len(self._held) >= _HEAD:
            end = _HEAD + int.from_bytes(self._held[1:_HEAD])
            if len(self._held) < end:
                break
            found.append((bytes(self._held[:1]), bytes(self._held[_HEAD:end])))
            del self._held[:end]
        return found
