"""The server: this device only, a Dutch page, safe headers, packed assets."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import tomllib
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from budget import server
from budget.model import BudgetError

INDEX = '<!doctype html><html lang="en"><body></body></html>'
ROOT = Path(__file__).resolve().parent.parent


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hallo")
    await socket.close()


@pytest.fixture
def inner() -> Starlette:
    return Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(INDEX, headers={"X-Frame-Options": "ALLOWALL"})),
            Route("/text", lambda _: PlainTextResponse(INDEX)),
            WebSocketRoute("/talk", _talk),
        ]
    )


@pytest.fixture
def client(inner: Starlette) -> TestClient:
    return TestClient(server.guarded(inner), base_url="http://127.0.0.1:8501")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(server.bind("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_this_device_is_allowed_without_a_login(host: str) -> None:
    server.require_safe_address(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.5", "example.org", "127.0.0.1.example.org"])
def test_an_address_others_can_reach_is_refused_without_a_login(host: str) -> None:
    with pytest.raises(BudgetError, match="Zonder login"):
        server.require_safe_address(host)


def test_run_refuses_an_open_address_before_it_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "bind", lambda *_: pytest.fail("it listened"))
    with pytest.raises(BudgetError, match="alleen op dit apparaat"):
        server.run("0.0.0.0", 8501)


def test_a_port_in_use_is_explained(taken_port: int) -> None:
    with pytest.raises(BudgetError, match=f"Poort {taken_port} op 127.0.0.1 is niet beschikbaar"):
        server.bind("127.0.0.1", taken_port)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_does_not_exist_is_explained(port: int) -> None:
    with pytest.raises(BudgetError, match=f"Poort {port} bestaat niet"):
        server.bind("127.0.0.1", port)


def test_an_address_that_does_not_exist_is_explained() -> None:
    with pytest.raises(BudgetError, match="'no such host' bestaat niet"):
        server.bind("no such host", 8501)


def test_answers_do_not_wait_for_more_to_send() -> None:
    """asyncio sets TCP_NODELAY only on sockets that say they are TCP."""
    with closing(server.bind("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_the_page_says_it_is_dutch(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.text == INDEX.replace('lang="en"', 'lang="nl"')
    assert answer.headers["content-length"] == str(len(INDEX))


def test_a_page_requested_compressed_says_it_is_dutch_too(inner: Starlette) -> None:
    packed = TestClient(server.guarded(GZipMiddleware(inner, minimum_size=1)), base_url="http://localhost")
    answer = packed.get("/", headers={"accept": "text/html,*/*", "accept-encoding": "gzip"})
    assert 'lang="nl"' in answer.text


def test_other_text_is_left_as_it_is(client: TestClient) -> None:
    assert client.get("/text").text == INDEX


def test_every_answer_has_the_security_headers_once(client: TestClient) -> None:
    for path in ("/", "/text", "/nowhere"):
        headers = client.get(path).headers
        assert headers.get_list("x-frame-options") == ["SAMEORIGIN"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501"])
def test_the_names_of_this_device_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["attacker.example:8501", "127.0.0.1.attacker.example", ""])
def test_another_name_for_this_device_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "Zonder login" in answer.text


def test_a_socket_is_opened_for_this_device_only(client: TestClient) -> None:
    with client.websocket_connect("/talk", headers={"host": "localhost:8501"}) as line:
        assert line.receive_text() == "hallo"
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/talk", headers={"host": "attacker.example:8501"}),
    ):
        pytest.fail("the socket was opened")


def test_assets_are_gzipped_for_clients_that_accept_it(inner: Starlette) -> None:
    path, file = max(server._assets().items(), key=lambda entry: entry[1].stat().st_size)
    sent = answered(_answer(server.guarded(inner), path, accept=b"br, gzip"))
    assert gzip.decompress(sent["body"]) == file.read_bytes()
    assert len(sent["body"]) < 0.4 * file.stat().st_size
    assert sent[b"content-encoding"] == b"gzip"
    assert sent[b"cache-control"].startswith(b"public, immutable")
    assert sent[b"x-content-type-options"] == b"nosniff"


def test_assets_are_left_to_streamlit_for_other_clients(inner: Starlette) -> None:
    path = next(iter(server._assets()))
    sent = answered(_answer(server.guarded(inner), path, accept=b"identity"))
    assert sent["status"] == 404, "the app behind the door answers"


def answered(question: Coroutine[Any, Any, dict[Any, Any]]) -> dict[Any, Any]:
    """In a thread of its own: the browser of other tests may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, question).result()


async def _answer(app: server.Asgi, path: str, accept: bytes) -> dict[Any, Any]:
    answer: dict[Any, Any] = {"body": b""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        answer.update(message.get("headers", ()), status=message.get("status", answer.get("status")))
        answer["body"] += message.get("body", b"")

    headers = [(b"host", b"localhost"), (b"accept-encoding", accept)]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}
    await app(scope, receive, send)
    return answer


def test_pages_are_reached_through_the_app_from_the_first_request() -> None:
    from streamlit.runtime.pages_manager import PagesManager

    before = PagesManager.uses_pages_directory
    try:
        server._close_pages_directory()
        manager = PagesManager(str(ROOT / "app.py"))
        assert manager.uses_pages_directory is False
    finally:
        PagesManager.uses_pages_directory = before


def test_the_settings_keep_errors_and_statistics_inside() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False
    assert settings["client"]["toolbarMode"] == "viewer"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_both_backgrounds(theme: str) -> None:
    colours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"][theme]
    texts = {name: value for name, value in colours.items() if re.search("textColor|linkColor", name, re.I)}
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        low = {name for name, value in texts.items() if _contrast(value, colours[ground]) < 4.5}
        assert not low, f"on {ground}"


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
