"""The ports of servers, used again: what a window read from a server serves for the next one there."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

FIRST, LAST = 20_000, 32_000
"""Below the ports that a machine hands out."""
_left: list[int] = []
"""Of servers that stopped."""
_guards: list[socket.socket] = []


@contextmanager
def server_port() -> Iterator[int]:
    """The port of a server that stopped, if there is one: its windows have read the scripts from there."""
    port = _left.pop() if _left else _new_port()
    try:
        yield port
    finally:
        _left.append(port)


def _new_port() -> int:
    """A port that stays ours between two servers, as the one above it is taken until this process ends."""
    for port in range(FIRST + os.getpid() * 2 % 10_000, LAST, 2):
        guard = socket.socket()
        try:
            guard.bind(("127.0.0.1", port + 1))
            with closing(socket.socket()) as tried:
                tried.bind(("127.0.0.1", port))
        except OSError:
            guard.close()
        else:
            _guards.append(guard)
            return port
    pytest.fail("no port is free", pytrace=False)
