"""A login returns to the requested page of this app, and to no other address."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from budget.server.addresses import addresses
from budget.server.login_return import COOKIE, with_return_after_login

HOME = "http://127.0.0.1:8501"


async def _provider(request: Request) -> RedirectResponse:
    return RedirectResponse("https://provider.example/", 302)


async def _start(request: Request) -> RedirectResponse:
    return RedirectResponse("/", 302)


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/auth/login", _provider), Route("/oauth2callback", _start)])
    found = TestClient(
        with_return_after_login(app, addresses("127.0.0.1", 8501)), base_url=HOME, follow_redirects=False
    )
    found.headers["host"] = "127.0.0.1:8501"
    return found


def comes_back(client: TestClient, referer: str | None) -> str:
    headers = {"referer": referer} if referer else {}
    assert client.get("/auth/login", headers=headers).headers["location"] == "https://provider.example/"
    return client.get("/oauth2callback").headers["location"]


@pytest.mark.parametrize(
    "page",
    ["/bestuur", "/wijk/bestuur", "/opgavedomein?domein=a%20b&jaar=2025", "/?x=//elders.example", "/"],
)
def test_a_login_returns_to_the_requested_page(client: TestClient, page: str) -> None:
    assert comes_back(client, HOME + page) == page


@pytest.mark.parametrize(
    "referer",
    [
        None, "https://elders.example/bestuur", "http://localhost:8501/bestuur", f"{HOME}.elders.example/",
        f"{HOME}//elders.example/", f"{HOME}/\\elders.example", f"{HOME}@elders.example/x",
        "https://127.0.0.1:8501/bestuur", f"{HOME}/{'x' * 2000}", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_a_login_returns_to_no_other_address(client: TestClient, referer: str | None) -> None:
    assert comes_back(client, referer) == "/"


@pytest.mark.parametrize(
    "kept",
    ["//elders.example", "https%3A//elders.example", "/%5C%5Celders.example", "%2F%2Felders.example", "x"],
)
def test_a_forged_cookie_is_ignored(client: TestClient, kept: str) -> None:
    answer = client.get("/oauth2callback", headers={"cookie": f"{COOKIE}={kept}"})
    assert answer.headers["location"] == "/"


def test_the_return_after_login_happens_once(client: TestClient) -> None:
    assert comes_back(client, f"{HOME}/bestuur") == "/bestuur"
    assert client.get("/oauth2callback").headers["location"] == "/"
    told = client.get("/auth/login", headers={"referer": f"{HOME}/bestuur"}).headers["set-cookie"]
    assert "HttpOnly" in told
    assert "Path=/oauth2callback" in told
