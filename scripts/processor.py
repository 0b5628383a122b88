"""Processor time of a process with its descendants, which other work on the machine hardly affects."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

_TICK = os.sysconf("SC_CLK_TCK")
_OFTEN = 0.05


def used_seconds(pid: int | None = None) -> float:
    """Processor seconds used so far by a process (default: this one) and its descendants."""
    with suppress(FileNotFoundError, ProcessLookupError):
        folder = Path(f"/proc/{pid or os.getpid()}")
        after_name = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2]
        own = sum(map(int, after_name.split()[11:15])) / _TICK
        return own + sum(map(used_seconds, _children(folder)))
    return 0.0


def peak_mb(pid: int | None = None) -> float:
    """The peak memory of the process itself, in MB."""
    status = Path(f"/proc/{pid or os.getpid()}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def best_seconds(work: Callable[[], object], repeat: int = 3) -> float:
    """Processor seconds of the cheapest of `repeat` runs, the one least disturbed by other work."""
    costs = []
    for _ in range(repeat):
        gc.collect()
        begun = used_seconds()
        work()
        costs.append(used_seconds() - begun)
    return min(costs)


def _children(folder: Path) -> list[int]:
    with suppress(FileNotFoundError, ProcessLookupError):
        lists = list(folder.glob("task/*/children"))
        return [int(pid) for found in lists for pid in found.read_text(encoding="ascii").split()]
    return []


@contextmanager
def watching_children() -> Iterator[list[float]]:
    """A list that ends with the peak memory, in MB, of any descendant of this process."""
    found, ended = [0.0], Event()

    def watch() -> None:
        while not ended.wait(_OFTEN):
            found.append(max((found[-1], *map(_peak_or_none, descendants()))))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        ended.set()
        watcher.join()


def descendants(pid: int | None = None) -> list[int]:
    """The living descendants of a process (default: this one)."""
    near = _children(Path(f"/proc/{pid or os.getpid()}"))
    return [one for child in near for one in (child, *descendants(child))]


def _peak_or_none(pid: int) -> float:
    try:
        return peak_mb(pid)
    except (OSError, IndexError):
        return 0.0  # It has ended.
