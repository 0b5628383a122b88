"""A real server, started as an administrator starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


@dataclass(frozen=True)
class Running:
    """A server that listens: its address, its logs, the file with whom it called, and its process."""

    url: str
    logs: Path
    calls: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def host(self) -> str:
        """As a browser sends it."""
        return self.url.removeprefix("http://")

    def called(self) -> list[str]:
        """Addresses outside this device that were looked up or called."""
        return [line for line in self.calls.read_text().splitlines() if "127.0.0.1" not in line]

    def health(self) -> bytes:
        """What the server says of itself."""
        with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=PATIENCE) as answer:
            return answer.read()


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """start(NAME="value") starts a server with these settings and waits until it answers."""
    with starting(tmp_path) as begin:
        yield begin


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server with the usual settings for the tests of a file."""
    with starting(tmp_path_factory.mktemp("usual")) as begin:
        yield begin()


@contextmanager
def starting(folder: Path) -> Iterator[Start]:
    """Servers that keep what they write in this folder; they end with it."""
    processes: list[subprocess.Popen[bytes]] = []

    def begin(port: int = 0, **settings: str) -> Running:
        port, logs, calls = port or free_port(), folder / "logs", folder / "calls"
        own = {
            "BUDGET_DATABASE_URL": f"sqlite:///{folder / 'budget.db'}",
            "BUDGET_LOGS": str(logs),
            "PYTHONPATH": str(ROOT),
        }
        command = [
            sys.executable,
            str(ROOT / "tests" / "server" / "watched.py"),
            str(calls),
            str(port),
        ]
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | own | settings, stdout=output, stderr=output
            )
        processes.append(process)
        running = Running(f"http://127.0.0.1:{port}", logs, calls, process)
        wait_until(process, lambda: running.health() == b"ok", folder / "output")
        return running

    try:
        yield begin
    finally:
        for process in processes:
            with ended(process):
                process.terminate()


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """What is told to stop in here has stopped afterwards."""
    yield
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port of this device that nobody listens on."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_until(process: subprocess.Popen[bytes], answers: Callable[[], bool], output: Path) -> None:
    """Wait until a process answers; one that ends or never does fails the test with its output."""
    give_up = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < give_up:
        try:
            if answers():
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{output.read_text()}", pytrace=False)
