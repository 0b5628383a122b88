"""The process that others are forked from: has the product loaded, and waits for a `stub` to ask for one."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress

import budget

LIBRARIES = (
    "alembic.command",
    "alembic.config",
    "authlib",
    "pandas",
    "plotly.graph_objects",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
    "streamlit.starlette",
    "streamlit.web.bootstrap",
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
)
"""Libraries that the started programs load, now or later."""
ACTS_AT_ONCE = ("__main__", "_job", "fork_server")
"""Endings of names of our modules that act as soon as they are loaded."""
LATER = ("budget.page_scripts", "budget.store.migrations", "budget.ui")
"""Modules that Streamlit or Alembic must load in a running process; they load quickly."""
_MESSAGE = 2**20


def load() -> None:
    """Load the modules that take long."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for found in pkgutil.walk_packages(budget.__path__, "budget."):
        if not found.name.startswith(LATER) and not found.name.endswith(ACTS_AT_ONCE):
            importlib.import_module(found.name)


class Origin:
    """Forks a process for each stub that connects, and tells it the process id and the exit code."""

    def __init__(self, address: str) -> None:
        self._events = selectors.DefaultSelector()
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.bind(address)
        self._door.listen()
        self._events.register(self._door, selectors.EVENT_READ)
        self._events.register(sys.stdin.fileno(), selectors.EVENT_READ)
        self._lines: dict[int, socket.socket] = {}

    def serve(self) -> list[str]:
        """Returns in a forked process only: the name of a module, and its arguments."""
        while True:
            for key, _ in self._events.select():
                if key.fileobj is self._door:
                    if words := self._start(self._door.accept()[0]):
                        return words
                elif isinstance(key.fileobj, socket.socket):
                    self._end(key.fileobj, key.data)
                elif key.data:
                    self._bury(key.fd, key.data)
                else:
                    self._stop()

    def _start(self, line: socket.socket) -> list[str]:
        asked, streams, _, _ = socket.recv_fds(line, _MESSAGE, 3)
        words, folder, environment = json.loads(asked)
        pid = os.fork()
        if not pid:
            self._leave(line)
            _settle(streams, folder, environment)
            return words
        for stream in streams:
            os.close(stream)
        line.send(str(pid).encode())
        self._lines[pid] = line
        self._events.register(line, selectors.EVENT_READ, pid)
        self._events.register(os.pidfd_open(pid), selectors.EVENT_READ, pid)
        return []

    def _leave(self, line: socket.socket) -> None:
        """In a forked process: close everything that belongs to others."""
        for key in list(self._events.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
            elif key.data:
                os.close(key.fd)
        self._events.close()
        line.close()

    def _end(self, line: socket.socket, pid: int) -> None:
        """The stub has ended, and its process may have too: both can end at once."""
        if pid in self._lines:
            self._events.unregister(line)
            os.kill(pid, signal.SIGKILL)

    def _bury(self, pidfd: int, pid: int) -> None:
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(pidfd)
        os.close(pidfd)
        line = self._lines.pop(pid)
        if line in self._events.get_map():
            self._events.unregister(line)
            with suppress(BrokenPipeError):
                line.send(str(status).encode())
        line.close()

    def _stop(self) -> None:
        for pid in self._lines:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)


def _settle(streams: list[int], folder: str, environment: dict[str, str]) -> None:
    """Take over the streams, folder and environment of the stub's caller."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = [place for place in environment.get("PYTHONPATH", "").split(os.pathsep) if place]
    time.tzset()
    if environment.get("PYTHONUNBUFFERED"):
        sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]


if __name__ == "__main__":
    load()
    gc.collect()
    gc.freeze()
    os.write(1, b"ready")
    os.dup2(2, 1)
    module, *words = Origin(sys.argv[1]).serve()
    sys.argv[:] = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
