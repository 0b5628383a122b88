"""The programme is removed from the request path and passed on in a header that only the server sets."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from budget.server.programmes import HEADER, by_programme


async def _tell(request: Request) -> PlainTextResponse:
    told = ",".join(request.headers.getlist(HEADER))
    return PlainTextResponse(f"{request.url.path} {told}")


async def _talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(f"{socket.url.path} {','.join(socket.headers.getlist(HEADER))}")
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    routes = [WebSocketRoute("/_stcore/stream", _talk), Route("/{rest:path}", _tell)]
    return TestClient(by_programme(Starlette(routes=routes), lambda: ("dorp", "stad")))


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("/", "/ "),
        ("/bestuur", "/bestuur "),
        ("/dorp", "/ dorp"),
        ("/dorp/", "/ dorp"),
        ("/stad/bestuur", "/bestuur stad"),
        ("/stad/api/v1/lines", "/api/v1/lines stad"),
        ("/stad/dorp/bestuur", "/dorp/bestuur stad"),
        ("/elders/bestuur", "/elders/bestuur "),
        ("/Stad/bestuur", "/Stad/bestuur "),
        ("/bestuur/stad", "/bestuur/stad "),
    ],
)
def test_the_programme_is_removed_from_the_request_path(client: TestClient, address: str, seen: str) -> None:
    assert client.get(address).text == seen


@pytest.mark.parametrize("address", ["/", "/stad/"])
def test_a_forged_programme_header_is_ignored(client: TestClient, address: str) -> None:
    forged = {HEADER: "dorp", HEADER.upper(): "dorp"}
    assert client.get(address, headers=forged).text == ("/ stad" if "stad" in address else "/ ")


def test_a_websocket_gets_the_programme_of_its_address(client: TestClient) -> None:
    with client.websocket_connect("/stad/_stcore/stream", headers={HEADER: "dorp"}) as socket:
        assert socket.receive_text() == "/_stcore/stream stad"


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/overzicht", "/?scherm=overzicht"),
        ("/overzicht?jaar=2024", "/?jaar=2024"),
        ("/stad/overzicht", "/stad/?scherm=overzicht"),
        ("/elders/overzicht", None),
    ],
)
def test_the_overview_is_also_found_under_its_name(
    client: TestClient, address: str, leads: str | None
) -> None:
    assert client.get(address, follow_redirects=False).headers.get("location") == leads


def test_with_a_single_programme_the_request_path_is_unchanged() -> None:
    app = by_programme(Starlette(routes=[Route("/{rest:path}", _tell)]), tuple)
    assert TestClient(app).get("/dorp/bestuur", headers={HEADER: "dorp"}).text == "/dorp/bestuur "


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/elders/bestuur", True),
        ("/elders/", True),
        ("/bestuur/stad", True),
        ("/stad/bestuur", False),
        ("/dorp/", False),
        ("/bestuur", False),
        ("/elders", False),
        ("/", False),
        ("/media/a.pdf", False),
        ("/api/v1/openapi.json", False),
        ("/_stcore/health", False),
    ],
)
def test_a_page_below_an_unknown_name_redirects_to_the_start(
    client: TestClient, address: str, leads: bool
) -> None:
    """There the browser would look for the parts of the page, and show a blank page for ever."""
    answer = client.get(address, headers={"accept": "text/html"}, follow_redirects=False)
    assert (answer.status_code, answer.headers.get("location")) == ((302, "/") if leads else (200, None))
