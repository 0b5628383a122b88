"""Identifying visitors: impossible to forge without the cookie secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit import auth_util
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from budget.server.visitors import Visitor, by_address, by_login

COOKIE, SECRET = "_streamlit_user", "a cookie secret of the tests, long enough"
ADDRESS = Visitor("10.0.0.1")


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth_util.secrets_singleton, "_secrets", {"auth": {"cookie_secret": SECRET}})


def request(cookie: str = "") -> dict[str, Any]:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    return {"type": "websocket", "client": ("10.0.0.1", 1), "headers": headers}


def signed(subject: str, secret: str = SECRET) -> str:
    claims = {"iss": "https://login.example", "sub": subject}
    return create_signed_value(secret, COOKIE, json.dumps(claims)).decode()


def test_logged_in_persons_at_one_address_are_separate_visitors() -> None:
    cato, again, sien = (by_login(request(signed(name))) for name in ("cato", "cato", "sien"))
    assert cato == again != sien
    assert cato.is_known
    assert sien != ADDRESS


@pytest.mark.parametrize(
    "cookie", ["", "x", "e30.x.y", signed("cato", "another secret, long enough as well")]
)
def test_without_a_login_that_we_signed_the_address_counts(cookie: str) -> None:
    assert by_login(request(cookie)) == by_address(request(cookie)) == ADDRESS
