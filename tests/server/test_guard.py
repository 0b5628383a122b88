"""Which requests the host and origin check accepts or refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from budget.server.addresses import addresses
from budget.server.guard import with_origin_check

HOME = "http://127.0.0.1:8501"


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers.get("origin", ""))
    await socket.close()


async def _origin(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.headers.get("origin", "geen"))


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/", _origin),
        Route("/_stcore/{rest:path}", _origin, methods=["GET", "POST"]),
        WebSocketRoute("/talk", _talk),
    ]
    return TestClient(
        with_origin_check(Starlette(routes=routes), addresses("127.0.0.1", 8501)), base_url=HOME
    )


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "logs"))
    return tmp_path / "logs" / "beveiliging.log"


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_the_names_of_this_device_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["attacker.example:8501", "127.0.0.1.attacker.example", "127.0.0.1:8502", ""]
)
def test_another_name_for_this_device_is_refused(client: TestClient, host: str, log: Path) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "adres van de beheerder" in answer.text
    assert f"vreemde host host={host!r}" in log.read_text()


@pytest.mark.parametrize("origin", ["https://attacker.example", "http://127.0.0.1:8502", "null"])
def test_a_request_from_another_page_is_refused(client: TestClient, origin: str, log: Path) -> None:
    assert client.get("/", headers={"origin": origin}).status_code == 403
    assert f"vreemde herkomst origin={origin!r}" in log.read_text()


def test_a_request_says_its_origin_once(client: TestClient, log: Path) -> None:
    headers = [("origin", HOME), ("origin", "https://attacker.example")]
    assert client.get("/", headers=headers).status_code == 403


def test_streamlit_does_not_see_the_origin_of_a_request(client: TestClient) -> None:
    """It would compare it with addresses that it looks up on the internet."""
    assert client.get("/", headers={"origin": HOME}).text == "geen"


def test_a_socket_opens_for_our_own_page_with_its_origin(client: TestClient) -> None:
    with client.websocket_connect("/talk", headers={"host": "127.0.0.1:8501", "origin": HOME}) as line:
        assert line.receive_text() == HOME


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "attacker.example:8501", "origin": HOME},
        {"host": "127.0.0.1:8501", "origin": "https://attacker.example"},
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8502"},
        {"host": "127.0.0.1:8501", "origin": "http://localhost:8501"},
        {"host": "127.0.0.1:8501"},
    ],
)
def test_a_socket_is_refused_to_any_other_page(
    client: TestClient, headers: dict[str, str], log: Path
) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect("/talk", headers=headers):
        pytest.fail("the socket was opened")
    assert refused.value.code == 4403
    assert len(log.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/opgavedomein/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
    ],
)
def test_metrics_and_agent_endpoints_are_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_the_health_of_the_server_stays_open(client: TestClient) -> None:
    assert client.get("/_stcore/health").status_code == 200
