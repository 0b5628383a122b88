"""Passes a request to Streamlit only with a Host and an Origin that are exactly ours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from budget.security_log import note_refusal
from budget.server.addresses import Addresses

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

FOREIGN = 4403
NOT_OUR_HOST = "Dit adres hoort niet bij de Bestedingsmonitor. Open de app via het adres van de beheerder."
NOT_OUR_ORIGIN = "Een andere website mag hier niets opvragen. Open de app zelf in de browser."
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Streamlit endpoints that expose memory, sessions or a control interface."""

NO_ROOM, AGAIN = 503, 10
"""The status when there is no room now, and the seconds until a page asks again."""
PAGE = (
    '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Bestedingsmonitor</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
    "<style>body{{font:1.1rem/1.5 sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}}</style></head>"
    "<body><main><h1>Bestedingsmonitor</h1><p>{sentence}</p></main></body></html>"
)


def with_origin_check(app: ASGIApp, ours: Addresses) -> ASGIApp:
    """`app`, only for requests to one of our addresses, from our own pages."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif refused := _why_refused(scope, ours):
            await refuse(scope, receive, send, 403, refused, FOREIGN)
        elif scope["type"] == "http" and any(part in scope["path"] for part in CLOSED):
            await refuse(scope, receive, send, 404, "Deze pagina bestaat niet.")
        else:
            await app(_without_origin(scope), receive, send)

    return guard


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, sentence: str, code: int | None = None
) -> None:
    """Answer a request, or a socket before it opens, with a sentence; a socket is closed with `code`.

    A request for a page gets an HTML page, which reloads itself if there is no room now (503).
    """
    from starlette.responses import HTMLResponse, PlainTextResponse
    from starlette.websockets import WebSocketClose

    answer: ASGIApp = PlainTextResponse(sentence, status)
    if scope["type"] == "websocket" and code is not None:
        answer = WebSocketClose(code, sentence)
    elif is_page(scope):
        again = f'<meta http-equiv="refresh" content="{AGAIN}">' if status == NO_ROOM else ""
        answer = HTMLResponse(PAGE.format(again=again, sentence=escape(sentence)), status)
    await answer(scope, receive, send)


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page."""
    return scope["type"] == "http" and any("text/html" in value for value in values(scope, b"accept"))


def values(scope: Scope, name: bytes) -> list[str]:
    """Every value of this request header."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _why_refused(scope: Scope, ours: Addresses) -> str:
    """The reason in a sentence, also logged; '' for a request that may pass."""
    hosts, origins = values(scope, b"host"), values(scope, b"origin")
    if len(hosts) != 1 or not ours.answers(hosts[0]):
        note_refusal("vreemde host", host=",".join(hosts), kind=scope["type"])
        return NOT_OUR_HOST
    # A browser always sends the page that opens a socket; a plain request has no Origin.
    is_named = origins or scope["type"] == "http"
    if len(origins) > 1 or not is_named or not all(ours.trusts(hosts[0], origin) for origin in origins):
        note_refusal("vreemde herkomst", origin=",".join(origins), host=hosts[0], kind=scope["type"])
        return NOT_OUR_ORIGIN
    return ""


def _without_origin(scope: Scope) -> Scope:
    """Streamlit compares an Origin with its own addresses, and looks those up on the internet.

    A request that comes this far is from our own page; a socket needs its Origin, for the login.
    """
    if scope["type"] != "http":
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]}
