"""How many windows may be open, and how fast one may send."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg

from budget.limits import ServerLimits
from budget.server.guard import AGAIN
from budget.server.visitors import Visitor
from budget.server.windows import FLOOD, FULL, Windows, limited_windows

A, B = Visitor("a"), Visitor("b")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path))
    return tmp_path / "beveiliging.log"


async def _listen(socket: WebSocket) -> None:
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(text)


def client(limits: ServerLimits, address: str = "10.0.0.1", app: Any = None) -> TestClient:
    inner = Starlette(
        routes=[Route("/", lambda _: PlainTextResponse("pagina")), WebSocketRoute("/talk", _listen)]
    )
    return TestClient(app or limited_windows(inner, limits), client=(address, 1))


def test_as_many_windows_open_as_one_address_may_have(log: Path) -> None:
    one = client(ServerLimits(sessions_per_address=2, openings=1e9))
    with one.websocket_connect("/talk"):
        with one.websocket_connect("/talk"):
            with pytest.raises(WebSocketDenialResponse) as refused, one.websocket_connect("/talk"):
                pytest.fail("it opened")
            assert (refused.value.status_code, refused.value.text) == (503, FULL)
        with one.websocket_connect("/talk"):
            pass
    assert "te veel vensters" in log.read_text()


def test_windows_of_all_addresses_count_together(log: Path) -> None:
    limits = ServerLimits(sessions=2)
    one = client(limits)
    other = client(limits, "10.0.0.2", one.app)
    with one.websocket_connect("/talk"), other.websocket_connect("/talk"):
        page = other.get("/", headers={"accept": "text/html"})
        assert page.status_code == 503
        assert f"<p>{FULL}</p>" in page.text
        assert '<html lang="nl">' in page.text
        assert f'http-equiv="refresh" content="{AGAIN}"' in page.text
        assert other.get("/", headers={"accept": "*/*"}).text == "pagina"
        with pytest.raises(WebSocketDenialResponse), other.websocket_connect("/talk"):
            pytest.fail("it opened")
    assert other.get("/", headers={"accept": "text/html"}).text == "pagina"


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config"])
def test_an_open_page_without_a_slot_reads_why_and_monitoring_gets_the_health(
    path: str,
) -> None:
    inner = Starlette(
        routes=[Route(path, lambda _: PlainTextResponse("ok")), WebSocketRoute("/talk", _listen)]
    )
    one = client(ServerLimits(sessions_per_address=1), app=limited_windows(inner, ServerLimits(sessions=1)))
    own = {"referer": "http://budget.example/overzicht"}
    assert one.get(path, headers=own).text == "ok"
    with one.websocket_connect("/talk"):
        told = one.get(path, headers=own)
        assert (told.status_code, told.text) == (503, FULL)
        assert one.get(path).text == "ok"
    assert one.get(path, headers=own).text == "ok"


def test_one_address_leaves_room_for_another(log: Path) -> None:
    windows = Windows(ServerLimits(sessions_per_address=1, sessions=2))
    with windows.open(A):
        assert not windows.may_open(A)
        assert windows.may_open(B)


def test_a_logged_in_person_has_a_limit_apart_from_the_address() -> None:
    windows = Windows(ServerLimits(sessions_per_address=1, sessions_per_person=2))
    cato, sien = Visitor("cato", is_known=True), Visitor("sien", is_known=True)
    with windows.open(cato):
        assert windows.may_open(cato)
        with windows.open(cato):
            assert not windows.may_open(cato)
            assert windows.may_open(sien)
            assert windows.may_open(A)


def test_the_rate_of_opening_windows_is_limited() -> None:
    windows = Windows(ServerLimits(sessions_per_address=3, openings=1e-9))
    tries = []
    for _ in range(5):
        tries.append(windows.may_open(A))
        with windows.open(A):
            pass
    assert tries == [True, True, True, False, False]
    assert windows.may_open(B)


HEARTBEAT = BackMsg(app_heartbeat=True).SerializeToString()


def flooded(limits: ServerLimits, messages: int) -> tuple[list[str], list[float], list[dict[str, Any]]]:
    """What the app receives of a flood, how long each late message waited, and what the window is sent."""
    heard: list[str] = []
    waits: list[float] = []
    told: list[dict[str, Any]] = []
    coming = iter([{"type": "websocket.receive", "bytes": HEARTBEAT, "n": n} for n in range(messages)])

    async def receive() -> dict[str, Any]:
        return next(coming, {"type": "websocket.disconnect", "code": 1000})

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(str(message["n"]))
        await send({"type": "websocket.send", "text": "te laat"})

    scope = {"type": "websocket", "client": ("a", 1), "path": "/", "headers": []}
    asyncio.run(limited_windows(app, limits, sleep)(scope, receive, send))
    return heard, waits, told


@pytest.mark.parametrize(("messages", "late"), [(39, 0), (40, 0), (41, 1)])
def test_messages_beyond_the_burst_are_delayed_in_order(messages: int, late: int) -> None:
    limits = ServerLimits(messages=1e-6, messages_at_once=40)
    heard, waits, _ = flooded(limits, messages)
    assert heard == [str(number) for number in range(messages)]
    assert len(waits) == late


def test_a_window_that_floods_is_disconnected_with_a_reason(log: Path) -> None:
    limits = ServerLimits(messages=1e-6, messages_at_once=5, messages_late=10)
    heard, waits, told = flooded(limits, 600)
    assert len(heard) == 15
    assert len(waits) == 10
    assert told == [{"type": "websocket.close", "code": 4429, "reason": FLOOD}], "and nothing after it"
    assert log.read_text().count("te veel berichten") == 1


def test_a_window_at_the_limit_of_late_messages_stays_open(log: Path) -> None:
    limits = ServerLimits(messages=1e-6, messages_at_once=5, messages_late=10)
    heard, _, told = flooded(limits, 15)
    assert len(heard) == 15
    assert [message["type"] for message in told] == ["websocket.send"]


def test_the_reason_for_closing_fits_in_a_close_frame() -> None:
    assert len(FLOOD.encode()) <= 123


def test_a_window_that_ends_with_a_fault_is_no_longer_counted() -> None:
    windows = Windows(ServerLimits(sessions=1))
    with pytest.raises(KeyboardInterrupt), windows.open(A):
        raise KeyboardInterrupt
    assert not windows.is_full(A)
