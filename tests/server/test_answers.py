"""Headers and translation of every HTTP response."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from budget.server import answers

INDEX = '<!doctype html><html lang="en"><body></body></html>'


@pytest.fixture
def inner_app() -> Starlette:
    return Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(INDEX, headers={"X-Frame-Options": "ALLOWALL"})),
            Route("/text", lambda _: PlainTextResponse(INDEX)),
        ]
    )


@pytest.fixture
def client(inner_app: Starlette) -> TestClient:
    return TestClient(answers.with_response_headers(inner_app))


def test_the_page_says_it_is_dutch(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.text == INDEX.replace('lang="en"', 'lang="nl"')
    assert answer.headers["content-length"] == str(len(INDEX))


def test_a_page_requested_compressed_says_it_is_dutch_too(inner_app: Starlette) -> None:
    packed = TestClient(answers.with_response_headers(GZipMiddleware(inner_app, minimum_size=1)))
    answer = packed.get("/", headers={"accept": "text/html,*/*", "accept-encoding": "gzip"})
    assert 'lang="nl"' in answer.text


def test_text_other_than_the_page_is_left_as_it_is(client: TestClient) -> None:
    assert client.get("/text").text == INDEX


def test_every_answer_has_the_security_headers_once(client: TestClient) -> None:
    for path in ("/", "/text", "/nowhere"):
        headers = client.get(path).headers
        assert headers.get_list("x-frame-options") == ["SAMEORIGIN"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("is_secure", [True, False])
def test_a_cookie_is_kept_to_https_when_visitors_come_over_https(
    inner_app: Starlette, is_secure: bool
) -> None:
    async def with_cookie(scope: Scope, receive: Receive, send: Send) -> None:
        response = PlainTextResponse("")
        response.set_cookie("naam", "waarde")
        await response(scope, receive, send)

    cookie = (
        TestClient(answers.with_response_headers(with_cookie, is_secure=is_secure))
        .get("/")
        .headers["set-cookie"]
    )
    assert cookie.startswith("naam=waarde")
    assert cookie.endswith("; Secure") is is_secure


def test_assets_are_gzipped_for_clients_that_accept_it(inner_app: Starlette) -> None:
    path, file = max(answers._assets().items(), key=lambda entry: entry[1].stat().st_size)
    sent = answered(_answer(answers.with_response_headers(inner_app), path, accept=b"br, gzip"))
    assert gzip.decompress(sent["body"]) == file.read_bytes()
    assert len(sent["body"]) < 0.4 * file.stat().st_size
    assert sent[b"content-encoding"] == b"gzip"
    assert sent[b"cache-control"].startswith(b"public, immutable")
    assert sent[b"x-content-type-options"] == b"nosniff"


def test_assets_are_left_to_streamlit_for_other_clients(inner_app: Starlette) -> None:
    path = next(iter(answers._assets()))
    sent = answered(_answer(answers.with_response_headers(inner_app), path, accept=b"identity"))
    assert sent["status"] == 404, "the app behind the door answers"


def answered(question: Coroutine[Any, Any, dict[Any, Any]]) -> dict[Any, Any]:
    """In its own thread: the browser of other tests may have a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, question).result()


async def _answer(app: ASGIApp, path: str, accept: bytes) -> dict[Any, Any]:
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


def test_the_content_security_policy_allows_only_our_scripts(client: TestClient) -> None:
    policy = client.get("/").headers.get_list("content-security-policy")
    (scripts,) = [part.split() for part in policy[0].split("; ") if part.startswith("script-src")]
    assert len(policy) == 1
    assert scripts[1] == "'self'"
    assert all(re.fullmatch(r"'sha256-[\w+/]+=*'", source) for source in scripts[2:])
    assert scripts[2:], "the one script that stands in the page itself"
