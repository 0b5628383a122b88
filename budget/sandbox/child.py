"""The child process: reads one file from standard input, under limits, and answers on standard output."""

from __future__ import annotations

import gc
import math
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from budget.sandbox.frame_kinds import ANSWER, FAILED, NO_MEMORY, PROGRESS, SIZE
from budget.sandbox.wire import Request, decode_request
from budget.tracebacks import without_values
from budget.workbook.file_type import OLE
from budget.workbook.limits import Limits

Say = Callable[[float, str], None]
"""Progress callback: fraction done (0..1) and the Dutch name of the step."""
Weigh = Callable[[int], None]
"""Callback with the unpacked size of the file in bytes."""
Work = Callable[[Request, bytes, Say, Weigh], bytes]
_POLITE = 10


def serve(work: Work, temporary: int = 0) -> None:
    """Answer one request with the result of `work`; any failure is reported and ends the process.

    `work` may write temporary files of up to `temporary` bytes.
    """
    gc.disable()
    # Page views take precedence over file checks.
    os.nice(_POLITE)
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        received = sys.stdin.buffer.read()
        request, data = decode_request(received)
        limits, size = request.limits, len(received)
        del received  # Frees the second copy of the file's bytes.
        restrict(limits, size, temporary, is_old=data.startswith(OLE))

        def say(part: float, step: str) -> None:
            send(out, PROGRESS, f"{part:.3f}\t{step}".encode())

        def weigh(size: int) -> None:
            allow_seconds(limits.allowed_seconds(size))
            send(out, SIZE, str(size).encode())

        send(out, ANSWER, work(request, data, say, weigh))
    except MemoryError:
        send(out, NO_MEMORY, b"")
    except BaseException as error:  # noqa: BLE001 - see below
        # A panic of the native reader is no Exception; the parent must learn of any failure.
        send(out, FAILED, without_values(error).encode())
    os._exit(0)


def restrict(limits: Limits, size: int, temporary: int = 0, *, is_old: bool = False) -> None:
    """Limit memory, processor time for a file of `size` bytes, and files to `temporary` bytes each.

    An old .xls gets less memory than other kinds (`is_old`).
    """
    memory = min(limits.memory, _in_use() + limits.memory_xls) if is_old else limits.memory
    most = limits.allowed_seconds(max(size, limits.unpacked))
    for kind, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, temporary),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, math.ceil(most) + 1),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (allowed, allowed))
    allow_seconds(limits.allowed_seconds(size))


def _in_use() -> int:
    """Bytes of memory that this process already uses."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def allow_seconds(seconds: float) -> None:
    """Set the processor time after which the system ends this process."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (min(math.ceil(seconds), hard), hard))


def send(pipe: int, kind: bytes, body: bytes) -> None:
    """Write one frame in full."""
    for part in (kind + len(body).to_bytes(8), body):
        view = memoryview(part)
        while view:
            view = view[os.write(pipe, view) :]
