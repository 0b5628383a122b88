"""The fork server: has the readers loaded, and forks a child for every file.

Starting Python and loading the readers takes several times as long as checking a small file. This process
never sees a file or an answer: each child starts from the same clean state, on pipes of its own.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import selectors
import signal
import socket
from contextlib import suppress
from typing import NoReturn

_MESSAGE = 4096


class ForkServer:
    """Forks on request and reports how each child ended."""

    def __init__(self, control: socket.socket) -> None:
        """Takes requests from `control`: a job, a folder for temporary files, and three descriptors."""
        self._control = control
        self._events = selectors.DefaultSelector()
        self._events.register(control, selectors.EVENT_READ)
        self._lives: dict[int, socket.socket] = {}

    def run(self) -> NoReturn:
        """Serve until the other side of `control` closes; then end every child and this process."""
        while True:
            for key, _ in self._events.select():
                if key.fileobj is self._control:
                    self._start()
                elif isinstance(key.fileobj, socket.socket):
                    self._end(key.fileobj, key.data)
                else:
                    self._report_exit(key.fd, key.data)

    def _start(self) -> None:
        message, fds, _, _ = socket.recv_fds(self._control, _MESSAGE, 3)
        if not message:
            for pid in self._lives:
                os.kill(pid, signal.SIGKILL)
            os._exit(0)
        job, folder = json.loads(message)
        given, answer, life = fds
        pid = os.fork()
        if not pid:
            _run_job(job, folder, given, answer)
        os.close(given)
        os.close(answer)
        self._lives[pid] = socket.socket(fileno=life)
        self._events.register(self._lives[pid], selectors.EVENT_READ, pid)
        self._events.register(os.pidfd_open(pid), selectors.EVENT_READ, pid)

    def _end(self, life: socket.socket, pid: int) -> None:
        """End a child whose caller closed its connection: it has the answer, or no longer wants one."""
        if pid in self._lives:
            self._events.unregister(life)
            os.kill(pid, signal.SIGKILL)

    def _report_exit(self, pidfd: int, pid: int) -> None:
        """Report a child's exit code to its caller, if still there."""
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(pidfd)
        os.close(pidfd)
        life = self._lives.pop(pid)
        if life in self._events.get_map():
            self._events.unregister(life)
            # The caller may have disconnected in the meantime.
            with suppress(BrokenPipeError):
                life.send(str(status).encode())
        life.close()


def _run_job(job: str, folder: str, given: int, answer: int) -> NoReturn:
    """Turn this process into a child that runs the module `job`, as `python -m` would."""
    try:
        os.dup2(given, 0)
        os.dup2(answer, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        if folder:
            import tempfile  # Few children write files.

            os.environ["TMPDIR"] = folder
            tempfile.tempdir = None
        runpy.run_module(job, run_name="__main__")
    finally:
        os._exit(1)


def _load_readers() -> None:
    """Import what every child needs, before any fork."""
    import budget.intake.check
    import budget.sandbox.child
    import budget.sandbox.wire  # noqa: F401


if __name__ == "__main__":
    # Imported modules are never garbage: the collector need not scan them.
    gc.disable()
    _load_readers()
    gc.freeze()
    ForkServer(socket.socket(fileno=os.dup(0))).run()
