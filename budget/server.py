"""Serves app.py with uvicorn: one process, and on this device only, as there is no login."""

from __future__ import annotations

import contextlib
import errno
import gc
import gzip
import ipaddress
import logging
import os
import re
import socket
from collections.abc import AsyncIterator, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budget.model.words import BudgetError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app.py"
ENGLISH, DUTCH = b'<html lang="en"', b'<html lang="nl"'
ASSET_TYPES = {".js": "text/javascript", ".css": "text/css"}
PORTS = range(65_536)
OTHER_PORT = "make run PORT=8502"
FOREVER = "public, immutable, max-age=31536000"
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; frame-ancestors 'self'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
ONLY_HERE = "Zonder login draait de app alleen op dit apparaat (127.0.0.1). Kies 127.0.0.1"

log = logging.getLogger(__name__)


def run(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve until interrupted. Raises BudgetError for an address open to others, or a port in use."""
    require_safe_address(host)
    with contextlib.closing(bind(host, port)) as listener:
        port = listener.getsockname()[1]
        _tell_streamlit(host, port)
        _serve(listener, f"http://{_in_url(host)}:{port}")


def require_safe_address(host: str) -> None:
    """Raises BudgetError when `host` can be reached from another device: there is no login."""
    if not is_loopback(host):
        raise BudgetError(f"{ONLY_HERE}, of laat het adres '{host}' weg.")


def is_loopback(host: str) -> bool:
    """Whether `host` is localhost or a loopback address; names are not resolved."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on the first address of `host`. Raises BudgetError when that fails."""
    family, kind, protocol, _, address = _first_address(host, port)
    # Without a protocol asyncio leaves TCP_NODELAY off: 40 ms on every answer.
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise BudgetError(_why_not_bound(host, port, error)) from error
    return listener


def _first_address(host: str, port: int) -> tuple[Any, ...]:
    if port not in PORTS:
        raise BudgetError(f"Poort {port} bestaat niet. Kies een poort van 1 tot en met {PORTS[-1]}.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except OSError as error:
        raise BudgetError(f"Het adres '{host}' bestaat niet. Kies een ander adres.") from error
    return min(found, key=lambda entry: entry[0])


def _why_not_bound(host: str, port: int, error: OSError) -> str:
    reasons = {
        errno.EADDRINUSE: "een ander programma gebruikt die al",
        errno.EACCES: "daar zijn meer rechten voor nodig",
        errno.EADDRNOTAVAIL: "dit apparaat heeft dat adres niet",
    }
    reason = reasons.get(error.errno or 0, str(error))
    return f"Poort {port} op {host} is niet beschikbaar: {reason}. Kies een andere: {OTHER_PORT}."


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _tell_streamlit(host: str, port: int) -> None:
    os.environ["STREAMLIT_SERVER_ADDRESS"] = host
    os.environ["STREAMLIT_SERVER_PORT"] = str(port)


def _serve(listener: socket.socket, url: str) -> None:
    import uvicorn

    config = uvicorn.Config(
        guarded(streamlit_app(url)),
        workers=1,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise BudgetError("De server is niet gestart. De oorzaak staat in het logboek hierboven.")


def streamlit_app(url: str) -> ASGIApp:
    """The Streamlit app; it starts by closing direct access to pages/ and running once to warm up."""
    from streamlit.runtime import get_instance
    from streamlit.starlette import App

    @contextlib.asynccontextmanager
    async def ready(_: App) -> AsyncIterator[None]:
        _close_pages_directory()
        runs, _message = await get_instance().does_script_run_without_error()
        if not runs:
            log.error("De startpagina geeft een fout; de oorzaak staat hierboven.")
        gc.collect()
        gc.freeze()
        print(f"Bestedingsmonitor draait op {url}", flush=True)
        yield

    return App(APP, lifespan=ready)


def _close_pages_directory() -> None:
    # Until the first st.navigation of a process, Streamlit serves pages/ itself, without app.py: a cold
    # deep link to a file stem would run that file alone. st.navigation sets the same flag.
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def guarded(app: ASGIApp) -> ASGIApp:
    """`app` with a check of the host name, gzipped assets, security headers, and Dutch as page language."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif not is_loopback(_host_name(scope)):
            await _refusal(scope)(scope, receive, send)
        elif scope["type"] == "http":
            await (_packed_asset(scope) or app)(_readable(scope), receive, _finished(send))
        else:
            await app(scope, receive, send)

    return guard


def _headers(message: Message | Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in message["headers"]}


def _host_name(scope: Scope) -> str:
    # Against DNS rebinding: a foreign name that resolves to this device arrives with that name.
    host = _headers(scope).get(b"host", b"").decode("latin-1").lower()
    return re.sub(r":\d*$", "", host).strip("[]")


def _refusal(scope: Scope) -> ASGIApp:
    from starlette.responses import PlainTextResponse
    from starlette.websockets import WebSocketClose

    return WebSocketClose(4403) if scope["type"] == "websocket" else PlainTextResponse(f"{ONLY_HERE}.", 403)


def _readable(scope: Scope) -> Scope:
    """The request without Accept-Encoding for pages: in a compressed page the language cannot be set."""
    if b"text/html" not in _headers(scope).get(b"accept", b""):
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
    return {**scope, "headers": headers}


def _finished(send: Send) -> Send:
    """`send` with our headers on every answer, and the language set in the index page."""
    is_page = False

    async def finish(message: Message) -> None:
        nonlocal is_page
        if message["type"] == "http.response.start":
            is_page = _headers(message).get(b"content-type", b"").startswith(b"text/html")
            message = {**message, "headers": _secured(message["headers"])}
        elif is_page and message["type"] == "http.response.body":
            # Both are equally long, so Content-Length stays right.
            message = {**message, "body": message.get("body", b"").replace(ENGLISH, DUTCH, 1)}
        await send(message)

    return finish


def _secured(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in HEADERS}
    return [*((name, value) for name, value in headers if name.lower() not in ours), *HEADERS]


def _packed_asset(scope: Scope) -> ASGIApp | None:
    """A gzipped script or style sheet of Streamlit; None for any other request.

    Streamlit leaves compressing these 9 MB to a proxy. There is none here, so each is compressed once.
    """
    from starlette.responses import Response

    path = _assets().get(scope["path"]) if scope["method"] == "GET" else None
    if path is None or b"gzip" not in _headers(scope).get(b"accept-encoding", b""):
        return None
    headers = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": FOREVER}
    return Response(_packed(path), media_type=ASSET_TYPES[path.suffix], headers=headers)


@cache
def _assets() -> dict[str, Path]:
    from streamlit.file_util import get_static_dir

    folder = Path(get_static_dir())
    files = (path for path in folder.rglob("static/**/*") if path.suffix in ASSET_TYPES)
    return {f"/{path.relative_to(folder).as_posix()}": path for path in files}


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
