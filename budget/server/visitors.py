"""The visitor behind a request: the logged-in person, or else the network address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from starlette.types import Scope


class Visitor(NamedTuple):
    """Who shares one visitor's limits: a logged-in person, or everyone else at one address."""

    name: str
    is_known: bool = False


def by_address(scope: Scope) -> Visitor:
    """The address that a request comes from."""
    return Visitor(scope["client"][0] if scope.get("client") else "")


def by_login(scope: Scope) -> Visitor:
    """The person in the login cookie, so that an office behind one address is not a single visitor.

    The login is not checked here: it identifies the sender, and grants nothing.
    """
    from starlette.requests import HTTPConnection
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    if signed := _get_signed_cookie_with_chunks(HTTPConnection(scope).cookies, USER_COOKIE_NAME):
        claims = json.loads(signed)
        return Visitor(f"{claims.get('iss')} {claims.get('sub')}", is_known=True)
    return by_address(scope)
