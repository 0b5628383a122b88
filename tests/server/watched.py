"""`budget serve` with a log of its DNS lookups and outgoing connections."""

from __future__ import annotations

import sys

from budget.__main__ import main

_CALLS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname")


def _watch(path: str) -> None:
    calls = open(path, "a", buffering=1)  # noqa: SIM115, PTH123 - open as long as the process

    def note(event: str, what: tuple[object, ...]) -> None:
        if event in _CALLS:
            calls.write(f"{event} {what[-1] if event == 'socket.connect' else what[0]}\n")

    sys.addaudithook(note)


if __name__ == "__main__":
    _watch(sys.argv[1])
    sys.exit(main(["serve", "--port", sys.argv[2]]))
