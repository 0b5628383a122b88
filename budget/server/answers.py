"""Applied to every response: security headers, Dutch as page language, gzipped assets in Dutch."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from budget.page_scripts import SCRIPTS
from budget.server.dutch import in_dutch

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENGLISH, DUTCH = b'<html lang="en"', b'<html lang="nl"'
ASSET_TYPES = {".js": "text/javascript", ".css": "text/css"}
FOREVER = "public, immutable, max-age=31536000"
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; frame-ancestors 'self'; "
    "form-action 'self'; base-uri 'self'; object-src 'none'"
)
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


@cache
def content_policy() -> bytes:
    """Allows Streamlit's scripts and, of inline scripts, only its original ones and our own."""
    from streamlit.file_util import get_static_dir

    page = (Path(get_static_dir()) / "index.html").read_bytes()
    inside = [*_INLINE.findall(page), *(script.encode() for script in SCRIPTS)]
    digests = (b64encode(sha256(script).digest()).decode() for script in inside)
    return CONTENT_POLICY.format(scripts=" ".join(f"'sha256-{digest}'" for digest in digests)).encode()


def with_response_headers(app: ASGIApp, *, is_secure: bool = False) -> ASGIApp:
    """`app` with these changes to its HTTP responses; `is_secure` limits its cookies to https."""

    async def finish(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await (_packed_asset(scope) or app)(
                _readable(scope), receive, _send_with_headers(send, is_secure)
            )
        else:
            await app(scope, receive, send)

    return finish


def _headers(message: Message | Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in message["headers"]}


def _readable(scope: Scope) -> Scope:
    """Page requests without Accept-Encoding: the language cannot be set in a compressed page."""
    if b"text/html" not in _headers(scope).get(b"accept", b""):
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
    return {**scope, "headers": headers}


def _send_with_headers(send: Send, is_secure: bool) -> Send:
    """`send` with our headers on every response, and the language set in the index page."""
    is_page = False

    async def finish(message: Message) -> None:
        nonlocal is_page
        if message["type"] == "http.response.start":
            is_page = _headers(message).get(b"content-type", b"").startswith(b"text/html")
            message = {**message, "headers": _secured(message["headers"], is_secure)}
        elif is_page and message["type"] == "http.response.body":
            # Both are equally long, so Content-Length stays right.
            message = {**message, "body": message.get("body", b"").replace(ENGLISH, DUTCH, 1)}
        await send(message)

    return finish


def _secured(headers: Iterable[tuple[bytes, bytes]], is_secure: bool) -> list[tuple[bytes, bytes]]:
    """Our headers in place of Streamlit's, which also leaves its cookies open to http."""
    ours = (*HEADERS, (b"content-security-policy", content_policy()))
    names = {name for name, _ in ours}
    kept_headers = ((name, value) for name, value in headers if name.lower() not in names)
    closed = (
        (name, value + b"; Secure" if is_secure and name.lower() == b"set-cookie" else value)
        for name, value in kept_headers
    )
    return [*closed, *ours]


def _packed_asset(scope: Scope) -> ASGIApp | None:
    """A gzipped script or style sheet of Streamlit; None for any other request.

    Streamlit expects a proxy to compress these 9 MB. There is none here, so each is compressed once.
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
    data = path.read_bytes()
    return gzip.compress(in_dutch(data) if path.suffix == ".js" else data, compresslevel=6, mtime=0)
