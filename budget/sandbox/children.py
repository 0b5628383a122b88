"""Starts the child processes that read files, from a fork server that starts with the first of them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
_SERVER = (sys.executable, "-m", "budget.sandbox.fork_server")
_LONGEST = 16
"""Most bytes of an exit code in digits."""


class Child:
    """A running child: `given` is its input, `answer` its output. Leaving the context ends the process."""

    def __init__(self, given: IO[bytes], answer: IO[bytes], life: socket.socket) -> None:
        """`given`, `answer` and `life` are the caller's ends of its pipes and life line."""
        self.given, self.answer, self._life = given, answer, life

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process and wait for it."""
        self._life.shutdown(socket.SHUT_WR)
        self.wait()
        self._life.close()
        self.answer.close()

    def wait(self) -> int:
        """Its exit code, negative for a signal; 1 if the fork server ended first."""
        return int(self._life.recv(_LONGEST) or 1)


class Children:
    """The children of one fork server, which starts with the first child, and again if it has ended."""

    def __init__(self) -> None:
        """Starts nothing yet."""
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def prepare(self) -> None:
        """Start the fork server unless it runs, so that the first file does not wait for it."""
        with self._lock:
            self._ready()

    def _ready(self) -> socket.socket:
        if self._control is None or self._server is None or self._server.poll() is not None:
            self._server, self._control = _start_server()
        return self._control

    def start(self, job: str, folder: str = "") -> Child:
        """A child that runs the module `job`; its temporary files go to `folder`.

        It gets no environment variables except those that Python needs, so no password or database address.
        """
        given, give = os.pipe()
        take, answer = os.pipe()
        ours, life = socket.socketpair()
        with self._lock:
            socket.send_fds(
                self._ready(), [json.dumps((job, folder)).encode()], [given, answer, life.fileno()]
            )
        os.close(given)
        os.close(answer)
        life.close()
        return Child(os.fdopen(give, "wb"), os.fdopen(take, "rb", buffering=0), ours)


def _start_server() -> tuple[subprocess.Popen[bytes], socket.socket]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
    }
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        # It ends when our side of the socket closes, with this process at the latest; Ctrl-C does not reach
        # it.
        server = subprocess.Popen(
            _SERVER,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    return server, ours
