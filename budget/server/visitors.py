"""Whose a request is: of the person of a login, else of the address that it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from starlette.types import Scope


class Visitor(NamedTuple):
    """Who shares the room that there is for one: a person who logged in, or all others of one address."""

    name: str
    is_known: bool = False


def by_address(scope: Scope) -> Visitor:
    """The address that a request comes from."""
    return Visitor(scope["client"][0] if scope.get("client") else "")


def by_login(scope: Scope) -> Visitor:
    """The person of the login that came along, so that an office behind one address is no single visitor.

    Whether that login still counts is not asked here: it says who asks, and lets nobody in.
    """
    from starlette.requests import HTTPConnection
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    if signed := _get_signed_cookie_with_chunks(HTTPConnection(scope).cookies, USER_COOKIE_NAME):
        claims = json.loads(signed)
        return Visitor(f"{claims.get('iss')} {claims.get('sub')}", is_known=True)
    return by_address(scope)
