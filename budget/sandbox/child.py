"""The child process: reads one file from standard input, under limits, and answers on standard output."""

from __future__ import annotations

import gc
import os
import resource
import sys
import traceback
from collections.abc import Callable

from budget.sandbox.process import ANSWER, FAILED, NO_MEMORY, PROGRESS, SIZE
from budget.sandbox.wire import decode_request
from budget.workbook.limits import Limits


def serve(work: Callable[..., bytes], temporary: int = 0) -> None:
    """Answer one request with what `work` makes of it; any failure is said and ends the process.

    `work` gets name, bytes, programme, known, limits, and where to say progress and size. It may write
    temporary files of up to `temporary` bytes.
    """
    gc.disable()
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        name, programme, known, limits, data = decode_request(sys.stdin.buffer.read())
        restrict(limits, temporary)

        def say(part: float, step: str) -> None:
            send(out, PROGRESS, f"{part:.3f}\t{step}".encode())

        def weigh(size: int) -> None:
            send(out, SIZE, str(size).encode())

        send(out, ANSWER, work(name, data, programme, known, limits, say, weigh))
    except MemoryError:
        send(out, NO_MEMORY, b"")
    except BaseException:  # noqa: BLE001 - see below
        # A panic of the native reader is no Exception; whatever it is, the parent must hear of it.
        send(out, FAILED, traceback.format_exc().encode())
    os._exit(0)


def restrict(limits: Limits, temporary: int = 0) -> None:
    """No more memory than allowed, no files above `temporary` bytes, no core dump."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, temporary),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def send(pipe: int, kind: bytes, body: bytes) -> None:
    """Write one frame in full."""
    view = memoryview(kind + len(body).to_bytes(8) + body)
    while view:
        view = view[os.write(pipe, view) :]
