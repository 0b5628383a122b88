"""Log files that only this user can read, in a folder of their own; without names or amounts."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
from collections.abc import Iterator
from io import FileIO, TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from budget.settings import log_folder

_BYTES, _KEPT = 1_000_000, 3
_FORM = logging.Formatter("%(asctime)s %(message)s")
SECURITY, INCIDENTS = "beveiliging.log", "incidenten.log"


class _PrivateFile(RotatingFileHandler):
    """Creates its file for the owner only; rotated files keep that."""

    def _open(self) -> TextIOWrapper:
        number = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.fchmod(number, 0o600)
        return TextIOWrapper(FileIO(number, "a"), encoding=self.encoding, write_through=True)


def write_line(file: str, text: str) -> None:
    """Add one entry to a log of this installation. Raises OSError when it cannot be written.

    The file is opened for each entry, so that rotating or emptying it loses no later entry.
    """
    folder = _private_folder()
    path = folder / file
    log_file = _PrivateFile(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    with _lock_folder(folder), contextlib.closing(log_file) as handler:
        handler.setFormatter(_FORM)
        handler.handleError = _raise  # type: ignore[method-assign]
        handler.handle(logging.LogRecord("budget", logging.WARNING, str(path), 0, text, None, None))


@contextlib.contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    """Keep other threads and processes out: two that put the same full log aside would remove it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _raise(record: logging.LogRecord) -> None:
    raise  # noqa: PLE0704 - logging calls this inside its own except block


def _private_folder() -> Path:
    """The folder of the logs; one made by the administrator keeps its mode."""
    folder = log_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
