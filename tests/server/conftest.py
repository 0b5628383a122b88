"""Real servers: `usual` started as an administrator starts one, the others forked with the product loaded."""

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

from tests.preloaded.command import program

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
WATCHED = "tests.server.watched"


@dataclass(frozen=True)
class Running:
    """A listening server: its address, its logs, the record of hosts it contacted, and its process."""

    url: str
    logs: Path
    calls: Path
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def host(self) -> str:
        """The Host header that a browser sends."""
        return self.url.removeprefix("http://")

    def called(self) -> list[str]:
        """The addresses outside this device that were looked up or contacted."""
        return [line for line in self.calls.read_text().splitlines() if "127.0.0.1" not in line]

    def health(self) -> bytes:
        """The server's own health report."""
        with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=PATIENCE) as answer:
            return answer.read()


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """start(NAME="value") starts a server with these settings and waits until it answers."""
    with starting(tmp_path, program(WATCHED)) as begin:
        yield begin


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server with default settings for the tests of a file."""
    with starting(tmp_path_factory.mktemp("usual"), [sys.executable, "-m", WATCHED]) as begin:
        yield begin()


@contextmanager
def starting(folder: Path, command: list[str]) -> Iterator[Start]:
    """Servers that write to this folder; they are stopped at the end."""
    processes: list[subprocess.Popen[bytes]] = []

    def begin(port: int = 0, **settings: str) -> Running:
        port, logs, calls = port or free_port(), folder / "logs", folder / "calls"
        own = {
            "BUDGET_DATABASE_URL": f"sqlite:///{folder / 'budget.db'}",
            "BUDGET_LOGS": str(logs),
            "PYTHONPATH": str(ROOT),
        }
        words, environment = [*command, str(calls), str(port)], os.environ | own | settings
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=output, stderr=output)
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
    """Every process appended to this list has stopped afterwards."""
    yield
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port of this device without a listener."""
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
