"""Pauses the garbage collector while many small values are created: each collection would scan them all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_batches = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection inside; batches may overlap, the last one to end starts it again."""
    global _batches  # noqa: PLW0603 - the collector itself is one for the process
    with _lock:
        if not _batches and not gc.isenabled():
            # Someone else switched it off: it stays off.
            _batches += 1
        _batches += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _batches -= 1
            if not _batches:
                gc.enable()
