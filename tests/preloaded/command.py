"""Commands that start a Python program as a process of its own, forked from one that has the product loaded.

For tests of what a program does, not of how it starts: loading takes up to a second and a half of
processor time, a fork and the stub in front of it some hundredths. The process they are forked from runs
nothing itself, so each begins from the same clean state.

A stub that is killed is gone a moment before what it stands for. Who looks at what that left behind reads
its output to the end first: `communicate` does.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_STUB = Path(__file__).with_name("stub.py")


def program(module: str, *words: object) -> list[str]:
    """The command for `python -m module words`, to give to `subprocess`."""
    return [sys.executable, "-I", "-S", str(_STUB), _origin(), module, *map(str, words)]


@cache
def _origin() -> str:
    """The address of the process to fork from, which ends with this one, as do all its forks."""
    folder = tempfile.TemporaryDirectory(prefix="preloaded-")
    address = f"{folder.name}/origin"
    command = [sys.executable, "-m", "tests.preloaded.origin", address]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(_end, process, folder)
    assert process.stdout.read() == b"ready"  # Then its end of the pipe closes.
    return address


def _end(process: subprocess.Popen[bytes], folder: tempfile.TemporaryDirectory) -> None:
    process.stdin.close()
    process.wait()
    folder.cleanup()
