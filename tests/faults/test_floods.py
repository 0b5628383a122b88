"""Response time for one visitor while another floods the server; he always gets his page."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import statistics
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection

from tests.server.conftest import Running, Start, start
from tests.server.test_real_server import FOREIGN, RERUN, opened, until_finished

__all__ = ["start"]
CLICKS = 4
"""The minimum number of clicks; with more rounds one per round: a hundred in `make faults`."""
LARGE = 90 * 2**20


def one_window(running: Running) -> None:
    """One window repeatedly sends 600 small messages."""
    while True:
        with contextlib.suppress(WebSocketException, OSError), opened(running) as line:
            _push(line, 600)


def many_windows(running: Running, come_from: str = "127.0.0.1") -> None:
    """As many windows as one address may open, each sending as much as it may."""
    with contextlib.ExitStack() as windows:
        lines: list[ClientConnection] = []
        with contextlib.suppress(WebSocketException, OSError):
            while True:
                lines.append(windows.enter_context(opened(running, come_from=come_from)))
        while True:
            for line in lines:
                with contextlib.suppress(WebSocketException):
                    line.send(RERUN)
            time.sleep(0.2)


def many_windows_elsewhere(running: Running) -> None:
    """The same, from another address than the visitor's."""
    many_windows(running, "127.0.0.2")


def patient_windows(running: Running) -> None:
    """As many windows as allowed; each requests a page again as soon as it has one."""
    refused = contextlib.suppress(WebSocketException, OSError)
    with contextlib.ExitStack() as windows, ThreadPoolExecutor(100) as each, refused:
        while True:
            line = windows.enter_context(opened(running, come_from="127.0.0.2"))
            each.submit(_ask_again_and_again, line)


def foreign_windows(running: Running) -> None:
    """A foreign website opens one window after another."""
    while True:
        with contextlib.suppress(WebSocketException, OSError):
            opened(running, FOREIGN)


def large_files(running: Running) -> None:
    """Large uploads for windows that do not exist."""
    data, number = bytes(LARGE), 0
    while True:
        number += 1
        address = f"{running.url}/_stcore/upload_file/{number}/{number}"
        asked = urllib.request.Request(address, data=data, method="PUT")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(asked, timeout=60)


FLOODS = (
    one_window,
    many_windows,
    many_windows_elsewhere,
    patient_windows,
    foreign_windows,
    large_files,
)


def _ask_again_and_again(line: ClientConnection) -> None:
    while True:
        line.send(RERUN)
        until_finished(line)


def _push(line: ClientConnection, messages: int) -> None:
    for _ in range(messages):
        line.send(RERUN)
    while True:
        line.recv()


def _flood(flood: Callable[[Running], None], running: Running) -> None:
    os.nice(19)  # In reality the flood has its own machine: here it only gets the time that is left.
    flood(running)


@contextlib.contextmanager
def flooded(flood: Callable[[Running], None], running: Running) -> Iterator[None]:
    """A server that is flooded by a separate process."""
    process = multiprocessing.get_context("fork").Process(target=_flood, args=(flood, running), daemon=True)
    process.start()
    try:
        yield
        assert process.is_alive(), "the flood ended by itself"
    finally:
        process.kill()
        process.join()


def clicks(line: ClientConnection, number: int) -> list[float]:
    """Seconds until each page was complete."""
    found = []
    for _ in range(number):
        begun = time.monotonic()
        line.send(RERUN)
        assert until_finished(line)
        found.append(time.monotonic() - begun)
        time.sleep(0.2)  # Meanwhile the flood takes all remaining processor time.
    return found


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flooding_visitor_does_not_block_another(
    start: Start, fault_rounds: int, flood: Callable[[Running], None]
) -> None:
    number = max(CLICKS, fault_rounds)
    running = start(BUDGET_LIMIT_SESSIONS_PER_ADDRESS="20")
    with opened(running) as line:
        clicks(line, 2)  # The first ones load what all later ones share.
        before = clicks(line, number)
        with flooded(flood, running):
            during = clicks(line, number)
    told = (f"{statistics.quantiles(found, n=20)[-1]:.2f} s" for found in (before, during))
    load = os.getloadavg()[0]
    print(f"\n{flood.__name__}: p95 {next(told)} zonder, {next(told)} met; load {load:.0f}")
    assert running.health() == b"ok"
