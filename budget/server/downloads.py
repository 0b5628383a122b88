"""A downloaded file is only for the login that requested it, even if others know its address."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from budget.security_log import note_refusal
from budget.server.guard import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA = "/media/"
NOT_YOURS = "Dit bestand is niet voor u, of het is er niet meer. Open de pagina en download het daar."
_FOR = "; for="
_LENGTH = 64
_KEY = secrets.token_bytes(32)
Whose = Callable[["Scope"], Mapping[str, object]]
"""The provider's claims about the sender of a request; empty if not logged in."""


def media_type_for_login(media_type: str, claims: Mapping[str, object]) -> str:
    """The media type of a file, marked with the login it is for; its address is derived from this."""
    login = json.dumps([str(claims.get(name)) for name in ("iss", "sub", "iat")])
    return f"{media_type}{_FOR}{hmac.new(_KEY, login.encode(), 'sha256').hexdigest()}"


def personal_downloads(app: ASGIApp, whose: Whose) -> ASGIApp:
    """`app`, serving each file only to the login it was made for."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(MEDIA):
            await app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await app(scope, receive, hold)
        start, claims = held[0], whose(scope)
        content_type = dict(start["headers"]).get(b"content-type", b"").decode("latin-1")
        media_type, _, parameters = content_type.partition(_FOR)
        if start["status"] < 300 and not (
            claims and content_type.startswith(media_type_for_login(media_type, claims))
        ):
            note_refusal("bestand van een ander")
            await refuse(scope, receive, send, 403, NOT_YOURS)
            return
        start["headers"] = [
            (
                name,
                (media_type + parameters[_LENGTH:]).encode("latin-1") if name == b"content-type" else value,
            )
            for name, value in start["headers"]
        ]
        for message in held:
            await send(message)

    return ask


def claims_of_streamlit(scope: Scope) -> Mapping[str, object]:
    """The claims in a login cookie signed by Streamlit."""
    from starlette.requests import cookie_parser
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    cookie = _get_signed_cookie_with_chunks(cookie_parser(cookies), USER_COOKIE_NAME)
    claims = json.loads(cookie) if cookie else {}
    return claims if claims.get("is_logged_in") else {}
