"""The programme in an address: /nieuw-west/bestuur is the page bestuur of the programme nieuw-west."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HEADER = "x-budget-programme"
"""The header with the programme of an address, set by the server; clients cannot set it."""
OVERVIEW, OVERVIEW_SCREEN = "/overzicht", "scherm=overzicht"
"""The address of the overview, and its query: Streamlit's first page is only at /."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_OWN = frozenset({"api", "auth", "component", "media", "oauth2callback", "static"})
"""First parts of the server's own addresses, with or without more after them."""


def by_programme(app: ASGIApp, programmes: Callable[[], Collection[str]]) -> ASGIApp:
    """`app`, which sees each address without its programme, and the programme in a header.

    An address without a known programme passes unchanged, without a header. A page below an unknown name
    would stay blank, as the browser loads its files from there: it redirects to the start.
    """
    own = HEADER.encode()

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0].lower() != own]
        first, _, path_rest = scope["path"].removeprefix("/").partition("/")
        if _is_unknown(scope["type"], first, scope["path"], headers) and first not in programmes():
            await _lead_to("/", send)
            return
        start = "/"
        if first in programmes():
            path, start = f"/{path_rest}", f"/{first}/"
            headers.append((own, first.encode()))
            scope = {**scope, "path": path, "raw_path": path.encode()}
        if scope["type"] == "http" and scope["path"] == OVERVIEW:
            query = scope.get("query_string", b"").decode("latin-1")
            await _lead_to(f"{start}?{query or OVERVIEW_SCREEN}", send)
            return
        await app({**scope, "headers": headers}, receive, send)

    return choose


async def _lead_to(address: str, send: Send) -> None:
    headers = [(b"location", address.encode("latin-1"))]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body"})


def _is_unknown(kind: str, first: str, path: str, headers: Collection[tuple[bytes, bytes]]) -> bool:
    """Whether a browser requests a page below a name that is not the server's own."""
    asks_page = any(name == b"accept" and b"text/html" in value for name, value in headers)
    is_below = path != f"/{first}" and bool(_NAME.fullmatch(first)) and first not in _OWN
    return kind == "http" and asks_page and is_below
