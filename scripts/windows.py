"""A real server for the bench, windows on it as a browser opens them, and the server's resources."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.sync.client import ClientConnection, connect

from scripts import processor

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120
RUNS = 20
"""Processor time has a resolution of a hundredth of a second: one run of a page is a few of them."""
LONG = 5.0
"""Processor seconds after which a page has run often enough."""
UNLIMITED = {
    "BUDGET_LIMIT_MESSAGES": "100000",
    "BUDGET_LIMIT_MESSAGES_AT_ONCE": "100000",
    "BUDGET_LIMIT_MESSAGES_LATE": "100000",
    "BUDGET_LIMIT_SESSIONS": "1000",
    "BUDGET_LIMIT_SESSIONS_PER_ADDRESS": "1000",
    "BUDGET_LIMIT_OPENINGS": "1000",
}


@dataclass(frozen=True)
class Server:
    """A process that serves on an address of this device."""

    url: str
    process: subprocess.Popen[bytes] = field(repr=False)

    def used(self) -> float:
        """Processor seconds of the process and its children so far."""
        return processor.used_seconds(self.process.pid)

    def peak(self) -> float:
        """Its peak memory, in MB."""
        return processor.peak_mb(self.process.pid)


@contextmanager
def serving(command: Sequence[str], port: int, output: Path, **settings: str) -> Iterator[Server]:
    """A running server, stopped afterwards."""
    with output.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=out, stderr=out)
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait(server, output)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()


def _wait(server: Server, output: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and server.process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {output.read_text(encoding='utf-8')}")


def our_server(database: str, folder: Path) -> AbstractContextManager[Server]:
    """Our program on `database`, started as an administrator would, without its rate limits."""
    port = free_port()
    command = program("serve", "--port", str(port))
    own = {"BUDGET_DATABASE_URL": database, "BUDGET_LOGS": str(folder / "logs")}
    return serving(command, port, folder / "ours.out", **UNLIMITED, **own)


def example_database(folder: Path) -> str:
    """The address of a new database with the example year."""
    address = f"sqlite:///{folder}/example.db"
    load_example(address, folder)
    return address


def load_example(address: str, folder: Path) -> None:
    """Put the example year in the new database at `address`."""
    own = {"BUDGET_DATABASE_URL": address, "BUDGET_LOGS": str(folder / "logs")}
    command = program("load-example")
    subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True, stdout=subprocess.DEVNULL)


def program(*arguments: str) -> list[str]:
    """The command line of the program with these arguments."""
    return [sys.executable, "-m", "budget", *arguments]


def stock_server(page: Path, folder: Path, **settings: str) -> AbstractContextManager[Server]:
    """Stock Streamlit serving its own page."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    return serving(command, port, folder / "stock.out", **settings)


def page_cost(server: Server, run: Callable[[], object]) -> float:
    """Processor seconds of the server per run, over RUNS runs; over fewer if each takes long."""
    begun, done = server.used(), 0
    while done < RUNS and (done < 3 or server.used() - begun < LONG):
        run()
        done += 1
    return (server.used() - begun) / done


def free_port() -> int:
    """A port of this device that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Window:
    """One visitor: what a browser sends and receives over its socket."""

    def __init__(self, server: Server, page: str = "", query: str = "") -> None:
        host = server.url.removeprefix("http://")
        self.line: ClientConnection = connect(
            f"ws://{host}/_stcore/stream",
            origin=server.url,
            subprotocols=["streamlit"],
            max_size=None,
            close_timeout=0.5,
        )
        self.state = ClientState(page_name=page, query_string=query)

    def ask(self) -> None:
        """Request a full run without waiting."""
        self.line.send(BackMsg(rerun_script=self.state).SerializeToString())

    def run(self, part: str = "", **values: str) -> list[ForwardMsg]:
        """All messages of one run, of the page or of one part of it; `values` are those of widgets."""
        asked = ClientState()
        asked.CopyFrom(self.state)
        asked.fragment_id = part
        states = [WidgetState(id=key, string_value=value) for key, value in values.items()]
        asked.widget_states.CopyFrom(WidgetStates(widgets=states))
        self.line.send(BackMsg(rerun_script=asked).SerializeToString())
        return self.heard()

    def heard(self) -> list[ForwardMsg]:
        """The messages up to the end of a run."""
        heard: list[ForwardMsg] = []
        while not heard or heard[-1].WhichOneof("type") != "script_finished":
            message = self.line.recv(timeout=PATIENCE)
            assert isinstance(message, bytes)
            heard.append(ForwardMsg.FromString(message))
            if heard[-1].WhichOneof("type") == "navigation":
                self.state.page_script_hash = heard[-1].navigation.page_script_hash
        return heard

    def close(self) -> None:
        self.line.close()
