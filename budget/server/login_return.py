"""Returns a visitor after login to the page he asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from budget.server.addresses import Addresses
from budget.server.guard import values

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGIN, BACK, START = "/auth/login", "/oauth2callback", b"/"
COOKIE = "budget_gevraagd"
_MINUTES = 15
_LONGEST = 2000
"""Longest address that is remembered; a longer one leads to the start page."""


def with_return_after_login(app: ASGIApp, ours: Addresses) -> ASGIApp:
    """`app`, returning a visitor after login to the page of ours where he was asked to log in.

    Streamlit always continues at the start page. The browser sends the page with the login button; a cookie
    keeps it until the provider sends the visitor back.
    """

    async def remember(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path == LOGIN and (page := _page(scope, ours)):
            await app(scope, receive, _adding(send, _cookie(quote(page), _MINUTES * 60)))
        elif path == BACK and (page := _remembered(scope)):
            await app(scope, receive, _adding(send, _cookie("", 0), page))
        else:
            await app(scope, receive, send)

    return remember


def is_own(page: str) -> bool:
    """Whether this is an address on our own server: a path of plain characters."""
    parts = urlsplit(page)
    is_path = page.startswith("/") and not page.startswith("//") and not parts.scheme and not parts.netloc
    return is_path and len(page) <= _LONGEST and "\\" not in page and all("!" <= sign <= "~" for sign in page)


def _page(scope: Scope, ours: Addresses) -> str:
    """The page of ours that the request comes from; '' for any other."""
    hosts, referers = values(scope, b"host"), values(scope, b"referer")
    if len(hosts) != 1 or len(referers) != 1:
        return ""
    parts = urlsplit(referers[0])
    if not ours.trusts(hosts[0], f"{parts.scheme}://{parts.netloc}"):
        return ""
    page = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return page if is_own(page) else ""


def _remembered(scope: Scope) -> str:
    pairs = [pair.strip().partition("=") for header in values(scope, b"cookie") for pair in header.split(";")]
    page = next((unquote(value) for name, _, value in pairs if name == COOKIE), "")
    return page if is_own(page) else ""


def _cookie(value: str, seconds: int) -> tuple[bytes, bytes]:
    cookie = f"{COOKIE}={value}; Path={BACK}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return b"set-cookie", cookie.encode()


def _adding(send: Send, cookie: tuple[bytes, bytes], page: str = "") -> Send:
    """`send` with this cookie, redirecting to `page` instead of the start page."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            start, page_header = (b"location", START), (b"location", page.encode() or START)
            headers = [page_header if pair == start else pair for pair in message["headers"]]
            message = {**message, "headers": [*headers, cookie]}
        await send(message)

    return add
