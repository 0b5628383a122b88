"""The programme in an address: /nieuw-west/bestuur is the page bestuur of the programme nieuw-west."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HEADER = "x-budget-programme"
"""How the server tells the rest of the house which programme an address names; nobody else can."""


def by_programme(app: ASGIApp, programmes: Callable[[], Collection[str]]) -> ASGIApp:
    """`app`, which sees each address without its programme and is told that programme in a header.

    An address without a known programme goes on as it is, with no programme told.
    """
    own = HEADER.encode()

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        headers = [pair for pair in scope["headers"] if pair[0].lower() != own]
        first, _, rest = scope["path"].removeprefix("/").partition("/")
        if first in programmes():
            path = f"/{rest}"
            headers.append((own, first.encode()))
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await app({**scope, "headers": headers}, receive, send)

    return choose
