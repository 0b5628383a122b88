"""A folder in which other systems put files: which files are complete, and the result beside each."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from budget.model.words import BudgetError, UnknownNameError

RESULT, TOTALS = ".uitslag.txt", ".totaal.txt"
"""Suffixes of a file's name: its result, and the totals of its own system."""
UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".tmp")
"""Suffixes that programs give a file while they write it."""
Mark: TypeAlias = tuple[int, int, int]
"""Inode, size in bytes, and time of the last change in nanoseconds."""


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Lock the folder, so that one program watches it. Raises BudgetError when another does."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise UnknownNameError(f"{folder} is geen map die te lezen is: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BudgetError(f"{folder} wordt al bekeken door een ander programma.") from error
    finally:
        os.close(handle)


def list_files(folder: Path) -> dict[Path, Mark]:
    """The files to submit, with their marks, in order of name.

    No links, hidden or unfinished files, results or totals.
    """
    mark_by_path: dict[Path, Mark] = {}
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        is_ours = entry.name.endswith((RESULT, TOTALS)) or entry.name.startswith((".", "~$"))
        if is_ours or entry.name.lower().endswith(UNFINISHED):
            continue
        with suppress(FileNotFoundError):  # The file was removed after the listing.
            if entry.is_file(follow_symlinks=False):
                mark_by_path[Path(entry.path)] = _mark(entry.stat(follow_symlinks=False))
    return mark_by_path


def read_whole(path: Path, mark: Mark, largest: int) -> bytes | None:
    """The bytes of a file; None if it is being written, changed since `mark`, or unreadable.

    At most one byte more than `largest` is read: enough to see that it is too large.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode) or _mark(before) != mark or _is_being_written(handle):
            return None
        data = file.read(largest + 1)
        return data if _mark(os.fstat(handle)) == mark else None


def read_totals(path: Path) -> list[str]:
    """The totals beside a file, one per line in the format of `--control-total`; none without that file."""
    totals = path.with_name(path.name + TOTALS)
    if totals.is_symlink() or not totals.is_file():
        return []
    text = totals.read_bytes()[:10_000].decode("utf-8-sig", "replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_result(path: Path) -> str:
    """The result written beside a file; '' if there is none."""
    result = path.with_name(path.name + RESULT)
    try:
        return "" if result.is_symlink() else result.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def write_result(path: Path, text: str) -> None:
    """Write the result beside a file atomically, readable for those who may read the file itself.

    Raises UnknownNameError when that fails.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".uitslag-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(handle)
                os.fchmod(handle, stat.S_IMODE(path.lstat().st_mode) & 0o666 | 0o600)
            Path(name).replace(path.with_name(path.name + RESULT))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnknownNameError(f"Naast {path} is niet te schrijven: {error.strerror}.") from error


def _mark(status: os.stat_result) -> Mark:
    return status.st_ino, status.st_size, status.st_mtime_ns


def _is_being_written(handle: int) -> bool:
    """Whether a program on this computer has it open for writing; False if the system cannot tell."""
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False
